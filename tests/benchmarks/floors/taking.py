"""Taking reminders by hand: one statement over the driver, on the same index."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
from sqlalchemy.engine import make_url

_TAKE = """
SELECT * FROM reminders
WHERE workspace_id = {workspace} AND state = 'planned' AND due_at <= {now}
ORDER BY due_at, id LIMIT 100 {lock}
"""

Take = Callable[[str], Awaitable[int]]


async def taker(url: str) -> Take:
    """Takes what is due in a workspace, at most a hundred, and leaves it as it was; tells how many."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(str(make_url(url).database))
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await psycopg.AsyncConnection.connect(dsn, autocommit=True)
    words = {"workspace": "%(workspace)s", "now": "%(now)s", "lock": "FOR UPDATE SKIP LOCKED"}
    statement = _TAKE.format(**words)

    async def take(workspace: str) -> int:
        given = {"workspace": workspace, "now": datetime.now(UTC)}
        async with connection.transaction():
            return len(await (await connection.execute(statement, given)).fetchall())

    return take


def _sqlite(path: str) -> Take:
    thread = ThreadPoolExecutor(1)
    connection = thread.submit(_open, path).result()
    statement = _TAKE.format(workspace=":workspace", now=":now", lock="")

    def run(workspace: str) -> int:
        connection.execute("BEGIN IMMEDIATE")
        given = {"workspace": workspace, "now": str(datetime.now(UTC).replace(tzinfo=None))}
        found = connection.execute(statement, given).fetchall()
        connection.execute("COMMIT")
        return len(found)

    async def take(workspace: str) -> int:
        return await asyncio.get_running_loop().run_in_executor(thread, run, workspace)

    return take


def _open(path: str) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=10)
