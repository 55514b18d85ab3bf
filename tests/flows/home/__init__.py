"""What the Home tab reads."""
