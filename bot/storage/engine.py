"""Engines for the two databases, set up so that a commit is durable and a read-modify-write loses nothing."""

import asyncio
import logging
import time
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

_log = logging.getLogger(__name__)

# Longer than a canceled statement takes to end.
_COMING_BACK_SECONDS = 5.0
# How long SQLite waits for another process's write before it gives up.
_BUSY_SECONDS = 10.0
# A connection used within this time is taken to be alive; if it is not, one transaction fails.
_FRESH_SECONDS = 1.0


def is_sqlite(url: str) -> bool:
    """Whether ``url`` names the embedded database."""
    return make_url(url).get_backend_name() == "sqlite"


def open_write_engine(url: str, pool_size: int = 10) -> AsyncEngine:
    """An engine for transactions that write. SQLite gets one connection: it has one writer anyway, and
    waiting in our own queue is fair where waiting for its lock is not."""
    if not is_sqlite(url):
        return _postgresql(url, pool_size)
    engine = _sqlite(url, 1)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def open_read_engine(url: str, write_engine: AsyncEngine) -> AsyncEngine:
    """An engine for reading: SQLite reads beside its writer on connections of their own."""
    if not is_sqlite(url):
        return write_engine
    engine = _sqlite(url, 4)
    event.listen(engine.sync_engine, "begin", _begin_deferred)
    return engine


async def close_engines(*engines: AsyncEngine) -> None:
    """Close all connections of these engines; what is in use gets a moment to come back first.

    A canceled transaction gives its connection back after its task has ended, and nobody would close one that
    comes back to a pool that is closed.
    """
    try:
        async with asyncio.timeout(_COMING_BACK_SECONDS):
            while any(map(_in_use, engines)):  # noqa: ASYNC110 - a pool has no event to wait for.
                await asyncio.sleep(0.001)
    except TimeoutError:
        _log.warning("The database is closed while it is still in use.")
    for engine in engines:
        await engine.dispose()


def _in_use(engine: AsyncEngine) -> bool:
    pool = engine.pool
    return isinstance(pool, QueuePool) and pool.checkedout() > 0


def _postgresql(url: str, pool_size: int) -> AsyncEngine:
    # hide_parameters: an error's text would otherwise hold phone numbers and messages.
    # prepare_threshold: behind a transaction pooler (?pgbouncer=1) the next statement may meet a connection
    # on which it was never prepared.
    connect_args = {"prepare_threshold": None} if "pgbouncer" in make_url(url).query else {}
    parsed = make_url(url).difference_update_query(["pgbouncer"])
    engine = create_async_engine(
        parsed,
        pool_size=pool_size,
        max_overflow=0,
        hide_parameters=True,
        connect_args=connect_args,
    )
    _ask_rested_connections(engine)
    return engine


def _ask_rested_connections(engine: AsyncEngine) -> None:
    """Try a connection that has rested before it is handed out: the server may have been restarted since.

    pool_pre_ping would ask each time, which under load costs as much as the transaction's own statement.
    """
    dialect = engine.sync_engine.dialect

    def rest(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    def try_it(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        since = record.info.get("rests_since")
        if since is None or time.monotonic() - since < _FRESH_SECONDS:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error:
            raise InvalidatePoolError("The database has closed the connection.") from None

    event.listen(engine.sync_engine, "checkin", rest)
    event.listen(engine.sync_engine, "checkout", try_it)


def _sqlite(url: str, pool_size: int) -> AsyncEngine:
    from bot.storage.sqlite import opener  # noqa: PLC0415 - nobody on PostgreSQL needs SQLite's driver.

    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        hide_parameters=True,
        async_creator=opener(url, _BUSY_SECONDS),
    )


def _begin_immediate(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later can lose another's update without an error.
    _begin(connection, "BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    _begin(connection, "BEGIN")


def _begin(connection: Connection, statement: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.begins_with = None if connection.get_execution_options().get(_BY_ITSELF) else statement


_BY_ITSELF = "each_statement_by_itself"


def each_by_itself(engine: AsyncEngine) -> AsyncEngine:
    """The same engine where each statement is a transaction by itself, durable when it has run: no visit to
    SQLite's thread and no round trip to PostgreSQL begins or ends one."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_BY_ITSELF: True})
    return engine.execution_options(isolation_level="AUTOCOMMIT")
