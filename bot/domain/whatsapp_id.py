"""WhatsApp identities: who writes to us under a user name has no number that we could see.

Meta calls it a business-scoped user id: a country, a dot and up to 128 letters and digits. It is another one
for every business, and a new one when the person changes their number.
"""

import re

_IDENTITY = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")
MAX_TYPED = 140
# Longer ones are told apart by their two ends.
_SHOWN_WHOLE, _SHOWN_START, _SHOWN_END = 26, 12, 6


class NotAWhatsAppId(ValueError):
    """The text is no WhatsApp identity; the message says what one looks like."""


def is_whatsapp_id(value: str) -> bool:
    """Whether an address is an identity rather than a phone number."""
    return _IDENTITY.fullmatch(value) is not None


def parse(text: str) -> str:
    """The identity that ``text`` is, the country in capitals. Raises NotAWhatsAppId."""
    country, dot, rest = text.strip().partition(".")
    identity = f"{country.upper()}{dot}{rest}"
    if not is_whatsapp_id(identity):
        raise NotAWhatsAppId(
            "That is not a WhatsApp identity. One looks like US.13491208655302741918: a country, a dot, then "
            "letters and digits."
        )
    return identity


def display(identity: str) -> str:
    """The identity as people read it: named for what it is, and short enough to stand in a line."""
    short = len(identity) <= _SHOWN_WHOLE
    shown = identity if short else f"{identity[:_SHOWN_START]}…{identity[-_SHOWN_END:]}"
    return f"WhatsApp {shown}"
