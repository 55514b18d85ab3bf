"""What is to be sent for occasions, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.reminder import Reminder, ReminderState
from bot.storage.repositories.base import Repository
from bot.storage.tables import reminders
from bot.storage.tables.base import is_literally
from bot.storage.wakeups import Topic

# As the index of what is due is declared.
_PLANNED = is_literally(reminders.c.state, ReminderState.PLANNED.value)


class Reminders(Repository):
    """The reminders of one workspace. Each goes once: a step of a trigger, for a time of an occasion."""

    def __init__(self, connection: AsyncConnection, workspace_id: str, topics: set[Topic]) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics

    async def plan(self, new: Sequence[Reminder]) -> None:
        """Plan these; one that was planned before, whatever has become of it, is left as it is."""
        rows = [_row(each) | {"workspace_id": self._workspace_id} for each in new]
        await self._insert_all(self._insert_once(reminders), rows)
        self._topics.add(Topic.REMINDERS)

    async def take(self, now: datetime, limit: int) -> list[Reminder]:
        """What is due, the longest due first, locked; not what somebody else has locked. Whoever takes some
        settles them in the same transaction, so that an end in the middle leaves them as they were."""
        query = (
            self._mine()
            .where(_PLANNED, reminders.c.due_at <= now)
            .order_by(reminders.c.due_at, reminders.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [_read(row) for row in await self._connection.execute(query)]

    async def next_due(self) -> datetime | None:
        """When the next one is due; None when none is planned."""
        query = select(func.min(reminders.c.due_at)).where(
            reminders.c.workspace_id == self._workspace_id, _PLANNED
        )
        found: datetime | None = (await self._connection.execute(query)).scalar_one()
        return found

    async def settle(
        self, reminder_id: str, state: ReminderState, *, message_id: str | None = None, why: str = ""
    ) -> None:
        """Say what has become of one that is planned."""
        statement = self._planned().where(reminders.c.id == reminder_id)
        await self._connection.execute(statement.values(state=state.value, message_id=message_id, why=why))

    async def put_off(self, reminder_id: str, until: datetime) -> None:
        """Have one that is planned be due later."""
        statement = self._planned().where(reminders.c.id == reminder_id)
        await self._connection.execute(statement.values(due_at=until))
        self._topics.add(Topic.REMINDERS)

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
        return [_read(row) for row in await self._connection.execute(query)]

    async def planned_for(self, client_ids: Iterable[str]) -> list[Reminder]:
        """What is still to come for these clients, in the order of its times."""
        return await self._ordered(self._among(reminders.c.client_id, client_ids), _PLANNED)

    async def _ordered(self, *conditions: Any) -> list[Reminder]:
        query = self._mine().where(*conditions).order_by(reminders.c.due_at, reminders.c.id)
        return [_read(row) for row in await self._connection.execute(query)]

    def _mine(self) -> Select[Any]:
        return select(reminders).where(reminders.c.workspace_id == self._workspace_id)

    def _planned(self) -> Any:
        return update(reminders).where(reminders.c.workspace_id == self._workspace_id, _PLANNED)


def _row(reminder: Reminder) -> dict[str, Any]:
    row = {field.name: getattr(reminder, field.name) for field in fields(reminder)}
    return row | {"state": reminder.state.value}


def _read(row: Row[Any]) -> Reminder:
    values = {field.name: getattr(row, field.name) for field in fields(Reminder)}
    return Reminder(**values | {"state": ReminderState(row.state)})
