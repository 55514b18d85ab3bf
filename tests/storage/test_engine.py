"""Engines: nothing is lost in a race, a commit is durable, and no error shows what people wrote."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.storage.engine import is_sqlite, open_read_engine, open_write_engine
from bot.storage.store import Store

TIMES, WRITERS = 25, 4


@pytest.mark.parametrize(
    ("url", "embedded"),
    [
        ("sqlite+aiosqlite:////tmp/a.db", True),
        ("postgresql+psycopg://u:p@127.0.0.1/a", False),
        ("postgresql://u:p@127.0.0.1/a?pgbouncer=1", False),
    ],
)
def test_the_embedded_database_is_known_by_its_url(url: str, embedded: bool) -> None:
    assert is_sqlite(url) is embedded


async def test_a_read_modify_write_race_on_sqlite_loses_nothing(sqlite_url: str) -> None:
    stores = [Store(sqlite_url) for _ in range(WRITERS)]
    async with stores[0].writer.begin() as connection:
        await connection.execute(text("CREATE TABLE counter (n INTEGER NOT NULL)"))
        await connection.execute(text("INSERT INTO counter VALUES (0)"))

    async def count(store: Store) -> None:
        for _ in range(TIMES):
            async with store.writer.begin() as connection:
                seen = (await connection.execute(text("SELECT n FROM counter"))).scalar_one()
                await connection.execute(text("UPDATE counter SET n = :n"), {"n": seen + 1})

    await asyncio.gather(*(count(store) for store in stores))
    async with stores[0].reader.connect() as connection:
        counted = (await connection.execute(text("SELECT n FROM counter"))).scalar_one()
    for store in stores:
        await store.close()
    assert counted == TIMES * WRITERS


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
@pytest.mark.parametrize("reading", [True, False])
async def test_every_sqlite_connection_is_durable_and_checks_its_references(
    sqlite_url: str, pragma: str, value: object, reading: bool
) -> None:
    writer = open_write_engine(sqlite_url)
    reader = open_read_engine(sqlite_url, writer)
    async with (reader if reading else writer).connect() as connection:
        found = (await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one()
    await reader.dispose()
    await writer.dispose()
    assert found == value


async def test_sqlite_is_read_while_it_is_written(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    async with store.writer.begin() as writing:
        await writing.execute(text("CREATE TABLE later (n INTEGER)"))
        async with store.reader.connect() as reading:
            there = await reading.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'later'"))
            assert there.scalar_one() == 0
    await store.close()


async def test_an_error_of_the_database_holds_no_value(database_url: str) -> None:
    store = Store(database_url)
    secret = "+12125550123"
    with pytest.raises(IntegrityError) as refused:
        async with store.writer.begin() as connection:
            await connection.execute(
                text("INSERT INTO clients (id, workspace_id, name) VALUES (:id, 'nobody', NULL)"),
                {"id": secret},
            )
    await store.close()
    assert "hide_parameters" in str(refused.value)
    assert f"'id': '{secret}'" not in str(refused.value)


@pytest.mark.parametrize(("option", "prepares"), [("", True), ("?pgbouncer=1", False)])
async def test_behind_a_transaction_pooler_nothing_is_prepared(
    postgres_url: str, option: str, prepares: bool
) -> None:
    store = Store(postgres_url + option)
    async with store.writer.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        assert (raw.prepare_threshold is not None) is prepares
        for _ in range(10):
            await connection.execute(text("SELECT 1"))
        prepared = await connection.execute(text("SELECT count(*) FROM pg_prepared_statements"))
        assert (prepared.scalar_one() > 0) is prepares
    await store.close()


async def test_a_connection_that_the_server_has_closed_meanwhile_is_not_handed_out(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine._FRESH_SECONDS", 0.0)
    store, other = Store(postgres_url), Store(postgres_url)
    async with store.writer.connect() as first, store.writer.connect() as second:
        pids = [(await each.execute(_PID)).scalar_one() for each in (first, second)]
    async with other.writer.connect() as connection:
        for pid in pids:
            await connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    async with store.writer.begin() as connection:
        assert (await connection.execute(_PID)).scalar_one() not in pids
    await store.close()
    await other.close()


_PID = text("SELECT pg_backend_pid()")


async def test_a_sqlite_that_another_process_locks_fails_as_every_database_error(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine._BUSY_SECONDS", 0.001)
    one, two = open_write_engine(sqlite_url), open_write_engine(sqlite_url)
    async with one.begin() as writing:
        await writing.execute(text("SELECT 1"))
        async with two.begin() as waiting:
            # The first statement takes the lock, whatever it is.
            with pytest.raises(OperationalError, match="locked"):
                await waiting.execute(text("SELECT 1"))
    await one.dispose()
    await two.dispose()


async def test_a_connection_that_a_canceled_transaction_still_holds_is_closed_too(
    database_url: str,
) -> None:
    store = Store(database_url)
    begun = asyncio.Event()
    held: list[Any] = []

    async def work() -> None:
        async with store.writer.begin() as connection:
            held.append((await connection.get_raw_connection()).driver_connection)
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(work())
    await begun.wait()
    task.cancel()
    # Not waited for: its connection comes back while the store closes.
    await asyncio.sleep(0)
    await store.close()
    [connection] = held
    assert connection._connection is None if is_sqlite(database_url) else connection.closed
    with pytest.raises(asyncio.CancelledError):
        await task
