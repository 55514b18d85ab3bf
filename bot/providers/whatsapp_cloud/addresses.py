"""Clients as Meta names them: a number without its plus, or an identity where the number is hidden."""

import re

from bot.domain.whatsapp_id import is_whatsapp_id

_DIGITS = re.compile(r"[1-9][0-9]{6,14}")
# WhatsApp's names for these numbers are older than their numbering plans: a 1 that Mexico no longer writes,
# and no 9 where mobile numbers of Brazil have one. Meta itself takes both forms of each.
_MEXICO = re.compile(r"521([0-9]{10})")
_BRAZIL = re.compile(r"(55[0-9]{2})([6-9][0-9]{7})")


def number(wa_id: object) -> str:
    """The number in E.164; empty when it is none."""
    digits = wa_id.strip().removeprefix("+") if isinstance(wa_id, str) else ""
    if not _DIGITS.fullmatch(digits):
        return ""
    if mexican := _MEXICO.fullmatch(digits):
        return f"+52{mexican[1]}"
    if brazilian := _BRAZIL.fullmatch(digits):
        return f"+{brazilian[1]}9{brazilian[2]}"
    return f"+{digits}"


def identity(user_id: object) -> str:
    """The identity within our business; empty when it is none."""
    return user_id if isinstance(user_id, str) and is_whatsapp_id(user_id) else ""


def shown_number(said: object) -> str:
    """A number of ours as Meta writes it for people, in E.164; empty when it is none."""
    digits = re.sub(r"[^0-9]", "", said) if isinstance(said, str) else ""
    return f"+{digits}" if _DIGITS.fullmatch(digits) else ""


def recipient(address: str) -> dict[str, str]:
    """To whom a message goes, as Meta takes it."""
    return {"recipient": address} if is_whatsapp_id(address) else {"to": address}
