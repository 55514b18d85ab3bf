"""Buttons of the do-not-contact list."""
