"""Claiming messages to send: under a lease, in order per client, at the pace of the sender."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select, tuple_, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.message import Message, Status
from bot.storage.repositories.base import Repository
from bot.storage.repositories.inbound_texts import unheard
from bot.storage.repositories.lanes import Lanes, Pace
from bot.storage.repositories.messages import MESSAGE, read_message
from bot.storage.tables import lanes, messages
from bot.storage.tables.base import is_literally


@dataclass(frozen=True)
class ClaimedMessage:
    """A message that this worker alone may send, and the moment at which its turn comes.

    ``valid_until``: what the gate has said of it; a slow carrier must not deliver it later.
    """

    message: Message
    turn: datetime
    valid_until: datetime | None = None


class Claims(Repository):
    """What is due to be sent, and what was claimed and never settled."""

    async def due(
        self,
        owner: str,
        now: datetime,
        *,
        lease: timedelta,
        horizon: timedelta,
        limit: int,
        pace: Callable[[str], Pace],
    ) -> list[ClaimedMessage]:
        """Lease up to ``limit`` messages whose turn comes within ``horizon``.

        A message waits while an earlier one to the same client is queued, on its way or being looked up, and
        while a text from its address is kept and not applied: it may be a STOP.
        """
        claimed: list[ClaimedMessage] = []
        turns = Lanes(self._connection, self._workspace_id, "messages")
        for lane in await turns.lock_free(_due_in_lane(), now, now + horizon, limit):
            free = lane.turns(pace(lane.name), now, horizon, limit - len(claimed))
            found = await self._claim(lane.name, owner, now, lease, len(free)) if free else []
            if found:
                await turns.take(lane.name, free[len(found) - 1] + pace(lane.name).interval)
            claimed.extend(ClaimedMessage(message, turn) for message, turn in zip(found, free, strict=False))
        return claimed

    async def any_due(self, now: datetime, horizon: timedelta) -> bool:
        """Whether ``due`` may find anything: a look that holds up nobody."""
        turns = Lanes(self._connection, self._workspace_id, "messages")
        return await turns.any_free(_due_in_lane(), now, now + horizon)

    async def _claim(
        self, lane: str, owner: str, now: datetime, lease: timedelta, limit: int
    ) -> list[Message]:
        given = {"of_workspace": self._workspace_id, "of_lane": lane, "now": now, "most": limit}
        taken = await self._connection.execute(_take(), given | {"owner": owner, "until": now + lease})
        return sorted(map(read_message, taken), key=lambda message: (message.due_at, message.id))

    async def next_turn(self) -> datetime | None:
        """When the next message can go, as things stand; None when none waits."""
        turns = Lanes(self._connection, self._workspace_id, "messages")
        return await turns.next_turn(_first_due_in_lane())

    async def abandoned(self, now: datetime, limit: int) -> list[Message]:
        """Messages whose worker's lease ran out between call and record, leased to nobody and locked."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                is_literally(messages.c.status, "sending", "checking"),
                messages.c.lease_until < now,
            )
            .order_by(messages.c.lease_until)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [read_message(row) for row in await self._connection.execute(query)]


# Building a statement costs more than running it, so each is built once.
@cache
def _take() -> ReturningUpdate[Any]:
    picked = (
        select(messages.c.id)
        .where(
            messages.c.workspace_id == bindparam("of_workspace"),
            messages.c.lane == bindparam("of_lane"),
            is_literally(messages.c.status, "queued"),
            messages.c.next_attempt_at <= bindparam("now"),
            ~_behind_another(),
            ~unheard(messages.c.address, messages.c.workspace_id),
        )
        .order_by(messages.c.next_attempt_at)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    return (
        update(messages)
        .where(messages.c.id.in_(select(picked.c.id)))
        .values(
            status=Status.SENDING.value,
            lease_owner=bindparam("owner"),
            lease_until=bindparam("until"),
            called_at=bindparam("now"),
            attempts=messages.c.attempts + 1,
            # What has held it so far does not any more; the gate is asked anew.
            error_text=None,
            updated_at=bindparam("now"),
        )
        .returning(*MESSAGE)
    )


@cache
def _due_in_lane() -> Select[tuple[str]]:
    return (
        select(messages.c.id)
        .where(
            messages.c.lane == lanes.c.lane,
            messages.c.workspace_id == lanes.c.workspace_id,
            is_literally(messages.c.status, "queued"),
            messages.c.next_attempt_at <= bindparam("now"),
        )
        .correlate(lanes)
    )


def _behind_another() -> ColumnElement[bool]:
    earlier: Any = messages.alias("earlier")
    return exists().where(
        earlier.c.workspace_id == messages.c.workspace_id,
        earlier.c.client_id == messages.c.client_id,
        is_literally(earlier.c.status, "queued", "sending", "checking"),
        tuple_(earlier.c.due_at, earlier.c.id) < tuple_(messages.c.due_at, messages.c.id),
    )


@cache
def _first_due_in_lane() -> Select[tuple[datetime]]:
    return (
        select(func.min(messages.c.next_attempt_at))
        .where(
            messages.c.lane == lanes.c.lane,
            messages.c.workspace_id == lanes.c.workspace_id,
            is_literally(messages.c.status, "queued"),
        )
        .correlate(lanes)
    )
