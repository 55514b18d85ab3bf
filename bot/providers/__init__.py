"""The carriers of texts. Each has a package of its own, and nothing outside of it knows the vendor."""
