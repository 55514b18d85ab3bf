"""Figures that change with the world and not with the code; each file names where they come from."""
