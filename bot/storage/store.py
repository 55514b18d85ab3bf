"""The store: transactions over one workspace's rows, and nothing outside a transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.engine import (
    close_engines,
    each_by_itself,
    is_sqlite,
    open_read_engine,
    open_write_engine,
)
from bot.storage.repositories.lanes import KnownLanes, LaneKey
from bot.storage.repositories.workspaces import Workspaces
from bot.storage.unit_of_work import UnitOfWork
from bot.storage.wakeups import CHANNEL, Wakeups


class Store:
    """Opens transactions. One store serves a process."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.wakeups = Wakeups()
        self.writer: AsyncEngine = open_write_engine(url, pool_size)
        self.reader: AsyncEngine = open_read_engine(url, self.writer)
        self._writing_once = each_by_itself(self.writer)
        self._reading_once = each_by_itself(self.reader)
        self._embedded = is_sqlite(url)
        self._lanes: set[LaneKey] = set()

    @asynccontextmanager
    async def write(self, workspace_id: str) -> AsyncIterator[UnitOfWork]:
        """A transaction that is committed, durably, when the block ends without an error."""
        async with self.writer.begin() as connection:
            known = KnownLanes(self._lanes)
            uow = UnitOfWork(connection, workspace_id, known)
            yield uow
            if uow.topics and not self._embedded:
                await connection.execute(_NOTIFY, {"topics": ",".join(sorted(uow.topics))})
        known.keep()
        self.wakeups.notify(uow.topics)

    @asynccontextmanager
    async def at_once(self, workspace_id: str) -> AsyncIterator[UnitOfWork]:
        """For one statement and no more: it is a transaction by itself, durable when the block ends.

        This spares the round trips of a transaction's begin and end. On PostgreSQL the statement itself wakes
        the other processes.
        """
        async with self._writing_once.connect() as connection:
            uow = UnitOfWork(connection, workspace_id)
            yield uow
        self.wakeups.notify(uow.topics)

    @asynccontextmanager
    async def look(self, workspace_id: str) -> AsyncIterator[UnitOfWork]:
        """For one statement that changes nothing."""
        async with self._reading_once.connect() as connection:
            yield UnitOfWork(connection, workspace_id)

    @asynccontextmanager
    async def read(self, workspace_id: str) -> AsyncIterator[UnitOfWork]:
        """A transaction that sees one state of the database and changes nothing."""
        async with self.reader.connect() as connection:
            if not self._embedded:
                # SQLite's snapshot is one state by itself; PostgreSQL takes a new one for each statement.
                await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield UnitOfWork(connection, workspace_id)

    @asynccontextmanager
    async def workspaces(self) -> AsyncIterator[Workspaces]:
        """The one repository that is above workspaces: finding and adding them."""
        async with self.writer.begin() as connection:
            yield Workspaces(connection)

    async def close(self) -> None:
        """Close every connection, those that are in use when they have come back."""
        await close_engines(self.reader, self.writer)


_NOTIFY = text(f"SELECT pg_notify('{CHANNEL}', :topics)")
