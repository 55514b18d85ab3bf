"""The outbox: everything that goes out to Slack, written in order, once, at Slack's pace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import new_id
from bot.storage.repositories.base import Insert, Repository, insert_on
from bot.storage.repositories.lanes import KnownLanes, Lanes, Pace
from bot.storage.tables import lanes, outbox
from bot.storage.tables.base import is_literally
from bot.storage.wakeups import Topic

_WAITING = is_literally(outbox.c.state, "waiting")


@dataclass(frozen=True)
class OutboxItem:
    """Something to be written to Slack.

    Items of one ``order_key`` go one after the other; ``lane`` is whose pace they share. ``newest_only``:
    the item shows a state, so that only the newest is written however often it changes.
    """

    kind: str
    order_key: str
    lane: str
    dedupe_key: str
    data: dict[str, Any] = field(default_factory=dict)
    newest_only: bool = False


@dataclass(frozen=True)
class ClaimedItem:
    """An item that this worker alone writes until its lease ends.

    ``called_before``: since when an earlier call may have written it already without our knowing.
    """

    id: str
    kind: str
    lane: str
    order_key: str
    dedupe_key: str
    data: dict[str, Any]
    version: int
    attempts: int
    called_before: datetime | None
    turn: datetime


class Outbox(Repository):
    """What waits to be written to one workspace's Slack."""

    def __init__(
        self, connection: AsyncConnection, workspace_id: str, topics: set[Topic], known: KnownLanes
    ) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics
        self._lanes = Lanes(connection, workspace_id, "outbox", known)

    async def add(self, items: Sequence[OutboxItem], now: datetime) -> None:
        """Put items in; one that is there already is not written twice, or, if it shows a state, anew."""
        if not items:
            return
        once = [self._row(item, now) for item in items if not item.newest_only]
        # In one order by key, as below, so that two transactions with the same items never wait in a ring.
        await self._insert_all(
            self._insert_once(outbox), sorted(once, key=lambda row: str(row["dedupe_key"]))
        )
        # The last of several changes of one thing in this transaction is the one to be shown.
        states = {item.dedupe_key: self._row(item, now) for item in items if item.newest_only}
        newest = _newest(self._connection.dialect.name)
        await self._insert_all(newest, [states[key] for key in sorted(states)])
        await self._lanes.ensure({item.lane for item in items})
        self._topics.add(Topic.OUTBOX)

    async def claim(
        self,
        owner: str,
        now: datetime,
        *,
        lease: timedelta,
        horizon: timedelta,
        limit: int,
        pace: Callable[[str], Pace],
    ) -> list[ClaimedItem]:
        """Lease up to ``limit`` items that are due, first of their order key, and whose turn has come."""
        claimed: list[ClaimedItem] = []
        for lane in await self._lanes.lock_free(_due_in_lane(), now, now + horizon, limit):
            turns = lane.turns(pace(lane.name), now, horizon, limit - len(claimed))
            found = await self._claim(lane.name, owner, now, lease, turns) if turns else []
            if found:
                await self._lanes.take(lane.name, turns[len(found) - 1] + pace(lane.name).interval)
            claimed.extend(found)
        return claimed

    async def any_due(self, now: datetime, horizon: timedelta) -> bool:
        """Whether ``claim`` may find anything: a look that holds up nobody."""
        return await self._lanes.any_free(_due_in_lane(), now, now + horizon)

    async def _claim(
        self, lane: str, owner: str, now: datetime, lease: timedelta, turns: list[datetime]
    ) -> list[ClaimedItem]:
        picked = (
            select(outbox)
            .where(
                outbox.c.workspace_id == self._workspace_id,
                outbox.c.lane == lane,
                _WAITING,
                outbox.c.next_attempt_at <= now,
                ~_behind_another(),
            )
            .order_by(outbox.c.next_attempt_at, outbox.c.id)
            .limit(len(turns))
            .with_for_update(skip_locked=True)
        )
        rows = (await self._connection.execute(picked)).all()
        taken = (
            update(outbox)
            .where(self._among(outbox.c.id, [row.id for row in rows]))
            .values(
                lease_owner=owner,
                # A lost lease is simply due again.
                next_attempt_at=now + lease,
                attempts=outbox.c.attempts + 1,
                called_at=case((outbox.c.called_at.is_(None), now), else_=outbox.c.called_at),
            )
        )
        if rows:
            await self._connection.execute(taken)
        return [
            ClaimedItem(
                id=row.id,
                kind=row.kind,
                lane=row.lane,
                order_key=row.order_key,
                dedupe_key=row.dedupe_key,
                data=row.data,
                version=row.version,
                attempts=row.attempts + 1,
                called_before=row.called_at,
                turn=turn,
            )
            for row, turn in zip(rows, turns, strict=False)
        ]

    async def next_turn(self) -> datetime | None:
        """When the next item can be written, as things stand; None when none waits."""
        return await self._lanes.next_turn(_first_due_in_lane())

    async def finish(self, item: ClaimedItem, owner: str, now: datetime) -> None:
        """Mark an item written; one that has changed meanwhile waits again, to be written as it is now."""
        unchanged = outbox.c.version == item.version
        await self._connection.execute(
            update(outbox)
            .where(*self._held(item, owner))
            .values(
                state=case((unchanged, "done"), else_="waiting"),
                done_at=case((unchanged, now), else_=None),
                next_attempt_at=now,
                lease_owner=None,
                called_at=None,
                last_error=None,
            )
        )

    async def put_back(
        self, item: ClaimedItem, owner: str, again_at: datetime, error: str, *, perhaps_done: bool, dead: bool
    ) -> None:
        """Try again at ``again_at``, or give up; ``perhaps_done`` has it looked for before it is repeated."""
        await self._connection.execute(
            update(outbox)
            .where(*self._held(item, owner))
            .values(
                # What has changed meanwhile is another thing to write, and may be taken.
                state=case((outbox.c.version == item.version, "dead"), else_="waiting")
                if dead
                else "waiting",
                next_attempt_at=again_at,
                lease_owner=None,
                last_error=error,
                called_at=outbox.c.called_at if perhaps_done else None,
            )
        )

    async def hold_lane(self, lane: str, until: datetime) -> None:
        """Nothing of this lane goes before ``until``: Slack has asked for a rest."""
        await self._lanes.hold(lane, until)

    async def forget_before(self, moment: datetime) -> None:
        """Drop what was written long ago, but for the cards.

        A card's row is the first of its conversation. Were it made anew when the card must be posted again,
        it would stand behind the posts that wait for it, and neither would ever go.
        """
        await self._connection.execute(
            delete(outbox).where(
                outbox.c.workspace_id == self._workspace_id,
                outbox.c.done_at < moment,
                outbox.c.kind != "root",
            )
        )

    async def cards_in_doubt(self) -> bool:
        """Whether a card may stand in Slack already without our knowing where."""
        doubtful = select(outbox.c.id).where(
            outbox.c.workspace_id == self._workspace_id,
            outbox.c.kind == "root",
            _WAITING,
            outbox.c.called_at.is_not(None),
        )
        return bool((await self._connection.execute(select(exists(doubtful)))).scalar())

    async def messages_waiting(self, order_key: str, kinds: Sequence[str]) -> set[str]:
        """The ids of the messages that items of these kinds are about which are still to be written."""
        query = select(outbox.c.data).where(
            outbox.c.workspace_id == self._workspace_id,
            outbox.c.order_key == order_key,
            outbox.c.kind.in_(kinds),
            _WAITING,
        )
        return {data["message_id"] for data in (await self._connection.execute(query)).scalars()}

    async def is_waiting(self, dedupe_key: str) -> bool:
        """Whether this item is still to be written."""
        query = select(outbox.c.id).where(
            outbox.c.workspace_id == self._workspace_id, outbox.c.dedupe_key == dedupe_key, _WAITING
        )
        return (await self._connection.execute(query)).first() is not None

    def _held(self, item: ClaimedItem, owner: str) -> tuple[ColumnElement[bool], ...]:
        mine = outbox.c.workspace_id == self._workspace_id
        return mine, outbox.c.id == item.id, outbox.c.lease_owner == owner, _WAITING

    def _row(self, item: OutboxItem, now: datetime) -> dict[str, Any]:
        return {
            "id": new_id(),
            "workspace_id": self._workspace_id,
            "lane": item.lane,
            "order_key": item.order_key,
            "kind": item.kind,
            "dedupe_key": item.dedupe_key,
            "data": item.data,
            "next_attempt_at": now,
            "created_at": now,
        }


@cache
def _newest(dialect: str) -> Insert:
    insert = insert_on(dialect, outbox)
    return insert.on_conflict_do_update(
        index_elements=["workspace_id", "dedupe_key"],
        set_={
            "version": outbox.c.version + 1,
            "data": insert.excluded.data,
            # A card that is posted anew may stand in another channel.
            "lane": insert.excluded.lane,
            # A finished one is due again now; one that waits for Slack's leave keeps its time.
            "next_attempt_at": case(
                (_WAITING, outbox.c.next_attempt_at), else_=insert.excluded.next_attempt_at
            ),
            "attempts": case((_WAITING, outbox.c.attempts), else_=0),
            "state": "waiting",
            "done_at": None,
        },
    )


@cache
def _due_in_lane() -> Select[tuple[str]]:
    return (
        select(outbox.c.id)
        .where(
            outbox.c.lane == lanes.c.lane,
            outbox.c.workspace_id == lanes.c.workspace_id,
            _WAITING,
            outbox.c.next_attempt_at <= bindparam("now"),
        )
        .correlate(lanes)
    )


def _behind_another() -> ColumnElement[bool]:
    earlier: Any = outbox.alias("earlier")
    return exists().where(
        # A channel shared by two teams has the same id in both.
        earlier.c.workspace_id == outbox.c.workspace_id,
        earlier.c.order_key == outbox.c.order_key,
        earlier.c.id < outbox.c.id,
        is_literally(earlier.c.state, "waiting"),
    )


@cache
def _first_due_in_lane() -> Select[tuple[datetime]]:
    return (
        select(func.min(outbox.c.next_attempt_at))
        .where(
            outbox.c.lane == lanes.c.lane,
            outbox.c.workspace_id == lanes.c.workspace_id,
            _WAITING,
        )
        .correlate(lanes)
    )
