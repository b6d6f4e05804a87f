"""Pages across all assessments."""
