"""Opting out and in again: what follows from it, however we came to know."""
