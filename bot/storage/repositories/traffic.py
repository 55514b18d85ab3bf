"""What goes between the team and its clients, by time: how much of it, and what is still to go."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, TextClause, func, select

from bot.domain.channel import Channel
from bot.domain.message import Direction, Status
from bot.storage.repositories.base import Repository
from bot.storage.tables import clients, messages
from bot.storage.tables.base import is_literally
from bot.storage.tables.messages import TRAFFIC


@dataclass(frozen=True)
class Count:
    """So many messages of a channel stand so."""

    channel: Channel
    direction: Direction
    status: Status
    messages: int


@dataclass(frozen=True)
class ToGo:
    """A text that waits: when it is due (UTC), to whom, who wrote it, and why it is held, if it is."""

    message_id: str
    due_at: datetime
    channel: Channel
    client_id: str
    client_name: str
    user: str | None
    held: str


class Traffic(Repository):
    """The messages of one workspace by when they were received or due; what was refused or taken back before
    it went is left out."""

    async def counts(self, since: datetime, before: datetime) -> list[Count]:
        """How many messages of this span there are, by channel, direction and status."""
        groups = messages.c.channel, messages.c.direction, messages.c.status
        query = (
            select(*groups, func.count())
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.due_at >= since,
                messages.c.due_at < before,
                TRAFFIC,
            )
            .group_by(*groups)
            .order_by(*groups)
        )
        rows = await self._connection.execute(query)
        return [
            Count(Channel(channel), Direction(direction), Status(status), count)
            for channel, direction, status, count in rows
        ]

    async def to_go(self, after: datetime, before: datetime, limit: int) -> list[ToGo]:
        """What is due in this span and waits, the first to go first."""
        query = (
            select(
                messages.c.id,
                messages.c.due_at,
                messages.c.channel,
                messages.c.client_id,
                clients.c.name,
                messages.c.slack_user,
                messages.c.error_text,
            )
            .join(clients, clients.c.id == messages.c.client_id)
            .where(*self._waits(after), messages.c.due_at < before)
            .order_by(messages.c.due_at, messages.c.id)
            .limit(limit)
        )
        return [
            ToGo(id_, due_at, Channel(channel), client_id, name, user, held or "")
            for id_, due_at, channel, client_id, name, user, held in await self._connection.execute(query)
        ]

    async def count_to_go(self, after: datetime, before: datetime) -> tuple[int, int]:
        """How many texts wait that are due in this span, and how many that are due later."""
        in_time = func.count().filter(messages.c.due_at < before)
        query = select(in_time, func.count()).select_from(messages).where(*self._waits(after))
        within, whole = (await self._connection.execute(query)).one()
        return int(within), int(whole) - int(within)

    def _waits(self, after: datetime) -> list[ColumnElement[bool] | TextClause]:
        return [
            messages.c.workspace_id == self._workspace_id,
            is_literally(messages.c.status, "queued"),
            messages.c.due_at > after,
            TRAFFIC,
        ]
