"""Reads Meta's word on a message of ours. Source: Cloud API, the status messages webhook."""

import re
from datetime import datetime

from bot.domain.events import Receipt
from bot.domain.message import Status
from bot.providers.whatsapp_cloud import errors
from bot.providers.whatsapp_cloud.extras import MAX_ID
from bot.providers.whatsapp_cloud.fields import Json, parts, text
from bot.providers.whatsapp_cloud.inbound import Unreadable
from bot.providers.whatsapp_cloud.settings import PROVIDER

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")

# "delivered" may be left out where "read" comes.
_STATUSES = {
    "accepted": Status.ACCEPTED,
    "sent": Status.SENT,
    "delivered": Status.DELIVERED,
    "read": Status.READ,
    "played": Status.READ,
    "failed": Status.FAILED,
}


def read(status: Json, now: datetime) -> Receipt | None:
    """The receipt; None for a status that says nothing new. Raises Unreadable."""
    provider_id, said = text(status, "id", MAX_ID), text(status, "status", 40)
    if not provider_id or not said:
        raise Unreadable("a status without an id or a word")
    reached = _STATUSES.get(said)
    if reached is None:
        return None
    ours = text(status, "biz_opaque_callback_data", 100)
    failure = errors.of_receipt(_code(status), now) if reached is Status.FAILED else None
    message_id = ours if _ULID.fullmatch(ours) else None
    return Receipt(PROVIDER, provider_id, reached, message_id, failure)


def _code(status: Json) -> int | None:
    first = next(iter(parts(status, "errors", 1)), {})
    code = first.get("code")
    return code if isinstance(code, int) and not isinstance(code, bool) else None
