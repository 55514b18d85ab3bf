"""Forms about a client."""
