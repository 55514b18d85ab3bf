"""Messages: each intent once, whatever its text."""

from bot.domain.message import Status
from bot.storage.repositories.lanes import Pace
from bot.storage.repositories.messages import MessageEvent
from bot.storage.store import Store
from tests.storage.seeds import LEASE, NOW, SECOND, Someone, add, message, people


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


async def test_next_is_the_first_text_that_something_holds(store: Store, workspace_id: str) -> None:
    [jane, other] = await people(store, workspace_id, 2)
    night = {"error_text": "It is night."}
    await add(
        store,
        message(jane, NOW),
        message(jane, NOW + 3 * SECOND, **night),
        message(jane, NOW + 2 * SECOND, body="First", **night),
        message(jane, NOW + SECOND, status=Status.REFUSED, **night),
        message(other, NOW, **night),
    )
    async with store.read(workspace_id) as uow:
        held = await uow.messages.next_held(jane.client_id)
        assert held
        assert (held.body, held.due_at) == ("First", NOW + 2 * SECOND)


async def test_what_is_claimed_is_held_no_more(store: Store, workspace_id: str) -> None:
    [jane] = await people(store, workspace_id, 1)
    await add(store, message(jane, NOW, error_text="It is night."))
    async with store.write(workspace_id) as uow:
        [claimed] = await uow.claims.due(
            "w", NOW, lease=LEASE, horizon=SECOND, limit=1, pace=lambda _: Pace(SECOND)
        )
        assert claimed.message.error_text is None
        assert await uow.messages.next_held(jane.client_id) is None
