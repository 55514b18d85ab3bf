"""The two windows about templates, built from what they remember and what the flows know."""
