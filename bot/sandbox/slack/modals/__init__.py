"""Modals and App Homes: what is open for whom, and what has been filled in."""
