"""SQLite's driver with one visit to its thread for each statement.

SQLAlchemy asks aiosqlite for a cursor, has it execute, fetches, and closes it: four visits, and BEGIN is a
fifth. The thread must wait for the interpreter each time, and while the event loop is busy that takes longer
than the statement itself.
"""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy.engine import make_url

# A statement run to its end: the columns, how many rows it touched, the last row's id, and the rows.
_Ran = tuple[Any, int, int | None, list[Any]]


class OneVisitConnection(aiosqlite.Connection):
    """A connection whose statements are executed and read in one go.

    ``begins_with`` is how the next statement begins its transaction; None inside of one, and for a statement
    that is one by itself.
    """

    begins_with: str | None = None

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connect, iter_chunk_size=64)
        # A program that ends without closing its connections must not wait for their threads.
        self._thread.daemon = True

    def cursor(self) -> "OneVisitCursor":  # type: ignore[override]
        """A cursor, made without a visit."""
        return OneVisitCursor(self)

    async def commit(self) -> None:
        """Commit what was begun, if anything was."""
        await self._end(super().commit)

    async def rollback(self) -> None:
        """Roll back what was begun, if anything was."""
        await self._end(super().rollback)

    async def run(self, how: "_How", statement: str, given: Any) -> _Ran:
        """One visit: begin if that is due, execute, and read all rows."""
        ran: _Ran = await self._execute(self._run, how, statement, given)  # type: ignore[no-untyped-call]
        return ran

    def _run(self, how: "_How", statement: str, given: Any) -> _Ran:
        if self.begins_with:
            self._conn.execute(self.begins_with)
            self.begins_with = None
        cursor = self._conn.cursor()
        try:
            how(cursor, statement, given)
            rows = cursor.fetchall() if cursor.description else []
            # Only now: a statement that returns rows has touched them all when they are read.
            return cursor.description, cursor.rowcount, cursor.lastrowid, rows
        finally:
            cursor.close()

    async def _end(self, how: Callable[[], Awaitable[None]]) -> None:
        self.begins_with = None
        # A statement that was a transaction by itself has left nothing to end.
        if self.in_transaction:
            await how()


_How = Callable[[sqlite3.Cursor, str, Any], sqlite3.Cursor]


class OneVisitCursor:
    """What SQLAlchemy wants of an asynchronous cursor; its rows are here as soon as it has executed."""

    arraysize = 1

    def __init__(self, connection: OneVisitConnection) -> None:
        self._connection = connection
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._rows: list[Any] = []

    async def __aenter__(self) -> "OneVisitCursor":
        return self

    async def execute(self, statement: str, given: Any = ()) -> None:
        """Execute once."""
        await self._run(sqlite3.Cursor.execute, statement, given)

    async def executemany(self, statement: str, given: Any) -> None:
        """Execute for each of what is given."""
        await self._run(sqlite3.Cursor.executemany, statement, given)

    async def fetchall(self) -> Sequence[Any]:
        """The rows, which were read with the execution."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left open."""

    async def _run(self, how: _How, statement: str, given: Any) -> None:
        ran = await self._connection.run(how, statement, given)
        self.description, self.rowcount, self.lastrowid, self._rows = ran


def opener(url: str, busy_seconds: float) -> Callable[[], Awaitable[OneVisitConnection]]:
    """What opens connections to the database that ``url`` names, in autocommit until one begins."""
    connect = partial(_connected, make_url(url).database or ":memory:", busy_seconds)

    async def opened() -> OneVisitConnection:
        connection = OneVisitConnection(connect)
        await connection
        return connection

    return opened


def _connected(path: str, busy_seconds: float) -> sqlite3.Connection:
    """Set up in the same visit: whoever is canceled while a connection opens leaves none half open."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=busy_seconds)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    # FULL, not NORMAL: a webhook is answered after the commit, and a power cut must not undo that commit.
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)
