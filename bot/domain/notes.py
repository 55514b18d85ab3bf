"""Notes: what teammates say to each other in a client's thread, and the client must never see."""

import re

_NOTE = re.compile(r"\s*(?:(?:note|private|internal)\s*:|!|;;|//)", re.IGNORECASE)


def is_note(text: str) -> bool:
    """Whether a message stays inside: it begins with ``note:``, ``private:``, ``internal:``, ``!``, ``;;``
    or ``//``, in any case."""
    return _NOTE.match(text) is not None
