"""An inbox: what came in is kept before its sender is answered, and is gone in the commit of its effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Executable, Select, Table, bindparam, delete, func, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningDelete

from bot.storage.repositories.base import Repository, insert_on
from bot.storage.rows import Rows, as_stored, given, packed
from bot.storage.tables.base import UtcDateTime, is_literally
from bot.storage.wakeups import CHANNEL, Topic


@dataclass(frozen=True)
class Kept:
    """Something as it was kept, and how often it could not be applied."""

    id: str
    data: dict[str, Any]
    attempts: int


class Inbox(Repository):
    """What one table keeps of one workspace until the worker, woken by ``topic``, has applied it."""

    table: ClassVar[Table]
    topic: ClassVar[Topic]

    def __init__(self, connection: AsyncConnection, workspace_id: str, topics: set[Topic]) -> None:
        super().__init__(connection, workspace_id)
        self._topics = topics

    async def _keep(self, rows: Rows, now: datetime) -> None:
        """Keep rows, each key once, and wake the worker: one statement, whatever the number of rows."""
        if not rows:
            return
        statement = _keep(self._connection.dialect.name, self.table, self.topic, tuple(rows[0]))
        same = {"of_workspace": self._workspace_id, "now": now}
        await self._connection.execute(statement, same | packed(self.table, rows))
        self._topics.add(self.topic)

    async def _take(self, due: Select[tuple[str]], **values: Any) -> list[Kept]:
        """Remove what ``due`` selects and hand it out in the order of its arrival.

        It is gone when this transaction is committed, and back if it is not.
        """
        given_values = {"of_workspace": self._workspace_id, **values}
        rows = await self._connection.execute(_taken(self.table, due), given_values)
        return sorted((Kept(*row) for row in rows), key=lambda kept: kept.id)

    async def put_back(self, row_id: str, again_at: datetime, error: str, *, dead: bool) -> None:
        """Try again later, or give up and keep it for a person to look at."""
        table = self.table
        await self._connection.execute(
            update(table)
            .where(table.c.workspace_id == self._workspace_id, table.c.id == row_id)
            .values(
                next_attempt_at=again_at,
                attempts=table.c.attempts + 1,
                last_error=error,
                state="dead" if dead else "waiting",
            )
        )


def waiting(table: Table, *more: ColumnElement[bool]) -> Select[tuple[str]]:
    """The ids of one workspace's rows that wait, the oldest first."""
    mine = table.c.workspace_id == bindparam("of_workspace")
    return select(table.c.id).where(mine, is_literally(table.c.state, "waiting"), *more).order_by(table.c.id)


@cache
def _taken(table: Table, due: Select[tuple[str]]) -> ReturningDelete[tuple[str, Any, int]]:
    picked = due.with_for_update(skip_locked=True).cte("picked")
    return (
        delete(table)
        .where(table.c.id.in_(select(picked.c.id)))
        .returning(table.c.id, table.c.data, table.c.attempts)
    )


@cache
def _keep(dialect: str, table: Table, topic: Topic, names: Sequence[str]) -> Executable:
    """On PostgreSQL the statement wakes the worker as well: a second one would be another round trip."""
    rows = given(table, tuple(names), dialect)
    now = bindparam("now", type_=UtcDateTime)
    same: dict[str, Any] = {
        "workspace_id": bindparam("of_workspace"),
        "next_attempt_at": now,
        "received_at": now,
    }
    # The condition parts the rows from ON CONFLICT, which SQLite would take for a join's.
    new = select(*(as_stored(table.c[name], rows) for name in names), *same.values()).where(true())
    kept = insert_on(dialect, table).from_select([*names, *same], new, include_defaults=False)
    once = kept.on_conflict_do_nothing()
    if dialect == "sqlite":
        return once
    return select(func.pg_notify(CHANNEL, topic.value)).add_cte(once.cte("kept"))
