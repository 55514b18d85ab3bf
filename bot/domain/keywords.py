"""Words by which a client says stop, start again or help, or asks who we are and what is planned.

Source: Twilio's default keyword sets for long codes (STOP, START, HELP), the words that 47 CFR 64.1200
names as a revocation by themselves, and the longer forms people write that Twilio does not catch.
"""

import re
from enum import StrEnum
from itertools import islice

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
HELP_WORDS = frozenset({"HELP"})
INFO_WORDS = frozenset({"INFO"})
STATUS_WORDS = frozenset({"STATUS"})

# The rule counts these too, but a carrier does not stop them: only we do.
_STOP_PHRASES = frozenset({"OPT OUT", "STOP ALL", "STOP PLEASE", "PLEASE STOP"})
_LONGEST_PHRASE = 2
_WORD = re.compile(r"[^\W_]+")

# INFO is one of Twilio's own words for help.
_OF_THE_CARRIER = STOP_WORDS | START_WORDS | HELP_WORDS | INFO_WORDS


class Keyword(StrEnum):
    """What a client asked for with a single word."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    INFO = "info"  # Whom to reach, and how.
    STATUS = "status"  # The next appointment, or the last order.


_MEANS = {
    word: meant
    for meant, words in (
        (Keyword.STOP, STOP_WORDS | _STOP_PHRASES),
        (Keyword.START, START_WORDS),
        (Keyword.HELP, HELP_WORDS),
        (Keyword.INFO, INFO_WORDS),
        (Keyword.STATUS, STATUS_WORDS),
    )
    for word in words
}


def keyword(text: str) -> Keyword | None:
    """The keyword that ``text`` is as a whole, ignoring case, punctuation and surrounding space.

    A sentence that merely contains such a word is none: "I will stop by at nine" is a message to people.
    """
    # One word more than any phrase has is enough to know that a long text is none of them.
    words = islice(_WORD.finditer(text), _LONGEST_PHRASE + 1)
    said = " ".join(word.group().upper() for word in words)
    return _MEANS.get(said)


def answered_by_carrier(text: str) -> bool:
    """Whether Twilio itself answers this text on an SMS long code, so that we must not answer it again.

    Twilio compares the whole body with one word, so "Stop please" and "OPT OUT" reach only us.
    """
    return text.strip().upper() in _OF_THE_CARRIER
