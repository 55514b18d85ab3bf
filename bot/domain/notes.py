"""Notes: what teammates say to each other in a client's thread, and the client must never see."""

import re

# What Slack lets people put around or before the word: a quote, a list, bold and its kin.
_AROUND = r"[\s>*_~`\"'“”‘’(\[•-]*"
_NOTE = re.compile(rf"{_AROUND}(?:(?:note|private|internal){_AROUND}[:：]|!|;;|//)", re.IGNORECASE)


def is_note(text: str) -> bool:
    """Whether a message stays inside: it begins with ``note:``, ``private:``, ``internal:``, ``!``, ``;;``
    or ``//``, in any case, quoted or in bold too: when in doubt it is not for the client."""
    return _NOTE.match(text) is not None
