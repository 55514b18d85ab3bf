"""What is to be sent for occasions, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.occasion import OccasionKind
from bot.domain.reminder import Reminder, ReminderState
from bot.storage.repositories.base import Repository
from bot.storage.tables import occasions, reminders, triggers
from bot.storage.tables.base import UtcDateTime, is_literally
from bot.storage.wakeups import Topic

# As the index of what is due is declared.
_PLANNED = is_literally(reminders.c.state, ReminderState.PLANNED.value)
# In the order of the fields, so that a row is read as it stands.
_NAMES = tuple(field.name for field in fields(Reminder))
COLUMNS = tuple(reminders.c[name] for name in _NAMES)
_STATE = _NAMES.index("state")


class Reminders(Repository):
    """The reminders of one workspace. Each goes once: a step of a trigger, for a time of an occasion."""

    def __init__(self, connection: AsyncConnection, workspace_id: str, topics: set[Topic]) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics

    async def plan(self, new: Sequence[Reminder]) -> None:
        """Plan these. Of one that was planned before only what was taken back is planned again; whatever else
        has become of it, it is left as it is."""
        rows = [_row(each) | {"workspace_id": self._workspace_id} for each in new]
        upsert = self._insert(reminders)
        anew = ("state", "due_at", "useless_at", "why", "tries", "is_by_hand")
        again = {name: upsert.excluded[name] for name in anew}
        statement = upsert.on_conflict_do_update(
            index_elements=["workspace_id", "occasion_id", "trigger_id", "step", "round"],
            set_=again | {"client_id": upsert.excluded.client_id},
            where=reminders.c.state == ReminderState.REMOVED.value,
        )
        await self._insert_all(statement, rows)
        self._topics.add(Topic.REMINDERS)

    async def any_work(self, now: datetime) -> bool:
        """Whether anything is due, or a trigger has changed: a look that holds up nobody."""
        given = {"of_workspace": self._workspace_id, "now": now}
        return bool((await self._connection.execute(_any_work(), given)).scalar_one())

    async def take(self, now: datetime, limit: int) -> list[Reminder]:
        """What is due, the longest due first, locked; not what somebody else has locked. Whoever takes some
        settles them in the same transaction, so that an end in the middle leaves them as they were."""
        given = {"of_workspace": self._workspace_id, "now": now, "most": limit}
        return [read_reminder(row) for row in await self._connection.execute(_take(), given)]

    async def get(self, reminder_id: str, *, lock: bool = False) -> Reminder | None:
        """The one with this id; ``lock`` keeps others from changing it until this transaction ends."""
        query = self._mine().where(reminders.c.id == reminder_id)
        row = (await self._connection.execute(query.with_for_update() if lock else query)).one_or_none()
        return read_reminder(row) if row else None

    async def settle(
        self, reminder_id: str, state: ReminderState, *, message_id: str | None = None, why: str = ""
    ) -> None:
        """Say what has become of one that is planned."""
        statement = self._planned().where(reminders.c.id == reminder_id)
        await self._connection.execute(statement.values(state=state.value, message_id=message_id, why=why))

    async def settle_planned(
        self, occasion_id: str, trigger_ids: Iterable[str], state: ReminderState, why: str
    ) -> None:
        """The same for whatever these triggers have planned for an occasion."""
        theirs = self._among(reminders.c.trigger_id, trigger_ids)
        statement = self._planned().where(reminders.c.occasion_id == occasion_id, theirs)
        await self._connection.execute(statement.values(state=state.value, why=why))

    async def take_up(self, occasion_id: str, why: str, now: datetime) -> None:
        """Plan again what was skipped for this reason, as far as it is still to come."""
        statement = update(reminders).where(
            reminders.c.workspace_id == self._workspace_id,
            reminders.c.occasion_id == occasion_id,
            reminders.c.state == ReminderState.SKIPPED.value,
            reminders.c.why == why,
            reminders.c.due_at > now,
        )
        await self._connection.execute(statement.values(state=ReminderState.PLANNED.value, why=""))
        self._topics.add(Topic.REMINDERS)

    async def put_off(self, reminder_id: str, until: datetime, *, tries: int) -> None:
        """Have one that is planned be tried again at another time, having failed ``tries`` times."""
        statement = self._planned().where(reminders.c.id == reminder_id)
        await self._connection.execute(statement.values(due_at=until, tries=tries))
        self._topics.add(Topic.REMINDERS)

    async def choose_time(
        self, reminder_id: str, at: datetime, *, useless_at: datetime | None = None
    ) -> None:
        """Have one that is planned be due when a person says; ``useless_at``: until when it is of use."""
        statement = self._planned().where(reminders.c.id == reminder_id)
        ends = {"useless_at": useless_at} if useless_at else {}
        await self._connection.execute(statement.values(due_at=at, tries=0, is_by_hand=True, **ends))
        self._topics.add(Topic.REMINDERS)

    async def retime(self, reminder_id: str, at: datetime, useless_at: datetime) -> bool:
        """Have one that is planned be due when its step says by now; False where it is left alone, because a
        person has chosen its time or it has failed before."""
        own = reminders.c.id == reminder_id, reminders.c.is_by_hand.is_(False), reminders.c.tries == 0
        statement = self._planned().where(*own).values(due_at=at, useless_at=useless_at)
        self._topics.add(Topic.REMINDERS)
        return bool((await self._connection.execute(statement)).rowcount)

    async def put_back(self, reminder_ids: Iterable[str]) -> None:
        """Plan those again that became texts and whose texts were taken back; they are due as they were."""
        statement = update(reminders).where(
            reminders.c.workspace_id == self._workspace_id,
            self._among(reminders.c.id, reminder_ids),
            reminders.c.state == ReminderState.SENT.value,
        )
        await self._connection.execute(statement.values(state=ReminderState.PLANNED.value))
        self._topics.add(Topic.REMINDERS)

    async def remove_of_trigger(
        self, trigger_id: str, kind: OccasionKind, but: Iterable[str], limit: int
    ) -> int:
        """Take back up to ``limit`` of what a trigger has planned, but for these of its steps for occasions
        of this kind; how many."""
        some = (
            select(reminders.c.id)
            .where(
                reminders.c.workspace_id == self._workspace_id,
                _PLANNED,
                reminders.c.trigger_id == trigger_id,
                or_(~self._among(reminders.c.step, but), ~is_for(kind)),
            )
            .limit(limit)
        )
        removed = self._planned().where(reminders.c.id.in_(some))
        return (await self._connection.execute(removed.values(state=ReminderState.REMOVED.value))).rowcount

    async def last_sent(self, occasion_id: str) -> Reminder | None:
        """The one of an occasion's that became a text last."""
        query = self._mine().where(
            reminders.c.occasion_id == occasion_id,
            reminders.c.state == ReminderState.SENT.value,
            reminders.c.message_id.is_not(None),
        )
        newest = query.order_by(reminders.c.message_id.desc()).limit(1)
        row = (await self._connection.execute(newest)).one_or_none()
        return read_reminder(row) if row else None

    async def remove_planned(self, occasion_id: str) -> int:
        """Take back whatever is planned for an occasion; how many."""
        statement = self._planned().where(reminders.c.occasion_id == occasion_id)
        removed = await self._connection.execute(statement.values(state=ReminderState.REMOVED.value))
        return removed.rowcount

    async def of_occasion(self, occasion_id: str) -> list[Reminder]:
        """All of an occasion's, in the order of their times."""
        return await self._ordered(reminders.c.occasion_id == occasion_id)

    async def upcoming(self, limit: int) -> list[Reminder]:
        """What is to come next for anybody, in the order of its times."""
        query = self._mine().where(_PLANNED).order_by(reminders.c.due_at, reminders.c.id).limit(limit)
        return [read_reminder(row) for row in await self._connection.execute(query)]

    async def planned_for(self, client_ids: Iterable[str]) -> list[Reminder]:
        """What is still to come for these clients, in the order of its times."""
        return await self._ordered(self._among(reminders.c.client_id, client_ids), _PLANNED)

    async def _ordered(self, *conditions: Any) -> list[Reminder]:
        query = self._mine().where(*conditions).order_by(reminders.c.due_at, reminders.c.id)
        return [read_reminder(row) for row in await self._connection.execute(query)]

    def _mine(self) -> Select[Any]:
        return select(*COLUMNS).where(reminders.c.workspace_id == self._workspace_id)

    def _planned(self) -> Any:
        return update(reminders).where(reminders.c.workspace_id == self._workspace_id, _PLANNED)


def is_for(kind: OccasionKind) -> ColumnElement[bool]:
    """Whether a reminder is of an occasion of this kind."""
    of_kind = occasions.c.id == reminders.c.occasion_id, occasions.c.kind == kind.value
    return select(occasions.c.id).where(*of_kind).exists()


def _row(reminder: Reminder) -> dict[str, Any]:
    row = {name: getattr(reminder, name) for name in _NAMES}
    return row | {"state": reminder.state.value}


def read_reminder(row: Row[Any]) -> Reminder:
    """A row of ``COLUMNS`` as a reminder."""
    values: list[Any] = list(row)
    values[_STATE] = ReminderState(values[_STATE])
    return Reminder(*values)


# Building a statement costs more than running it, so each of those that a tick makes is built once.
@cache
def _any_work() -> Select[tuple[bool]]:
    changed = select(triggers.c.id).where(
        triggers.c.workspace_id == bindparam("of_workspace"), triggers.c.replanned_to.is_not(None)
    )
    return select(or_(exists(select(reminders.c.id).where(*_due())), exists(changed)))


@cache
def _take() -> Select[Any]:
    return (
        select(*COLUMNS)
        .where(*_due())
        .order_by(reminders.c.due_at, reminders.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=reminders)
    )


def _due() -> tuple[ColumnElement[bool], ...]:
    """What is due. What a person keeps back is not, until its moment has passed, which is to be told."""
    now = bindparam("now", type_=UtcDateTime)
    kept_back = (
        select(occasions.c.id)
        .where(occasions.c.id == reminders.c.occasion_id, occasions.c.paused_by.is_not(None))
        .exists()
    )
    return (
        reminders.c.workspace_id == bindparam("of_workspace"),
        _PLANNED,
        reminders.c.due_at <= now,
        or_(~kept_back, reminders.c.useless_at <= now),
    )
