"""Clients from a file: what each row means, done in batches, told beforehand and afterwards."""
