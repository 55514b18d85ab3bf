"""Messages: each intent once, whatever its text."""

from bot.domain.message import Status
from bot.storage.repositories.messages import MessageEvent
from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone, add, message


async def test_an_intent_and_a_provider_s_id_are_stored_once(store: Store, jane: Someone) -> None:
    first, same_intent, same_id = (message(jane, provider_id=each) for each in ("SM1", "SM2", "SM1"))
    async with store.write(jane.workspace_id) as uow:
        assert await uow.messages.add([(first, "a"), (same_intent, "a"), (same_id, "b")]) == {first.id}
        assert await uow.messages.add([]) == set()
        stored = await uow.messages.by_intent("a")
        assert stored is not None
        assert stored.id == first.id


async def test_a_text_with_signs_no_database_keeps_is_stored(store: Store, jane: Someone) -> None:
    [stored] = await add(store, message(jane, body="a\0b \ud83d"))
    async with store.read(jane.workspace_id) as uow:
        found = await uow.messages.get(stored)
    assert found is not None
    assert found.body == "a\ufffdb \ufffd"


async def test_a_receipt_that_comes_again_is_logged_once(store: Store, jane: Someone) -> None:
    [sent] = await add(store, message(jane))
    receipt = MessageEvent(sent, NOW, Status.SENT, receipt_key="twilio:SM1:sent")
    plain = MessageEvent(sent, NOW, Status.SENT)
    async with store.write(jane.workspace_id) as uow:
        assert await uow.messages.log([receipt, plain, receipt]) == {"twilio:SM1:sent"}
        assert await uow.messages.log([receipt, plain]) == set()


async def test_changes_touch_the_named_columns_of_the_named_messages_alone(
    store: Store, jane: Someone
) -> None:
    first, second = message(jane), message(jane)
    await add(store, first, second)
    async with store.write(jane.workspace_id) as uow:
        await uow.messages.update([])
        await uow.messages.update([{"id": first.id, "body": "Changed"}])
        changed, unchanged = await uow.messages.locked([second.id, first.id])
        latest = await uow.messages.latest(jane.conversation_id)
    assert (changed.body, changed.status, unchanged.body) == ("Changed", Status.QUEUED, "Hello")
    assert latest is not None
    assert latest.id == second.id
