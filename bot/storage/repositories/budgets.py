"""The totals of each month's charges, for the workspace and for each team that has a budget.

A total is one row that every reservation moves: two transactions cannot both take the last cent. Rows are
moved in the order of month and scope, and before anything is put into the outbox, so that transactions never
wait for each other in a ring. The workspace's own row comes first of a month's, so whoever has it need not
wait for the teams'.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select, tuple_, update

from bot.domain.budget import Limit
from bot.storage.repositories.base import Repository
from bot.storage.tables import budget_totals

_COLUMNS = (
    budget_totals.c.month,
    budget_totals.c.scope,
    budget_totals.c.taken,
    budget_totals.c.messages,
    budget_totals.c.reported,
)

# A month and a scope, in the order in which their rows are moved.
Key = tuple[str, str]


@dataclass(frozen=True)
class Total:
    """What is taken of a budget in a month, in millionths and in messages, spent and reserved together.

    ``reported``: how many percent an admin has been told of.
    """

    month: str
    scope: str
    taken: int = 0
    messages: int = 0
    reported: int = 0


class Budgets(Repository):
    """The totals of one workspace."""

    async def totals(self, keys: Iterable[Key]) -> dict[Key, Total]:
        """These totals as they stand; nothing is taken yet where there is no row."""
        wanted = sorted(set(keys))
        if not wanted:
            return {}
        among = tuple_(budget_totals.c.month, budget_totals.c.scope).in_(wanted)
        rows = await self._connection.execute(select(*_COLUMNS).where(self._mine(), among))
        found = {(row.month, row.scope): _read(row) for row in rows}
        return {key: found.get(key, Total(*key)) for key in wanted}

    async def take(self, key: Key, micros: int, limit: Limit) -> Total | None:
        """Take a message and its cost of a total, or nothing at all where that would go beyond the limit.

        One statement: whoever comes second waits for the first, and sees what that one has left.
        """
        if not limit.allows(micros, 1):
            return None
        room = []
        if limit.micros is not None:
            room.append(budget_totals.c.taken + micros <= limit.micros)
        if limit.messages is not None:
            room.append(budget_totals.c.messages + 1 <= limit.messages)
        return await self._move(key, micros, 1, and_(*room) if room else None)

    async def lock(self, key: Key) -> Total:
        """A total that nobody else moves before this transaction ends."""
        [total] = await self.move({key: (0, 0)})
        return total

    async def move(self, by: Mapping[Key, tuple[int, int]]) -> list[Total]:
        """Move totals by so many millionths and messages, whatever the limit; how they stand then."""
        moved = [await self._move(key, *by[key]) for key in sorted(by)]
        return [total for total in moved if total]

    async def report(self, total: Total, percent: int) -> bool:
        """Remember that an admin is told of so many percent; False when that was done before."""
        named = budget_totals.c.month == total.month, budget_totals.c.scope == total.scope
        once = budget_totals.c.reported < percent
        change = update(budget_totals).where(self._mine(), *named, once).values(reported=percent)
        return (await self._connection.execute(change)).rowcount == 1

    async def _move(
        self, key: Key, micros: int, messages: int, room: ColumnElement[bool] | None = None
    ) -> Total | None:
        month, scope = key
        first = {"workspace_id": self._workspace_id, "month": month, "scope": scope}
        insert = self._insert(budget_totals).values(**first, taken=micros, messages=messages)
        moved = insert.on_conflict_do_update(
            index_elements=["workspace_id", "scope", "month"],
            set_={
                "taken": budget_totals.c.taken + micros,
                "messages": budget_totals.c.messages + messages,
            },
            where=room,
        )
        row = (await self._connection.execute(moved.returning(*_COLUMNS))).one_or_none()
        return _read(row) if row else None

    def _mine(self) -> ColumnElement[bool]:
        return budget_totals.c.workspace_id == self._workspace_id


def _read(row: Row[*tuple[Any, ...]]) -> Total:
    return Total(row.month, row.scope, row.taken, row.messages, row.reported)
