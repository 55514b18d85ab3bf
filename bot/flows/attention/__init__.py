"""What needs attention: the list, and taking a failed text off it."""
