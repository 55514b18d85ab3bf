"""The failure that a person at the terminal can mend."""


class CannotStart(Exception):
    """What was asked for cannot be done; its text is one line that says why and what to do next.

    The command line prints the text alone, without a traceback, and exits with ``exit_code``.
    """

    exit_code = 1
