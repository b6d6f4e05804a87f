"""Words, charts and tables for the pages across all assessments."""
