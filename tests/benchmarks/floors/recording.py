"""Records by hand what came of a send: the message and a line of its log, in groups, over the driver."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
from sqlalchemy.engine import make_url

from tests.benchmarks.floors.keeping import Grouped, Keep, Kept

_CHANGED = "status = 'accepted', lease_owner = NULL, lease_until = NULL"
_SQLITE_UPDATE = f"UPDATE messages SET {_CHANGED}, provider_id = ?, updated_at = ? WHERE id = ?"
_SQLITE_LOG = (
    "INSERT INTO message_events (workspace_id, message_id, at, status, moved) VALUES (?, ?, ?, 'accepted', 1)"
)
_POSTGRES = f"""
WITH given AS (SELECT * FROM unnest(%(ids)s::text[], %(sids)s::text[]) AS given (id, sid)),
changed AS (
  UPDATE messages SET {_CHANGED}, provider_id = given.sid, updated_at = %(now)s
  FROM given WHERE messages.id = given.id
)
INSERT INTO message_events (workspace_id, message_id, at, status, moved)
SELECT %(workspace)s, given.id, %(now)s, 'accepted', true FROM given
"""


async def recorder(url: str, workspace: str) -> Keep:
    """What records (message id, provider id), durable when it returns."""
    if make_url(url).get_backend_name() == "sqlite":
        return Grouped(_sqlite(str(make_url(url).database), workspace)).keep
    return Grouped(await _postgres(url, workspace)).keep


_Write = Callable[[Sequence[Kept]], Awaitable[None]]


async def _postgres(url: str, workspace: str) -> _Write:
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await psycopg.AsyncConnection.connect(dsn, autocommit=True)

    async def write(rows: Sequence[Kept]) -> None:
        ids, sids = [each[0] for each in rows], [each[1] for each in rows]
        given = {"ids": ids, "sids": sids, "now": datetime.now(UTC), "workspace": workspace}
        await connection.execute(_POSTGRES, given)

    return write


def _sqlite(path: str, workspace: str) -> _Write:
    thread = ThreadPoolExecutor(1)
    connection = thread.submit(_open, path).result()

    def commit(rows: Sequence[Kept]) -> None:
        now = str(datetime.now(UTC).replace(tzinfo=None))
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_SQLITE_UPDATE, [(sid, now, each) for each, sid in rows])
        connection.executemany(_SQLITE_LOG, [(workspace, each, now) for each, _ in rows])
        connection.execute("COMMIT")

    async def write(rows: Sequence[Kept]) -> None:
        await asyncio.get_running_loop().run_in_executor(thread, commit, rows)

    return write


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.execute("PRAGMA synchronous=FULL")
    return connection
