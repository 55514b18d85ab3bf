"""What a recurrence means: its days, its moments, and how people read it."""
