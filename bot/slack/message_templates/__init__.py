"""Builds the windows about the team's own templates, and reads what stands in them."""
