"""What the repositories share: a connection, a workspace, and an insert that may find its row there."""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, select, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from bot.storage.rows import Rows, among, as_stored, given, packed

# The two databases spell ON CONFLICT alike; SQLAlchemy keeps a construct for each.
Insert = postgresql.Insert | sqlite.Insert


class Repository:
    """Rows of one workspace within one transaction."""

    def __init__(self, connection: AsyncConnection, workspace_id: str) -> None:
        self._connection = connection
        self._workspace_id = workspace_id

    def _insert(self, table: Table) -> Insert:
        """An insert that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
        return insert_for(self._connection, table)

    def _insert_once(self, table: Table, returning: str | None = None) -> Insert | ReturningInsert[Any]:
        """An insert that leaves out what is there already."""
        return insert_once(self._connection.dialect.name, table, returning)

    async def _insert_all(self, statement: Insert | ReturningInsert[Any], rows: Rows) -> Sequence[Any]:
        """Insert all rows in one statement; the first column of what it returns."""
        return await insert_all(self._connection, statement, rows)

    def _among(self, column: ColumnElement[str], values: Iterable[str]) -> ColumnElement[bool]:
        """Whether a column is one of ``values``."""
        return among(column, values, self._dialect)

    @property
    def _dialect(self) -> str:
        return self._connection.dialect.name


def insert_for(connection: AsyncConnection, table: Table) -> Insert:
    """The dialect's own insert construct."""
    return insert_on(connection.dialect.name, table)


async def insert_all(
    connection: AsyncConnection, statement: Insert | ReturningInsert[Any], rows: Rows
) -> Sequence[Any]:
    """Insert all rows, which name the same columns, at once; the first column of what it returns."""
    if not rows:
        return ()
    dialect = connection.dialect.name
    whole = _from_given(statement, tuple(rows[0]), dialect)
    found = await connection.execute(whole, packed(cast("Table", statement.table), rows, dialect))
    return found.scalars().all() if found.returns_rows else ()


# Building a statement costs more than running it, so those that callers keep are built once.
@lru_cache(maxsize=64)
def _from_given(statement: Insert | ReturningInsert[Any], names: tuple[str, ...], dialect: str) -> Any:
    table = cast("Table", statement.table)
    new = given(table, names, dialect)
    # The condition parts the rows from ON CONFLICT, which SQLite would take for a join's.
    stored = select(*(as_stored(table.c[name], new) for name in names)).where(true())
    return statement.from_select(names, stored, include_defaults=False)


@cache
def insert_once(dialect: str, table: Table, returning: str | None = None) -> Insert | ReturningInsert[Any]:
    """An insert that leaves out what is there already; ``returning`` names the column that it returns."""
    once = insert_on(dialect, table).on_conflict_do_nothing()
    return once.returning(table.c[returning]) if returning else once


@cache
def insert_on(dialect: str, table: Table) -> Insert:
    """The dialect's own insert construct."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
