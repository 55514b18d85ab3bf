"""The end of a program that failed in a way nobody foresaw."""

import logging

from bot import logs


def report() -> None:
    """Log the exception that is being handled, masked, and say what to do about it."""
    if not logging.getLogger().handlers:
        logs.configure()
    logging.getLogger("bot").critical(
        "the program stopped on an error of its own; please report it with these lines", exc_info=True
    )
