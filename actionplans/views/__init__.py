"""Pages of the action plans."""
