"""Forms of the do-not-contact list."""
