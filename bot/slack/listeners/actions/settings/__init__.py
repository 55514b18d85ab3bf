"""Buttons of the settings."""
