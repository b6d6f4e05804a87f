"""The annual equality report: what it draws on, and what it says, one file for each chapter."""
