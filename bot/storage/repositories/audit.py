"""Who did what: written in the transaction of the deed, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.ids import new_id
from bot.storage.repositories.base import Repository
from bot.storage.tables import audit


@dataclass(frozen=True)
class Deed:
    """Something that was done. ``actor`` is a Slack user, or empty for the program itself.

    ``detail`` holds codes, ids and figures: never a text that was sent, nor a phone number.
    """

    actor: str
    action: str
    at: datetime
    client_id: str | None = None
    message_id: str | None = None
    detail: dict[str, Any] = field(default_factory=dict)


class Audit(Repository):
    """The audit of one workspace."""

    async def write(self, deeds: Sequence[Deed]) -> None:
        """Write what was done."""
        rows = [
            {
                "id": new_id(),
                "workspace_id": self._workspace_id,
                "at": deed.at,
                "actor": deed.actor,
                "action": deed.action,
                "client_id": deed.client_id,
                "message_id": deed.message_id,
                "detail": deed.detail,
            }
            for deed in deeds
        ]
        await self._insert_all(self._insert(audit), rows)
