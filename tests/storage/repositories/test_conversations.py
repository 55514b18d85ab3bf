"""Threads: found by their cards."""

from bot.domain.ids import new_id
from bot.domain.message import NEVER_WENT, Direction, Status
from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone, add, message, people


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


async def test_it_is_left_once_and_found_where_it_stood(store: Store, jane: Someone) -> None:
    async with store.write(jane.workspace_id) as uow:
        await uow.conversations.set_root(jane.conversation_id, "1.1")
        stood = await uow.conversations.get(jane.conversation_id)
        assert stood is not None
        assert await uow.conversations.leave(stood, "C0OTHER")
        assert not await uow.conversations.leave(stood, "C0THIRD")
        left = await uow.conversations.by_thread("C0INBOX", "1.1")
        assert left is not None
        assert (left.slack_channel, left.root_ts) == ("C0OTHER", None)
        # Without a card there is no old place to be known.
        assert await uow.conversations.leave(left, "C0THIRD")
        assert await uow.conversations.channels() == ["C0INBOX", "C0THIRD"]


async def test_the_last_texts_are_those_that_were_shown_and_went(store: Store, jane: Someone) -> None:
    texts = [message(jane, direction=Direction.IN, status=Status.RECEIVED, body=f"{n}") for n in range(4)]
    never = [message(jane, status=status, body=status.value) for status in sorted(NEVER_WENT)]
    await add(store, *texts, *never)
    async with store.write(jane.workspace_id) as uow:
        await uow.unshown_texts.keep([texts[2]])
        last = await uow.conversations.last_texts(jane.conversation_id, new_id(), 9)
        assert [each.body for each in last] == ["0", "1", "3"]
        two = await uow.conversations.last_texts(jane.conversation_id, texts[3].id, 1)
        assert [each.body for each in two] == ["1"]
        others = await uow.conversations.last_texts(jane.conversation_id, new_id(), 2, {texts[3].id})
        assert [each.body for each in others] == ["0", "1"]
