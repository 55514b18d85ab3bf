"""Texts that the team has ready: writing them, and filling them in for a client."""
