"""Forms of the roles."""
