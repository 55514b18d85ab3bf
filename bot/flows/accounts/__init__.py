"""Accounts at providers, which admins add beside the one of the environment."""
