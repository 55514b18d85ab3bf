"""Claims by hand: one statement over the driver, on the same index."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

# The lane is our own index's first column: by hand one would claim through the same index.
_CLAIM = """
UPDATE messages SET status = 'sending', lease_owner = 'floor', lease_until = {lease}
WHERE id IN (
  SELECT id FROM messages
  WHERE lane = {lane} AND status = 'queued' AND next_attempt_at <= {now}
  ORDER BY next_attempt_at LIMIT 100 {lock}
) RETURNING {returning}
"""

Claim = Callable[[str], Awaitable[Sequence[Any]]]


async def claimer(url: str, returning: str = "*") -> Claim:
    """Claims what is due in a lane, at most a hundred, durably; gives these columns of it."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(str(make_url(url).database), returning)
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await psycopg.AsyncConnection.connect(dsn, autocommit=True)
    words = {"lease": "%(lease)s", "lane": "%(lane)s", "now": "%(now)s", "lock": "FOR UPDATE SKIP LOCKED"}
    statement = _CLAIM.format(**words, returning=returning)

    async def claim(lane: str) -> Sequence[Any]:
        now = datetime.now(UTC)
        given = {"lane": lane, "now": now, "lease": now + timedelta(minutes=1)}
        return await (await connection.execute(statement, given)).fetchall()

    return claim


def _sqlite(path: str, returning: str) -> Claim:
    thread = ThreadPoolExecutor(1)
    connection = thread.submit(_open, path).result()
    words = {"lease": ":lease", "lane": ":lane", "now": ":now", "lock": ""}
    statement = _CLAIM.format(**words, returning=returning)

    def run(lane: str) -> Sequence[Any]:
        now = datetime.now(UTC).replace(tzinfo=None)
        given = {"lane": lane, "now": str(now), "lease": str(now + timedelta(minutes=1))}
        connection.execute("BEGIN IMMEDIATE")
        found = connection.execute(statement, given).fetchall()
        connection.execute("COMMIT")
        return found

    async def claim(lane: str) -> Sequence[Any]:
        return await asyncio.get_running_loop().run_in_executor(thread, run, lane)

    return claim


def _open(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.execute("PRAGMA synchronous=FULL")
    return connection
