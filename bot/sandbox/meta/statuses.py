"""Moves a message from one status to the next, and tells the bot and the page."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.meta import identity
from bot.sandbox.meta.deliveries import Deliveries
from bot.sandbox.meta.errors import in_status
from bot.sandbox.meta.message import MetaMessage, StatusChange
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.updates import Update

_TOLD_WHO = frozenset({"delivered", "read"})


@dataclass
class Statuses:
    """The only place where a message's status changes."""

    state: MetaState
    deliveries: Deliveries

    def move(self, message: MetaMessage, status: str, error: int | None = None, details: str = "") -> None:
        """Set the status, post the webhook and tell the page."""
        now = self.state.clock.now()
        message.status, message.error = status, error
        message.history.append(StatusChange(status, now, error))
        self.state.bus.publish("meta.status", {"id": message.id, "status": status, "error": error})
        item = self._item(message, now, details)
        contacts = (identity.contact(message.phone),) if status in _TOLD_WHO else ()
        ours = self.state.number(message.number_id)
        self.deliveries.tell(Update("statuses", message.id, item, ours, contacts))

    def _item(self, message: MetaMessage, now: float, details: str) -> dict[str, Any]:
        item: dict[str, Any] = {
            "id": message.id,
            "status": message.status,
            "timestamp": str(int(now)),
            **identity.recipient(message.phone),
        }
        if message.tag:
            item["biz_opaque_callback_data"] = message.tag
        if message.error is not None:
            return {**item, "errors": [in_status(message.error, details)]}
        return {**item, "pricing": _pricing(message)}


def _pricing(message: MetaMessage) -> dict[str, Any]:
    """What it is billed as. Since 1 October 2026 what answers within the 24 hours is billed too."""
    category = message.content.category.lower() or "service"
    return {"billable": True, "pricing_model": "PMP", "type": "regular", "category": category}
