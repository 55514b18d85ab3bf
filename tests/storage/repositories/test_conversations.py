"""Threads: found by their cards."""

from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone


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
