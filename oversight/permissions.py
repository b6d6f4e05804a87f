"""Who may look across all assessments."""
