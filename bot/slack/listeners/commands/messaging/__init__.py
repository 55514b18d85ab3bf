"""``/messaging``: what concerns the whole team, a subcommand a file."""
