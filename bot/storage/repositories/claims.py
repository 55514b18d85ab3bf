"""Claiming messages to send: under a lease, in order per client, at the pace of the sender."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, tuple_, update

from bot.domain.message import Message, Status
from bot.storage.repositories.base import Repository
from bot.storage.repositories.lanes import Lanes, Pace
from bot.storage.repositories.messages import read_message
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

        A message waits while an earlier one to the same client is queued, on its way or being looked up.
        """
        claimed: list[ClaimedMessage] = []
        turns = Lanes(self._connection, self._workspace_id, "messages")
        for name in await turns.with_work(_due_in_lane(now), now + horizon):
            if len(claimed) >= limit:
                break
            lane = await turns.lock(name)
            if lane is None:
                continue
            free = lane.turns(pace(name), now, horizon, limit - len(claimed))
            found = await self._claim(name, owner, now, lease, len(free)) if free else []
            if found:
                await turns.take(name, free[len(found) - 1] + pace(name).interval)
            claimed.extend(ClaimedMessage(message, turn) for message, turn in zip(found, free, strict=False))
        return claimed

    async def _claim(
        self, lane: str, owner: str, now: datetime, lease: timedelta, limit: int
    ) -> list[Message]:
        picked = (
            select(messages.c.id)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.lane == lane,
                is_literally(messages.c.status, "queued"),
                messages.c.next_attempt_at <= now,
                ~_behind_another(),
            )
            .order_by(messages.c.next_attempt_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("picked")
        )
        taken = (
            update(messages)
            .where(messages.c.id.in_(select(picked.c.id)))
            .values(
                status=Status.SENDING.value,
                lease_owner=owner,
                lease_until=now + lease,
                called_at=now,
                attempts=messages.c.attempts + 1,
                updated_at=now,
            )
            .returning(messages)
        )
        found = [read_message(row) for row in await self._connection.execute(taken)]
        return sorted(found, key=lambda message: (message.due_at, message.id))

    async def next_turn(self) -> datetime | None:
        """When the next message can go, as things stand; None when none waits."""
        turns = Lanes(self._connection, self._workspace_id, "messages")
        return await turns.next_turn(_first_due_in_lane())

    async def abandoned(self, now: datetime, limit: int) -> list[Message]:
        """Messages whose worker's lease ran out between call and record, leased to nobody and locked."""
        query = (
            select(messages)
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


def _due_in_lane(now: datetime) -> Select[tuple[str]]:
    return (
        select(messages.c.id)
        .where(
            messages.c.lane == lanes.c.lane,
            messages.c.workspace_id == lanes.c.workspace_id,
            is_literally(messages.c.status, "queued"),
            messages.c.next_attempt_at <= now,
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
