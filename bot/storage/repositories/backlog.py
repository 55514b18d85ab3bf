"""Counts what waits. Each count is served by an index that holds only what waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, func, select

from bot.storage.repositories.base import Repository
from bot.storage.tables import inbound_texts, messages, outbox, receipts, slack_events
from bot.storage.tables.base import is_literally


@dataclass(frozen=True)
class Waiting:
    """What is due, by queue; sends whose outcome is open (``unsettled``); what was given up (``dead``)."""

    messages: int
    outbox: int
    slack_events: int
    receipts: int
    inbound_texts: int
    unsettled: int
    dead: int


class Backlog(Repository):
    """What waits in one workspace."""

    async def waiting(self, now: datetime) -> Waiting:
        """Count it as it stands."""
        due = messages.c.next_attempt_at <= now
        return Waiting(
            messages=await self._count(messages, is_literally(messages.c.status, "queued"), due),
            outbox=await self._count(
                outbox, is_literally(outbox.c.state, "waiting"), outbox.c.next_attempt_at <= now
            ),
            slack_events=await self._count(
                slack_events, is_literally(slack_events.c.state, "waiting"), slack_events.c.created_at <= now
            ),
            receipts=await self._count(
                receipts, is_literally(receipts.c.state, "waiting"), receipts.c.received_at <= now
            ),
            inbound_texts=await self._count(
                inbound_texts,
                is_literally(inbound_texts.c.state, "waiting"),
                inbound_texts.c.received_at <= now,
            ),
            unsettled=await self._count(messages, is_literally(messages.c.status, "sending", "checking")),
            dead=await self._count(outbox, is_literally(outbox.c.state, "dead"))
            + await self._count(slack_events, is_literally(slack_events.c.state, "dead"))
            + await self._count(receipts, is_literally(receipts.c.state, "dead"))
            + await self._count(inbound_texts, is_literally(inbound_texts.c.state, "dead")),
        )

    async def _count(self, table: Table, *conditions: ColumnElement[bool]) -> int:
        query = select(func.count()).where(table.c.workspace_id == self._workspace_id, *conditions)
        return int((await self._connection.execute(query)).scalar_one())
