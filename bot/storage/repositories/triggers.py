"""What is sent by itself, and for what."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.channel import Channel
from bot.domain.occasion import OccasionKind
from bot.domain.trigger import Offset, Stop, Trigger
from bot.storage.repositories.base import Repository
from bot.storage.tables import triggers
from bot.storage.wakeups import Topic

# What the turns of PostgreSQL's own locks are counted by, before the workspace's id.
_TURN = "triggers:"


class Triggers(Repository):
    """The triggers of one workspace."""

    def __init__(self, connection: AsyncConnection, workspace_id: str, topics: set[Topic]) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics

    async def save(self, trigger: Trigger) -> None:
        """Keep a trigger, new or changed. Waits for whoever plans by what was on before, see ``on``."""
        await self._wait_for_planners(trigger.id)
        columns = _columns(trigger) | {"replanned_to": ""}
        row = {"id": trigger.id, "workspace_id": self._workspace_id} | columns
        upsert = self._insert(triggers)
        statement = upsert.on_conflict_do_update(
            index_elements=["id"],
            set_={name: upsert.excluded[name] for name in columns},
            where=triggers.c.workspace_id == self._workspace_id,
        )
        await self._insert_all(statement, [row])
        self._topics.add(Topic.REMINDERS)

    async def remove(self, trigger_id: str) -> None:
        """Take a trigger away. Its row goes once what is planned by it is taken back, see ``to_replan``.
        Waits like ``save``."""
        await self._wait_for_planners(trigger_id)
        gone = self._of(trigger_id).values(is_on=False, is_gone=True, replanned_to="")
        await self._connection.execute(gone)
        self._topics.add(Topic.REMINDERS)

    async def to_replan(self) -> tuple[Trigger, str, bool] | None:
        """A trigger whose last change is not planned for every occasion yet, locked: with the last occasion
        for which it is, and whether it is taken away. None when there is none, or others see to them."""
        mine = triggers.c.workspace_id == self._workspace_id
        query = select(triggers).where(mine, triggers.c.replanned_to.is_not(None)).order_by(triggers.c.id)
        locked = query.limit(1).with_for_update(skip_locked=True)
        row = (await self._connection.execute(locked)).one_or_none()
        return (_read(row), row.replanned_to, row.is_gone) if row else None

    async def replanned(self, trigger_id: str, to: str | None) -> None:
        """Remember how far its change is planned; None: for every occasion."""
        await self._connection.execute(self._of(trigger_id).values(replanned_to=to))

    async def replan_all(self) -> None:
        """Have whatever is on be planned anew for every occasion, as the days are counted by another clock.
        Waits like ``save``."""
        mine = triggers.c.workspace_id == self._workspace_id
        standing = update(triggers).where(mine, triggers.c.is_on, triggers.c.is_gone.is_(False))
        await self._connection.execute(standing.values(replanned_to=""))
        await self._in_turn(func.pg_advisory_xact_lock)
        self._topics.add(Topic.REMINDERS)

    async def forget(self, trigger_id: str) -> None:
        """Drop one that is taken away."""
        mine = triggers.c.workspace_id == self._workspace_id
        gone = delete(triggers).where(mine, triggers.c.id == trigger_id, triggers.c.is_gone)
        await self._connection.execute(gone)

    async def get(self, trigger_id: str) -> Trigger | None:
        """The trigger with this id."""
        row = (await self._connection.execute(self._mine().where(triggers.c.id == trigger_id))).one_or_none()
        return _read(row) if row else None

    async def all(self) -> list[Trigger]:
        """Every trigger, those that are off too, in the order in which they were made."""
        query = self._mine().order_by(triggers.c.id)
        return [_read(row) for row in await self._connection.execute(query)]

    async def on(self, kind: OccasionKind, *, plans: bool = False) -> list[Trigger]:
        """The triggers for a kind of occasion that are on. ``plans``: nobody changes one before this
        transaction ends. What it keeps is then there for whoever plans a change of them, who could not see
        it before; and what comes later goes by the change."""
        if plans:
            await self._in_turn(func.pg_advisory_xact_lock_shared)
        query = self._mine().where(triggers.c.kind == kind.value, triggers.c.is_on).order_by(triggers.c.id)
        return [_read(row) for row in await self._connection.execute(query)]

    async def _wait_for_planners(self, trigger_id: str) -> None:
        """The row first: the worker has it while it plans, and may wait for an occasion that one of those has
        who are waited for here."""
        mine = triggers.c.workspace_id == self._workspace_id
        row = select(triggers.c.id).where(mine, triggers.c.id == trigger_id).with_for_update()
        await self._connection.execute(row)
        await self._in_turn(func.pg_advisory_xact_lock)

    async def _in_turn(self, lock: Any) -> None:
        """Take the workspace's turn at its triggers, for oneself or with others, until the transaction ends.
        A trigger that is new has no row yet that both could lock. On SQLite one writes at a time anyway."""
        if self._dialect == "postgresql":
            await self._connection.execute(select(lock(func.hashtextextended(_TURN + self._workspace_id, 0))))

    def _mine(self) -> Select[Any]:
        mine = triggers.c.workspace_id == self._workspace_id
        return select(triggers).where(mine, triggers.c.is_gone.is_(False))

    def _of(self, trigger_id: str) -> Any:
        mine = triggers.c.workspace_id == self._workspace_id
        return update(triggers).where(mine, triggers.c.id == trigger_id)


def _columns(trigger: Trigger) -> dict[str, Any]:
    return {
        "kind": trigger.kind.value,
        "template_id": trigger.template_id,
        "offsets": _offsets().dump_python(trigger.offsets, mode="json"),
        "channel": trigger.channel.value if trigger.channel else None,
        "slack_channel": trigger.slack_channel,
        "stops": sorted(stop.value for stop in trigger.stops),
        "is_on": trigger.is_on,
        "updated_at": trigger.updated_at,
        "updated_by": trigger.updated_by,
    }


def _read(row: Row[Any]) -> Trigger:
    return Trigger(
        id=row.id,
        kind=OccasionKind(row.kind),
        template_id=row.template_id,
        offsets=_offsets().validate_python(row.offsets),
        updated_at=row.updated_at,
        channel=Channel(row.channel) if row.channel else None,
        slack_channel=row.slack_channel,
        stops=frozenset(map(Stop, row.stops)),
        is_on=row.is_on,
        updated_by=row.updated_by,
    )


# Made at its first use: building one costs more than most starts have to spare.
@cache
def _offsets() -> TypeAdapter[tuple[Offset, ...]]:
    return TypeAdapter(tuple[Offset, ...])
