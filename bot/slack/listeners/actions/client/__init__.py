"""Buttons in the window on a client."""
