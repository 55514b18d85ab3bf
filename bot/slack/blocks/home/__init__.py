"""The Home tab as blocks: one section a file, and the page that puts them below each other."""
