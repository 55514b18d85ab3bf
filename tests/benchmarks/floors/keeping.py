"""Keeps (key, payload) rows durably, each key once: one by one, or what came meanwhile together."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg
from sqlalchemy.engine import make_url

Kept = tuple[str, str]
Keep = Callable[[Kept], Awaitable[None]]
_CONNECTIONS = 10


def table(*, grouped: bool) -> str:
    """Where a floor keeps its rows: each has a table of its own, as it would find the other's keys."""
    return "floor_grouped" if grouped else "floor_single"


def _create(name: str) -> str:
    return f"CREATE TABLE IF NOT EXISTS {name} (key TEXT PRIMARY KEY, payload TEXT NOT NULL)"


class Grouped:
    """The hand-made form of natural grouping: no timer, no retry, nothing but the idea."""

    def __init__(self, write: Callable[[Sequence[Kept]], Awaitable[None]]) -> None:
        self._write = write
        self._waiting: list[tuple[Kept, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def keep(self, row: Kept) -> None:
        """Return when the row is durable."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((row, done))
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        await done

    async def _run(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            await self._write([row for row, _ in group])
            for _, done in group:
                done.set_result(None)
        self._task = None


async def keeper(url: str, *, grouped: bool) -> Keep:
    """What keeps rows in the database at ``url``."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(str(make_url(url).database), grouped=grouped)
    return await _postgres(url, grouped=grouped)


async def _postgres(url: str, *, grouped: bool) -> Keep:
    dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    into = table(grouped=grouped)
    many = f"INSERT INTO {into} SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING"
    one = f"INSERT INTO {into} VALUES (%s, %s) ON CONFLICT DO NOTHING"
    count = 1 if grouped else _CONNECTIONS
    pool: asyncio.Queue[psycopg.AsyncConnection[tuple[object, ...]]] = asyncio.Queue()
    for _ in range(count):
        pool.put_nowait(await psycopg.AsyncConnection.connect(dsn, autocommit=True))
    await (first := await pool.get()).execute(_create(into))
    pool.put_nowait(first)

    async def write(rows: Sequence[Kept]) -> None:
        connection = await pool.get()
        try:
            if grouped:
                await connection.execute(many, [[key for key, _ in rows], [payload for _, payload in rows]])
            else:
                await connection.execute(one, rows[0])
        finally:
            pool.put_nowait(connection)

    return Grouped(write).keep if grouped else lambda row: write([row])


def _sqlite(path: str, *, grouped: bool) -> Keep:
    # One thread owns the connection: SQLite has one writer.
    thread = ThreadPoolExecutor(1)
    into = table(grouped=grouped)
    connection = thread.submit(_open_sqlite, path, into).result()

    def commit(rows: Sequence[Kept]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO {into} VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
        connection.execute("COMMIT")

    async def write(rows: Sequence[Kept]) -> None:
        await asyncio.get_running_loop().run_in_executor(thread, commit, rows)

    return Grouped(write).keep if grouped else lambda row: write([row])


def _open_sqlite(path: str, into: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=10)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(_create(into))
    return connection


def payload(form: dict[str, str]) -> str:
    """A form as it is kept."""
    return json.dumps(form)
