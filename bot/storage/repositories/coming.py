"""What is still to come, of three kinds, in the order of its times: read a page at a time, by the place where
the page before ended, so that a page costs the same however much there is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, func, or_, select

from bot.domain.message import Message, Status
from bot.domain.occasion import OccasionKind
from bot.domain.recurrence import Series, SeriesState
from bot.domain.reminder import Reminder, ReminderState
from bot.storage.repositories.base import Repository
from bot.storage.repositories.messages import MESSAGE, read_message
from bot.storage.repositories.reminders import COLUMNS, is_for, read_reminder
from bot.storage.repositories.series import read_series
from bot.storage.tables import clients, messages, occasions, reminders, series
from bot.storage.tables.base import is_literally
from bot.storage.tables.messages import COMING, IN_FLIGHT

# As the indexes of what is due are declared.
_PLANNED = is_literally(reminders.c.state, ReminderState.PLANNED.value)
_ACTIVE = is_literally(series.c.state, SeriesState.ACTIVE.value)


@dataclass(frozen=True)
class Whose:
    """Of which part of it: of one client; or what ``user`` wrote, or is for clients whom they look after;
    neither: all of it."""

    client_id: str = ""
    user: str = ""


@dataclass(frozen=True)
class Place:
    """Where a page ends: the time (UTC) and the id of its last row. The next one begins behind it."""

    at: datetime
    id: str = ""


class Coming(Repository):
    """What one workspace has still to send. Each list holds at most ``limit`` rows behind ``after``."""

    async def texts(self, whose: Whose, after: Place, limit: int) -> list[Message]:
        """Single texts that wait: for the time that a person chose, or because the gate holds them."""
        behind = _behind(messages, messages.c.due_at, after)
        if whose.client_id:
            found = await self._texts(limit, behind, *_of_clients(messages.c.client_id == whose.client_id))
        elif whose.user:
            # Two short looks, each by an index of its own; one with OR would read what everybody schedules.
            own = await self._texts(limit, behind, COMING, messages.c.slack_user == whose.user)
            theirs = _of_clients(messages.c.client_id.in_(self._looked_after_by(whose.user)))
            # The clients are this workspace's; said once more, SQLite would rather read all of its messages.
            of_mine = select(*MESSAGE).where(
                messages.c.id.in_(self._first_of(messages, limit, behind, *theirs))
            )
            found = own + await self._page(of_mine, messages.c.due_at, messages.c.id, limit, read_message)
            found = _merged(found, lambda each: each.due_at, limit)
        else:
            found = await self._texts(limit, behind, COMING)
        return found

    async def reminders(self, whose: Whose, after: Place, limit: int) -> list[Reminder]:
        """Reminders that are planned."""
        behind = _behind(reminders, reminders.c.due_at, after)
        # Bound rather than literal, so that no index is taken that holds everybody's.
        planned = reminders.c.state == ReminderState.PLANNED.value
        if whose.client_id:
            return await self._reminders(limit, behind, planned, reminders.c.client_id == whose.client_id)
        if whose.user:
            theirs = reminders.c.client_id.in_(self._looked_after_by(whose.user))
            own = reminders.c.occasion_id.in_(self._made_by(whose.user))
            found: list[Reminder] = []
            here = reminders.c.workspace_id == self._workspace_id
            for mine in (theirs, own):
                first = self._first_of(reminders, limit, here, behind, planned, mine)
                of_mine = select(*COLUMNS).where(reminders.c.id.in_(first))
                at, id_ = reminders.c.due_at, reminders.c.id
                found += await self._page(of_mine, at, id_, limit, read_reminder)
            return _merged(found, lambda each: each.due_at, limit)
        return await self._reminders(limit, behind, _PLANNED)

    async def series(self, whose: Whose, after: Place, limit: int) -> list[Series]:
        """Series by their next times; those that are paused have none."""
        behind = _behind(series, series.c.next_at, after)
        return await self._series(series.c.next_at, limit, behind, _ACTIVE, *self._whose_series(whose))

    async def paused_series(self, whose: Whose, after_id: str, limit: int) -> list[Series]:
        """Series that are paused, in the order in which they were made."""
        paused = series.c.state == SeriesState.PAUSED.value, series.c.id > after_id
        return await self._series(series.c.id, limit, *paused, *self._whose_series(whose))

    async def held_of_trigger(
        self, trigger_id: str, kind: OccasionKind, but: Iterable[str], limit: int
    ) -> list[Reminder]:
        """Reminders of a trigger whose texts the gate holds, but for these of its steps for occasions of this
        kind; none whose text a person has paused or given a time of its own."""
        made_by = messages.c.made_from["reminder_id"].as_string()
        query = (
            select(*COLUMNS)
            .join_from(messages, reminders, reminders.c.id == made_by)
            .where(
                messages.c.workspace_id == self._workspace_id,
                COMING,
                messages.c.scheduled_for.is_(None),
                messages.c.paused_by.is_(None),
                reminders.c.workspace_id == self._workspace_id,
                reminders.c.message_id == messages.c.id,
                reminders.c.trigger_id == trigger_id,
                or_(~self._among(reminders.c.step, but), ~is_for(kind)),
            )
            .order_by(messages.c.due_at, messages.c.id)
            .limit(limit)
        )
        return [read_reminder(row) for row in await self._connection.execute(query)]

    async def count_of_client(self, client_id: str, most: int) -> int:
        """How many reminders and series there are to come for a client; ``most`` at most."""
        planned = (
            select(reminders.c.id)
            .where(
                reminders.c.workspace_id == self._workspace_id,
                reminders.c.client_id == client_id,
                reminders.c.state == ReminderState.PLANNED.value,
            )
            .limit(most)
        )
        active = select(series.c.id).where(
            series.c.workspace_id == self._workspace_id,
            series.c.client_id == client_id,
            series.c.state == SeriesState.ACTIVE.value,
        )
        counts = [select(func.count()).select_from(each.subquery()) for each in (planned, active)]
        both = select(counts[0].scalar_subquery() + counts[1].scalar_subquery())
        return min(int((await self._connection.execute(both)).scalar_one()), most)

    def _first_of(self, table: Table, limit: int, *conditions: Any) -> Select[Any]:
        """The ids of the first rows, which are all found before any is put in order: or else the database
        walks through everybody's in their order, in the hope of meeting these early."""
        mine = select(table.c.id, table.c.due_at).where(*conditions)
        found = mine.cte("found").prefix_with("MATERIALIZED")
        return select(found.c.id).order_by(found.c.due_at, found.c.id).limit(limit)

    async def count_by_itself(self, after: datetime, before: datetime | None, most: int) -> int:
        """How many reminders and series are due behind ``after``, and before ``before`` if given; ``most`` of
        each at most, as there may be very many."""
        counted = []
        for table, at, condition in (
            (reminders, reminders.c.due_at, _PLANNED),
            (series, series.c.next_at, _ACTIVE),
        ):
            span = at > after if before is None else and_(at > after, at < before)
            some = select(table.c.id).where(table.c.workspace_id == self._workspace_id, condition, span)
            counted.append(select(func.count()).select_from(some.limit(most).subquery()).scalar_subquery())
        return int((await self._connection.execute(select(counted[0] + counted[1]))).scalar_one())

    async def _texts(self, limit: int, *conditions: Any) -> list[Message]:
        query = select(*MESSAGE).where(messages.c.workspace_id == self._workspace_id, *conditions)
        return await self._page(query, messages.c.due_at, messages.c.id, limit, read_message)

    async def _reminders(self, limit: int, *conditions: Any) -> list[Reminder]:
        query = select(*COLUMNS).where(reminders.c.workspace_id == self._workspace_id, *conditions)
        return await self._page(query, reminders.c.due_at, reminders.c.id, limit, read_reminder)

    async def _series(self, order: Column[Any], limit: int, *conditions: Any) -> list[Series]:
        query = select(series).where(series.c.workspace_id == self._workspace_id, *conditions)
        return await self._page(query, order, series.c.id, limit, read_series)

    async def _page(
        self,
        query: Select[Any],
        at: Column[Any],
        id_: Column[Any],
        limit: int,
        read: Callable[[Any], Any],
    ) -> list[Any]:
        ordered = query.order_by(at, id_).limit(limit)
        return [read(row) for row in await self._connection.execute(ordered)]

    def _whose_series(self, whose: Whose) -> list[ColumnElement[bool]]:
        if whose.client_id:
            return [series.c.client_id == whose.client_id]
        if whose.user:
            theirs = series.c.client_id.in_(self._looked_after_by(whose.user))
            return [or_(series.c.author == whose.user, theirs)]
        return []

    def _looked_after_by(self, user: str) -> Select[Any]:
        mine = clients.c.workspace_id == self._workspace_id
        return select(clients.c.id).where(mine, clients.c.owner == user)

    def _made_by(self, user: str) -> Select[Any]:
        mine = occasions.c.workspace_id == self._workspace_id
        return select(occasions.c.id).where(mine, occasions.c.created_by == user)


def _of_clients(condition: ColumnElement[bool]) -> tuple[Any, ...]:
    """What waits of some clients, by the index of each client's texts that are under way: were it written as
    the index of all that is to come has it, the database would take that one."""
    waits = or_(messages.c.scheduled_for.is_not(None), messages.c.error_text.is_not(None))
    on_its_way = [Status.SENDING.value, Status.CHECKING.value]
    return condition, IN_FLIGHT, messages.c.status.not_in(on_its_way), waits


def _behind(table: Table, at: Column[Any], after: Place) -> ColumnElement[bool]:
    return and_(at >= after.at, or_(at > after.at, table.c.id > after.id))


def _merged(found: list[Any], at: Callable[[Any], datetime], limit: int) -> list[Any]:
    """Two lists as one, each row once."""
    once = {each.id: each for each in found}
    return sorted(once.values(), key=lambda each: (at(each), each.id))[:limit]
