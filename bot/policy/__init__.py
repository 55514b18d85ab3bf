"""May this message go, now? Pure rules, one check a file, listed in order in ``pipeline``."""
