"""What is done across all assessments."""
