"""The verbs of reports and packs. One file for each duty."""
