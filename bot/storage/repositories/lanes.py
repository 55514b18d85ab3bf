"""Turns in a lane: how many may go now, shared by all workers through one row."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Update, bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.repositories.base import insert_all, insert_once
from bot.storage.tables import lanes

# The first turn of a lane nobody has used is at once.
_LONG_AGO = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class Pace:
    """The least time between two, and how many may go at once after a rest (1: never two at once)."""

    interval: timedelta
    burst: int = 1


@dataclass(frozen=True)
class Lane:
    """A lane locked by this transaction, and from when on it is free."""

    name: str
    next_free_at: datetime

    def turns(self, pace: Pace, now: datetime, horizon: timedelta, most: int) -> list[datetime]:
        """When the next ones may go, at most ``most`` and none later than ``now + horizon``."""
        if pace.interval <= timedelta(0):
            return [now] * most
        first = max(self.next_free_at, now - pace.interval * (pace.burst - 1))
        turns: list[datetime] = []
        while len(turns) < most and first <= now + horizon:
            turns.append(first)
            first += pace.interval
        return turns


# Workspace, queue and name.
LaneKey = tuple[str, str, str]


@dataclass
class KnownLanes:
    """Lanes that exist, so that they are not inserted with every batch; nobody ever deletes one.

    ``committed`` is what this process has seen committed; ``ensured`` what this transaction has made sure of.
    """

    committed: set[LaneKey] = field(default_factory=set)
    ensured: set[LaneKey] = field(default_factory=set)

    def keep(self) -> None:
        """The transaction is committed. One that is rolled back is never remembered."""
        self.committed |= self.ensured


class Lanes:
    """The lanes of one workspace and one queue."""

    def __init__(
        self, connection: AsyncConnection, workspace_id: str, queue: str, known: KnownLanes | None = None
    ) -> None:
        self._connection = connection
        self._known = known or KnownLanes()
        self._keys = {"workspace_id": workspace_id, "queue": queue}
        self._ours = {"of_workspace": workspace_id, "of_queue": queue}

    async def ensure(self, names: set[str]) -> None:
        """Make sure that these lanes exist, so that what waits in them is found."""
        keys = {name: (self._keys["workspace_id"], self._keys["queue"], name) for name in names}
        unknown = sorted(name for name in names if keys[name] not in self._known.committed)
        rows = [self._keys | {"lane": name, "next_free_at": _LONG_AGO} for name in unknown]
        await insert_all(self._connection, insert_once(self._connection.dialect.name, lanes), rows)
        self._known.ensured.update(keys.values())

    async def lock_free(
        self, due: Select[tuple[str]], now: datetime, before: datetime, most: int
    ) -> list[Lane]:
        """Take up to ``most`` lanes that are free before this moment and in which something is due.

        The longest free comes first; one that another worker takes turns from is passed over. ``due`` selects
        what is due at the parameter ``now``, correlated to ``lanes.lane``, and is the same object every time.
        """
        given = self._ours | {"now": now, "before": before, "most": most}
        rows = await self._connection.execute(_lock_free(due), given)
        return [Lane(*row) for row in rows]

    async def next_turn(self, first_due: Select[tuple[datetime]]) -> datetime | None:
        """When the next turn of any lane comes, as things stand; None when nothing waits.

        ``first_due`` selects when the first of a lane falls due, correlated to ``lanes.lane``."""
        rows = await self._connection.execute(_turns(first_due), self._ours)
        return min((max(free_at, due_at) for free_at, due_at in rows if due_at), default=None)

    async def any_free(self, due: Select[tuple[str]], now: datetime, before: datetime) -> bool:
        """Whether ``lock_free`` would find a lane, if nobody else has it."""
        given = self._ours | {"now": now, "before": before}
        return bool((await self._connection.execute(_any_free(due), given)).scalar_one())

    async def take(self, name: str, until: datetime) -> None:
        """Book the turns taken: the lane is free again at ``until``."""
        await self._connection.execute(_take(), self._ours | {"name": name, "until": until})

    async def hold(self, name: str, until: datetime) -> None:
        """Nothing goes before ``until``; turns that are booked for later stay booked."""
        await self._connection.execute(_hold(), self._ours | {"name": name, "until": until})


# Building a statement costs more than running it, so each is built once.
_OURS = (lanes.c.workspace_id == bindparam("of_workspace")) & (lanes.c.queue == bindparam("of_queue"))


@cache
def _lock_free(due: Select[tuple[str]]) -> Select[Any]:
    return (
        select(lanes.c.lane, lanes.c.next_free_at)
        .where(*_free(due))
        .order_by(lanes.c.next_free_at)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )


@cache
def _any_free(due: Select[tuple[str]]) -> Select[tuple[bool]]:
    return select(exists(select(lanes.c.lane).where(*_free(due))))


def _free(due: Select[tuple[str]]) -> tuple[ColumnElement[bool], ...]:
    return _OURS, lanes.c.next_free_at <= bindparam("before"), exists(due)


@cache
def _turns(first_due: Select[tuple[datetime]]) -> Select[Any]:
    return select(lanes.c.next_free_at, first_due.scalar_subquery()).where(_OURS)


@cache
def _take() -> Update:
    named = _OURS & (lanes.c.lane == bindparam("name"))
    return update(lanes).where(named).values(next_free_at=bindparam("until"))


@cache
def _hold() -> Update:
    return _take().where(lanes.c.next_free_at < bindparam("until"))
