"""The store: all of a transaction or none of it, and wake-ups only for what is committed."""

from contextlib import suppress

import pytest
from sqlalchemy.exc import IntegrityError, InternalError

from bot.storage.store import Store
from bot.storage.wakeups import Topic
from tests.storage.seeds import NOW, Someone, people, someone
from tests.support.world import inbound


async def test_a_block_that_fails_keeps_nothing_and_wakes_nobody(store: Store, workspace_id: str) -> None:
    with suppress(ConnectionError):
        async with store.write(workspace_id) as uow:
            await someone(uow)
            uow.wake(Topic.MESSAGES)
            raise ConnectionError
    async with store.read(workspace_id) as uow:
        assert await uow.client_search.matching("", 9) == []
    assert not store.wakeups._events[Topic.MESSAGES].is_set()


async def test_what_is_committed_wakes_those_who_wait_for_it(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        uow.wake(Topic.SLACK_EVENTS)
    assert [each for each in Topic if store.wakeups._events[each].is_set()] == [Topic.SLACK_EVENTS]


async def test_a_read_sees_one_state_and_binds_no_later_write(store: Store, jane: Someone) -> None:
    async with store.read(jane.workspace_id) as uow:
        before = await uow.clients.get(jane.client_id)
        async with store.write(jane.workspace_id) as writing:
            await writing.clients.rename(jane.client_id, "Changed")
        assert await uow.clients.get(jane.client_id) == before
    for _ in range(12):
        async with store.write(jane.workspace_id) as uow:
            found = await uow.clients.get(jane.client_id)
            await uow.clients.rename(jane.client_id, "Changed again")
    assert found is not None
    assert found.name == "Changed again"


async def test_what_is_written_at_once_is_there_for_everybody_before_its_block_ends(
    store: Store, workspace_id: str
) -> None:
    other = Store(store.url)
    async with store.at_once(workspace_id) as uow:
        await uow.inbound_texts.keep([inbound("Hello", "SM1")], NOW)
        async with other.write(workspace_id) as elsewhere:
            [kept] = await elsewhere.inbound_texts.take(NOW, 9)
    assert kept.data["body"] == "Hello"
    assert store.wakeups._events[Topic.INBOUND_TEXTS].is_set()
    await other.close()


async def test_a_statement_at_once_that_fails_keeps_nothing_and_wakes_nobody(
    store: Store, workspace_id: str
) -> None:
    with pytest.raises(IntegrityError):
        async with store.at_once("01NOBODY") as uow:
            await uow.inbound_texts.keep([inbound("1", "SM1"), inbound("2", "SM2")], NOW)
    assert not store.wakeups._events[Topic.INBOUND_TEXTS].is_set()
    # The connection is whole again: the next transaction on it is one.
    with suppress(ConnectionError):
        async with store.write(workspace_id) as uow:
            await someone(uow)
            raise ConnectionError
    async with store.look(workspace_id) as uow:
        assert await uow.client_search.matching("", 9) == []


async def test_a_transaction_after_a_look_sees_one_state_again(store: Store, jane: Someone) -> None:
    for _ in range(6):
        async with store.look(jane.workspace_id) as uow:
            assert await uow.clients.get(jane.client_id)
    async with store.read(jane.workspace_id) as uow:
        before = await uow.clients.get(jane.client_id)
        async with store.write(jane.workspace_id) as writing:
            await writing.clients.rename(jane.client_id, "Changed")
        assert await uow.clients.get(jane.client_id) == before


async def test_on_sqlite_a_read_keeps_nothing_that_was_changed_in_it(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    async with store.workspaces() as workspaces:
        workspace_id = (await workspaces.remember("T1", "Harbor Clinic", "U1", NOW)).id
    async with store.read(workspace_id) as uow:
        await someone(uow)
    async with store.read(workspace_id) as uow:
        assert await uow.client_search.matching("", 9) == []
    await store.close()


async def test_on_postgresql_a_read_refuses_to_change_anything(postgres_url: str) -> None:
    store = Store(postgres_url)
    async with store.workspaces() as workspaces:
        workspace_id = (await workspaces.remember("T1", "Harbor Clinic", "U1", NOW)).id
    [jane] = await people(store, workspace_id, 1)
    async with store.read(workspace_id) as uow:
        with pytest.raises(InternalError, match="read-only"):
            await uow.clients.rename(jane.client_id, "Changed")
    await store.close()
