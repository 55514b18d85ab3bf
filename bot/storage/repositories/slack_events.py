"""What Slack has told us: stored before it is answered, handled afterwards, in order within a thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update

from bot.domain.ids import new_id
from bot.storage.repositories.base import Repository
from bot.storage.tables import slack_events
from bot.storage.tables.base import is_literally

_WAITING = is_literally(slack_events.c.state, "waiting")


@dataclass(frozen=True)
class SlackEvent:
    """An event as Slack sent it. Events of one ``order_key`` are handled one after the other.

    ``message_key`` names the message that is new, by channel and ts; empty for a change or a deletion.
    """

    event_id: str
    team_id: str
    order_key: str
    payload: dict[str, Any]
    message_key: str = ""


@dataclass(frozen=True)
class ClaimedEvent:
    """An event that this worker alone handles until its lease ends."""

    id: str
    payload: dict[str, Any]
    attempts: int


class SlackEvents(Repository):
    """The inbox of Slack's events of one workspace."""

    async def store(self, events: Sequence[SlackEvent], now: datetime) -> None:
        """Keep these events; one that is known by its event_id, or by its message, is not kept twice."""
        await self._insert_all(
            self._insert(slack_events).on_conflict_do_nothing(),
            [
                {
                    "id": new_id(),
                    "workspace_id": self._workspace_id,
                    "event_id": event.event_id,
                    "message_key": event.message_key or None,
                    "order_key": event.order_key,
                    "payload": event.payload,
                    "next_attempt_at": now,
                    "created_at": now,
                }
                for event in events
            ],
        )

    async def forestall(self, message_key: str, order_key: str, now: datetime) -> bool:
        """Make sure that nothing more comes of a new message, be it that its event waits or has not come yet;
        whether it was handled before."""
        waiting = update(slack_events).where(
            slack_events.c.workspace_id == self._workspace_id,
            slack_events.c.message_key == message_key,
            slack_events.c.state != "done",
        )
        done = {"state": "done", "payload": None, "lease_owner": None, "done_at": now}
        ended = await self._connection.execute(waiting.values(done).returning(slack_events.c.id))
        if ended.scalars().all():
            return False
        row = {
            "id": new_id(),
            "workspace_id": self._workspace_id,
            "event_id": f"forestalled:{message_key}",
            "message_key": message_key,
            "order_key": order_key,
            "next_attempt_at": now,
            "created_at": now,
        }
        return not await self._insert_all(self._insert_once(slack_events, "id"), [row | done])

    async def claim(self, owner: str, now: datetime, lease: timedelta, limit: int) -> list[ClaimedEvent]:
        """Lease up to ``limit`` events that are due and first of their thread."""
        earlier = slack_events.alias("earlier")
        blocked = exists().where(
            # A channel shared by two teams has the same id in both.
            earlier.c.workspace_id == slack_events.c.workspace_id,
            earlier.c.order_key == slack_events.c.order_key,
            earlier.c.id < slack_events.c.id,
            is_literally(earlier.c.state, "waiting"),
        )
        picked = (
            select(slack_events.c.id)
            .where(
                slack_events.c.workspace_id == self._workspace_id,
                _WAITING,
                slack_events.c.next_attempt_at <= now,
                ~blocked,
            )
            .order_by(slack_events.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("picked")
        )
        claimed = (
            update(slack_events)
            .where(slack_events.c.id.in_(select(picked.c.id)))
            .values(lease_owner=owner, next_attempt_at=now + lease, attempts=slack_events.c.attempts + 1)
            .returning(slack_events.c.id, slack_events.c.payload, slack_events.c.attempts)
        )
        rows = await self._connection.execute(claimed)
        return sorted((ClaimedEvent(*row) for row in rows), key=lambda event: event.id)

    async def finish(self, event_id: str, owner: str, now: datetime) -> bool:
        """Mark an event handled, within the transaction of its effect; False when the lease was lost."""
        done = (
            update(slack_events)
            .where(*self._held(event_id, owner))
            .values(state="done", payload=None, lease_owner=None, done_at=now)
        )
        return (await self._connection.execute(done)).rowcount == 1

    async def put_back(
        self, event_id: str, owner: str, again_at: datetime, error: str, *, dead: bool
    ) -> None:
        """Try again later, or give up and keep the event for a person to look at."""
        await self._connection.execute(
            update(slack_events)
            .where(*self._held(event_id, owner))
            .values(
                lease_owner=None,
                next_attempt_at=again_at,
                last_error=error,
                state="dead" if dead else "waiting",
            )
        )

    def _held(self, event_id: str, owner: str) -> tuple[ColumnElement[bool], ...]:
        mine = slack_events.c.workspace_id == self._workspace_id
        return mine, slack_events.c.id == event_id, slack_events.c.lease_owner == owner, _WAITING

    async def forget_before(self, moment: datetime) -> None:
        """Drop handled events that Slack can no longer deliver again."""
        old = slack_events.c.done_at < moment
        await self._connection.execute(
            delete(slack_events).where(slack_events.c.workspace_id == self._workspace_id, old)
        )
