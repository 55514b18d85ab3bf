"""Failures wait once, since they first did, and are settled by id, by client, or by a later text."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.message import Message, Status
from bot.storage.store import Store
from bot.storage.tables import open_failures
from tests.storage.seeds import NOW, Someone, add, message

MINUTE = timedelta(minutes=1)


async def waiting(store: Store, workspace_id: str) -> set[str]:
    async with store.read(workspace_id) as uow:
        return set((await uow.connection.execute(select(open_failures.c.message_id))).scalars())


@pytest.fixture
async def two(store: Store, jane: Someone) -> tuple[Message, Message]:
    """A text that has failed, and one of which nobody can tell; both wait since now."""
    failed, doubtful = message(jane, status=Status.FAILED), message(jane, status=Status.UNCONFIRMED)
    await add(store, failed, doubtful)
    async with store.write(jane.workspace_id) as uow:
        await uow.open_failures.add([failed, doubtful], NOW)
    return failed, doubtful


async def test_what_waits_already_waits_since_then(
    store: Store, jane: Someone, two: tuple[Message, Message]
) -> None:
    async with store.write(jane.workspace_id) as uow:
        await uow.open_failures.add([], NOW)
        await uow.open_failures.add(two, NOW + MINUTE)
    async with store.read(jane.workspace_id) as uow:
        since = (await uow.connection.execute(select(open_failures.c.since))).scalars().all()
    assert since == [NOW, NOW]


async def test_it_is_settled_once(store: Store, jane: Someone, two: tuple[Message, Message]) -> None:
    failed, doubtful = two
    async with store.write(jane.workspace_id) as uow:
        assert await uow.open_failures.settle([failed.id])
        assert not await uow.open_failures.settle([failed.id])
        assert not await uow.open_failures.settle([])
    assert await waiting(store, jane.workspace_id) == {doubtful.id}
    async with store.write(jane.workspace_id) as uow:
        await uow.open_failures.settle_of_client(jane.client_id)
    assert await waiting(store, jane.workspace_id) == set()


async def test_only_what_was_written_after_a_failure_settles_it_and_no_doubt(
    store: Store, jane: Someone, two: tuple[Message, Message]
) -> None:
    failed, doubtful = two
    async with store.write(jane.workspace_id) as uow:
        await uow.open_failures.written_since({jane.client_id: NOW})
    assert await waiting(store, jane.workspace_id) == {failed.id, doubtful.id}
    async with store.write(jane.workspace_id) as uow:
        await uow.open_failures.written_since({jane.client_id: NOW + MINUTE})
    assert await waiting(store, jane.workspace_id) == {doubtful.id}
