"""Templates of texts: a small part of Jinja, safe to be written by anybody who may change the settings."""
