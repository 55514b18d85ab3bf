"""Whether a text that Twilio lists is the one we asked it to send."""

import re

# Twilio puts this before everything a trial account sends.
_TRIAL_PREFIX = "Sent from your Twilio trial account - "

# A Messaging Service with smart encoding swaps these for their plain neighbours to save segments.
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u200b": None}
)
_SPACE = re.compile(r"\s+")


def same_text(listed: str, ours: str) -> bool:
    """Equal but for what Twilio may have changed on the way: space, quotation marks, the trial prefix."""
    return _folded(listed.removeprefix(_TRIAL_PREFIX)) == _folded(ours)


def _folded(text: str) -> str:
    return _SPACE.sub(" ", text.translate(_PLAIN)).strip()
