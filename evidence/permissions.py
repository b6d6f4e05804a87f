"""Who may do what with the evidence library."""
