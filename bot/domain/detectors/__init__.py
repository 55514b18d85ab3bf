"""Finding what is sensitive in a text, one kind a file. Each yields the places (start, end) in the text."""
