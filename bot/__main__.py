"""``python -m bot`` is the same as ``bot``."""

from bot.cli import main

if __name__ == "__main__":
    main()
