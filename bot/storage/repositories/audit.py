"""Who did what: written in the transaction of the deed, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from bot.domain.ids import new_id
from bot.storage.repositories.base import Repository
from bot.storage.tables import audit, clients


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


@dataclass(frozen=True)
class AuditFilter:
    """Which deeds are asked for; what is empty or None leaves none out. ``since`` is UTC."""

    actor: str = ""
    action: str = ""
    client_id: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """A deed as it was written, with its row's id and the name that its client has today."""

    id: str
    deed: Deed
    client_name: str = ""


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

    async def page(self, wanted: AuditFilter, limit: int, before: str = "") -> list[Entry]:
        """The newest deeds that fit; ``before`` is the last row's id of the page that came earlier."""
        rows = await self._connection.execute(self._fitting(wanted, before).limit(limit))
        return [_read(row) for row in rows]

    def _fitting(self, wanted: AuditFilter, before: str) -> Select[Any]:
        mine = clients.c.workspace_id == audit.c.workspace_id
        whose = audit.outerjoin(clients, (clients.c.id == audit.c.client_id) & mine)
        query = select(audit, clients.c.name).select_from(whose)
        query = query.where(audit.c.workspace_id == self._workspace_id)
        for column, value in (
            (audit.c.actor, wanted.actor),
            (audit.c.action, wanted.action),
            (audit.c.client_id, wanted.client_id),
        ):
            if value:
                query = query.where(column == value)
        if wanted.since:
            query = query.where(audit.c.at >= wanted.since)
        if before:
            query = query.where(audit.c.id < before)
        # Ids are in the order in which they were made, so a page never shifts while new deeds are written.
        return query.order_by(audit.c.id.desc())


def _read(row: Row[Any]) -> Entry:
    deed = Deed(row.actor, row.action, row.at, row.client_id, row.message_id, row.detail)
    return Entry(row.id, deed, row.name or "")
