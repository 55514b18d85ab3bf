"""What was decided about a client's thread, row by row; ``rows.py`` says which test shows what."""
