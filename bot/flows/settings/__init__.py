"""Changing what the admins decide: one group of settings a file."""
