"""Buttons of the roles."""
