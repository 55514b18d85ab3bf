"""Messages: each intent once, whatever its text."""

from bot.domain.message import Hidden, Status
from bot.domain.settings import DlpAction
from bot.storage.as_json import hidden_as_json
from bot.storage.repositories.messages import MessageEvent
from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone, add, message, people, set_columns


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


async def test_what_the_provider_took_is_written_only_as_its_own_claim_left_it(
    store: Store, workspace_id: str
) -> None:
    everybody = await people(store, workspace_id, 5)
    texts = [message(each, status=Status.SENDING) for each in everybody]
    await add(store, *texts)
    taken, received, settled, again, queued = (each.id for each in texts)
    await set_columns(store, workspace_id, received, provider_id="SM1")
    await set_columns(store, workspace_id, settled, status="delivered")
    await set_columns(store, workspace_id, again, attempts=2)
    await set_columns(store, workspace_id, queued, status="queued")
    outcomes = [
        {"id": each.id, "attempts": 0, "status": "accepted", "provider_id": f"P{n}", "updated_at": NOW}
        for n, each in enumerate(texts)
    ]
    async with store.write(workspace_id) as uow:
        assert await uow.messages.accept([]) == set()
        assert await uow.messages.accept(outcomes) == {(taken, 0)}
        assert await uow.messages.accept(outcomes) == set()
        found = {each.id: each for each in await uow.messages.locked(each.id for each in texts)}
    assert (found[taken].status, found[taken].provider_id) == (Status.ACCEPTED, "P0")
    assert (found[taken].updated_at, found[taken].lease_owner, found[taken].lease_until) == (NOW, None, None)
    assert [found[each].provider_id for each in (received, settled, again, queued)] == [
        "SM1",
        None,
        None,
        None,
    ]


async def test_what_is_hidden_of_a_text_is_kept_and_can_change(store: Store, jane: Someone) -> None:
    hidden = (Hidden("Card number", 0, 4, DlpAction.BLOCK), Hidden("IBAN", 5, 9, DlpAction.WARN))
    [stored] = await add(store, message(jane, hidden=hidden))
    assert await _hidden(store, jane, stored) == hidden
    for kept in (hidden[:1], ()):
        async with store.write(jane.workspace_id) as uow:
            await uow.messages.update([{"id": stored, "hidden": hidden_as_json(kept)}])
        assert await _hidden(store, jane, stored) == kept


async def _hidden(store: Store, jane: Someone, message_id: str) -> tuple[Hidden, ...]:
    async with store.read(jane.workspace_id) as uow:
        found = await uow.messages.get(message_id)
    assert found is not None
    return found.hidden
