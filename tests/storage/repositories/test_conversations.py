"""Threads: found by their cards."""

from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone, people


async def test_a_thread_is_found_by_its_card_also_where_it_stood_before(store: Store, jane: Someone) -> None:
    async with store.write(jane.workspace_id) as uow:
        await uow.conversations.set_root(jane.conversation_id, "1.1")
        found = await uow.conversations.by_thread("C0INBOX", "1.1")
        assert found is not None
        assert found.id == jane.conversation_id
        assert await uow.conversations.add([jane.client_id], "C0INBOX", NOW) == []
        await uow.conversations.set_root(jane.conversation_id, None)
        await uow.conversations.set_root(jane.conversation_id, "2.2")
        before, now = [await uow.conversations.by_thread("C0INBOX", ts) for ts in ("1.1", "2.2")]
        assert before == now
        assert now is not None
        assert now.root_ts == "2.2"
        assert await uow.conversations.by_thread("C0INBOX", "3.3") is None


async def test_a_thread_that_goes_on_elsewhere_leads_to_where_it_goes_on(
    store: Store, workspace_id: str
) -> None:
    first, second, third = await people(store, workspace_id, 3)
    async with store.write(workspace_id) as uow:
        for ts, who in (("1.1", first), ("2.2", second), ("3.3", third)):
            await uow.conversations.set_root(who.conversation_id, ts)
        for who, to in ((first, second), (second, third)):
            gone = {"state": "archived", "continued_by": to.conversation_id}
            await uow.conversations.change(who.conversation_id, **gone)
        found = [await uow.conversations.by_thread("C0INBOX", ts) for ts in ("1.1", "2.2", "3.3")]
        assert [each.id if each else "" for each in found] == [third.conversation_id] * 3
        stood = await uow.conversations.at_root("C0INBOX", "1.1")
        assert stood is not None
        assert stood.id == first.conversation_id


async def test_a_ring_of_threads_leads_nowhere(store: Store, workspace_id: str) -> None:
    first, second = await people(store, workspace_id, 2)
    async with store.write(workspace_id) as uow:
        await uow.conversations.set_root(first.conversation_id, "1.1")
        for who, to in ((first, second), (second, first)):
            gone = {"state": "archived", "continued_by": to.conversation_id}
            await uow.conversations.change(who.conversation_id, **gone)
        assert await uow.conversations.by_thread("C0INBOX", "1.1") is None
