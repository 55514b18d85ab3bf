"""Two clients made one, and two again."""
