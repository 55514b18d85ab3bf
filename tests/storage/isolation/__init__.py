"""What another workspace has, and every call by which somebody could try to get at it."""
