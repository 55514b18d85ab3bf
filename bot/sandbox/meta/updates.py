"""What webhooks tell: single updates, and the envelope that one or many of them travel in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from bot.sandbox.meta.config import BusinessNumber

Json = dict[str, Any]
Kind = Literal["messages", "statuses", "user_preferences", "message_template_status_update"]

# The field of the webhook that an app subscribes to; messages and their statuses share one.
_FIELDS: dict[Kind, str] = {"statuses": "messages"}


@dataclass(frozen=True)
class Update:
    """One thing that happened. ``about`` is the message's or template's id, ``status`` a receipt's status.

    ``ours`` is the number of ours it happened at; what happens to the account itself has none.
    """

    kind: Kind
    about: str
    item: Json
    ours: BusinessNumber | None = None
    contacts: tuple[Json, ...] = field(default=())

    @property
    def status(self) -> str:
        """Of a receipt: sent, delivered, read or failed."""
        return str(self.item.get("status", "")) if self.kind == "statuses" else ""


def envelope(account_id: str, updates: Iterable[Update], now: float) -> Json:
    """The body of one webhook: updates that follow each other and are of one kind share a change."""
    groups = groupby(updates, key=lambda each: (each.kind, each.ours))
    changes = [_change(kind, ours, list(group)) for (kind, ours), group in groups]
    entry = {"id": account_id, "time": int(now), "changes": changes}
    if all(change["field"] == "messages" for change in changes):
        del entry["time"]
    return {"object": "whatsapp_business_account", "entry": [entry]}


def _change(kind: Kind, ours: BusinessNumber | None, group: list[Update]) -> Json:
    named = _FIELDS.get(kind, kind)
    if ours is None:
        return {"field": named, "value": group[0].item}
    value: Json = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": ours.wa_id, "phone_number_id": ours.id},
    }
    contacts = [contact for update in group for contact in update.contacts]
    if contacts:
        value["contacts"] = [each for place, each in enumerate(contacts) if each not in contacts[:place]]
    value[kind] = [update.item for update in group]
    return {"value": value, "field": named}
