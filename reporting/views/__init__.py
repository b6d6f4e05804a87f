"""The pages of reports and packs, and what the public may read. One file for each duty."""
