"""Two clients made one, and two again: what is told before, done, and undone."""
