"""The list of clients: every one once, the newest activity first, whichever way one turns its pages."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.storage.repositories.client_list import Listing, Place, Seen
from bot.storage.store import Store
from tests.storage.seeds import NOW, someone


def place(seen: Seen, *, newer: bool = False) -> Place:
    return Place(seen.at, seen.client.id, newer)


def names(page: list[Seen]) -> list[str]:
    return [seen.client.name for seen in page]


@pytest.fixture
async def known(store: Store, workspace_id: str) -> list[str]:
    """Eight clients: of every third nobody has heard yet. The ids."""
    ids = []
    async with store.write(workspace_id) as uow:
        for each in range(8):
            who = await someone(uow, f"+1212555{1000 + each}", f"Client {each}")
            ids.append(who.client_id)
            if each % 3:
                # Two share a moment.
                await uow.conversations.said([who.conversation_id], NOW + timedelta(hours=each // 2 + 1))
    return ids


async def test_pages_hold_everybody_once_in_order_and_turn_back(
    store: Store, workspace_id: str, known: list[str]
) -> None:
    async with store.read(workspace_id) as uow:
        everybody = await uow.client_list.page(Listing(), 99)
        assert sorted(seen.client.id for seen in everybody) == sorted(known)
        moments = [(seen.at, seen.client.id) for seen in everybody]
        assert moments == sorted(moments, reverse=True)
        first = await uow.client_list.page(Listing(), 3)
        second = await uow.client_list.page(Listing(), 3, place(first[-1]))
        third = await uow.client_list.page(Listing(), 3, place(second[-1]))
        assert first + second + third == everybody
        assert await uow.client_list.page(Listing(), 3, place(third[0], newer=True)) == second


async def test_a_listing_leaves_out_who_is_not_meant(
    store: Store, workspace_id: str, known: list[str]
) -> None:
    async with store.write(workspace_id) as uow:
        await uow.clients.change(known[0], owner="U1")
        await uow.clients.change(known[1], is_lead=True)
        await uow.clients.change(known[2], is_spam=True)
        await uow.clients.change(known[3], merged_into=known[0])
        await uow.client_records.set_tags(known[4], ["Véry Important", "vip"])
    async with store.read(workspace_id) as uow:
        assert names(await uow.client_list.page(Listing(owner="U1"), 9)) == ["Client 0"]
        assert names(await uow.client_list.page(Listing(leads=True), 9)) == ["Client 1"]
        assert names(await uow.client_list.page(Listing(spam=True), 9)) == ["Client 2"]
        assert names(await uow.client_list.page(Listing(tag="very important"), 9)) == ["Client 4"]
        everybody = set(names(await uow.client_list.page(Listing(), 99)))
    assert everybody == {f"Client {each}" for each in (0, 1, 4, 5, 6, 7)}


@pytest.mark.parametrize("listing", [Listing(), Listing(owner="U1"), Listing(tag="vip")])
async def test_a_thread_is_looked_up_by_index(sqlite_url: str, listing: Listing) -> None:
    """What 50,000 clients cost: a place in an index for each, never a scan of all threads for each."""
    store = Store(sqlite_url)
    ran: list[tuple[str, Any]] = []

    def remember(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        ran.append((statement, parameters))

    event.listen(store.reader.sync_engine, "before_cursor_execute", remember)
    async with store.read("W1") as uow:
        await uow.client_list.page(listing, 16)
        statement, parameters = ran[0]
        plan = await uow.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [str(row[3]) for row in plan]
    await store.close()
    assert any("conversations USING INDEX uq_conversations_active_client" in step for step in steps), steps
    assert not any("SCAN conversations" in step for step in steps), steps


async def test_a_workspace_has_a_client_or_none(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        assert not await uow.client_list.has_any()
        who = await someone(uow)
        assert await uow.client_list.has_any()
        await uow.clients.change(who.client_id, is_spam=True)
        assert not await uow.client_list.has_any()
