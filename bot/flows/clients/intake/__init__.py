"""Whose an unknown number is: a new client's, one's that is known, or nobody's that matters."""
