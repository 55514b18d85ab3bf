"""Fetching a file from an address that somebody else has named: bounded, and never into our own network."""
