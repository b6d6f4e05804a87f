"""How far objectives have come, what is due when, and what may be shown: pure functions that read like the rule."""
