"""Filters and buttons of the audit."""
