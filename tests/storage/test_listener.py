"""LISTEN: what one process commits wakes the workers of another, also after the connection was lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.storage.listener import CHANNEL, listen
from bot.storage.store import Store
from bot.storage.wakeups import Topic, Wakeups
from tests.storage.seeds import NOW
from tests.support.world import inbound

LONG = 60.0


def dsn(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


async def listening(url: str, count: int = 1) -> None:
    """Wait until this many connections listen."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = %s"
    async with asyncio.timeout(30), await psycopg.AsyncConnection.connect(dsn(url), autocommit=True) as own:
        while True:
            found = await (await own.execute(query, [f"LISTEN {CHANNEL}"])).fetchone()
            if found == (count,):
                return
            await asyncio.sleep(0.01)


@pytest.fixture
async def woken(postgres_url: str) -> AsyncIterator[Wakeups]:
    """The wake-ups of another process, whose first word, for what came before, is taken."""
    wakeups = Wakeups()
    task = asyncio.create_task(listen(postgres_url + "?pgbouncer=1", wakeups))
    for topic in Topic:
        await wakeups.wait(topic, LONG)
    yield wakeups
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def commit(url: str, topic: Topic) -> None:
    """Commit work of this kind from a store of its own."""
    store = Store(url)
    async with store.workspaces() as workspaces:
        workspace_id = (await workspaces.remember("T0TEST", "Harbor Clinic", "U0BOT", NOW)).id
    async with store.write(workspace_id) as uow:
        uow.wake(topic)
    await store.close()


@pytest.mark.postgres
@pytest.mark.parametrize("topic", Topic)
async def test_what_one_store_commits_wakes_the_other(
    postgres_url: str, woken: Wakeups, topic: Topic
) -> None:
    waiting = asyncio.create_task(woken.wait(topic, LONG))
    await commit(postgres_url, topic)
    async with asyncio.timeout(30):
        await waiting
    assert [each for each in Topic if woken._events[each].is_set()] == []


@pytest.mark.postgres
async def test_what_one_process_keeps_at_once_wakes_the_other(postgres_url: str, woken: Wakeups) -> None:
    store = Store(postgres_url)
    async with store.workspaces() as workspaces:
        workspace_id = (await workspaces.remember("T0TEST", "Harbor Clinic", "U0BOT", NOW)).id
    async with store.at_once(workspace_id) as uow:
        await uow.inbound_texts.keep([inbound("Hi", "SM1")], NOW)
    await store.close()
    async with asyncio.timeout(30):
        await woken.wait(Topic.INBOUND_TEXTS, LONG)
    assert [each for each in Topic if woken._events[each].is_set()] == []


@pytest.mark.postgres
async def test_what_is_rolled_back_wakes_nobody(postgres_url: str, woken: Wakeups) -> None:
    store = Store(postgres_url)
    with suppress(ConnectionError):
        async with store.write("nobody") as uow:
            uow.wake(Topic.OUTBOX)
            raise ConnectionError
    await store.close()
    # A later word arrives, and the one that was taken back has not come before it.
    await commit(postgres_url, Topic.MESSAGES)
    async with asyncio.timeout(30):
        await woken.wait(Topic.MESSAGES, LONG)
    assert not woken._events[Topic.OUTBOX].is_set()


@pytest.mark.postgres
async def test_a_word_that_nobody_knows_is_passed_over(postgres_url: str, woken: Wakeups) -> None:
    async with await psycopg.AsyncConnection.connect(dsn(postgres_url), autocommit=True) as connection:
        await connection.execute("SELECT pg_notify(%s, 'of a later version,messages')", [CHANNEL])
    async with asyncio.timeout(30):
        await woken.wait(Topic.MESSAGES, LONG)
    assert not woken._events[Topic.OUTBOX].is_set()


@pytest.mark.postgres
async def test_a_lost_connection_is_opened_again_and_everybody_looks_for_work(
    postgres_url: str, woken: Wakeups, caplog: pytest.LogCaptureFixture
) -> None:
    await listening(postgres_url)
    async with await psycopg.AsyncConnection.connect(dsn(postgres_url), autocommit=True) as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = %s AND datname = %s"
        name = make_url(postgres_url).database
        await connection.execute(ended, [f"LISTEN {CHANNEL}", name])
    async with asyncio.timeout(30):
        for topic in Topic:
            await woken.wait(topic, LONG)
    await commit(postgres_url, Topic.OUTBOX)
    async with asyncio.timeout(30):
        await woken.wait(Topic.OUTBOX, LONG)
    assert "was lost; opening it again" in caplog.text
