"""Clients as rows of a CSV file: read from what spreadsheets write, and written to be read again."""
