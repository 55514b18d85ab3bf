"""How webhooks name a WhatsApp user: by number and business-scoped id, or by the id and a username alone."""

import re
from typing import Any

from bot.sandbox.phonebook import Phone


def contact(phone: Phone) -> dict[str, Any]:
    """The user as the ``contacts`` of a webhook name them."""
    profile = {"name": phone.name}
    if phone.hides_number:
        username = re.sub(r"[^a-z0-9]+", ".", phone.name.lower()).strip(".")
        return {"profile": {**profile, "username": username}, "user_id": phone.identity}
    return {"profile": profile, "wa_id": wa_id(phone.number), "user_id": phone.identity}


def sender(phone: Phone) -> dict[str, str]:
    """The fields by which a message names who wrote it."""
    shown = {} if phone.hides_number else {"from": wa_id(phone.number)}
    return {**shown, "from_user_id": phone.identity}


def recipient(phone: Phone) -> dict[str, str]:
    """The fields by which a status names whom a message went to."""
    shown = {} if phone.hides_number else {"recipient_id": wa_id(phone.number)}
    return {**shown, "recipient_user_id": phone.identity}


def wa_id(number: str) -> str:
    """A number as WhatsApp writes it: digits only."""
    return number.removeprefix("+")
