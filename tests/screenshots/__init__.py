"""Pictures of the product as it is, for the README."""
