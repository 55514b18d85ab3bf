"""The checks, one a file. Each takes the draft, the facts and the time, and gives its reasons."""
