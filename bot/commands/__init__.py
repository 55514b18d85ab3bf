"""What the commands do; ``bot.cli`` names them and imports each when it is called."""
