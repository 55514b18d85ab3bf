"""The handlers: one a file, one table a surface. A handler checks, stores what is wanted, and answers."""
