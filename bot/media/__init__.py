"""Files on their way to clients and from them: looked at, made smaller, kept for a while, and linked to."""
