"""Texts by the time at which they go."""

from bot.domain.message import Status
from bot.storage.repositories.lanes import Pace
from bot.storage.store import Store
from tests.storage.seeds import LEASE, NOW, SECOND, add, message, people, set_columns


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
        held = await uow.timetable.next_to(jane.client_id)
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
        assert await uow.timetable.next_to(jane.client_id) is None


async def test_scheduled_is_what_waits_for_a_person_s_time_and_nothing_else(
    store: Store, workspace_id: str
) -> None:
    [jane, other] = await people(store, workspace_id, 2)
    later = {"scheduled_for": NOW + SECOND}
    await add(
        store,
        message(jane, NOW + 2 * SECOND, body="Second", **later),
        message(jane, NOW + SECOND, body="First", **later),
        message(jane, NOW + SECOND, error_text="It is night."),
        message(jane, NOW, status=Status.CANCELED, **later),
        message(other, NOW, **later),
    )
    async with store.read(workspace_id) as uow:
        waiting = await uow.timetable.scheduled([jane.client_id])
        assert [each.body for each in waiting] == ["First", "Second"]
        assert waiting[0].scheduled_for == NOW + SECOND
        assert all(each.is_scheduled for each in waiting)
        following = await uow.timetable.next_to(jane.client_id)
        assert following
        assert following.body == "First"


async def test_what_is_scheduled_is_no_part_of_what_was_said_before_it_goes(
    store: Store, workspace_id: str
) -> None:
    [jane] = await people(store, workspace_id, 1)
    sent = {"status": Status.DELIVERED}
    early = message(jane, NOW + 9 * SECOND, body="Scheduled", scheduled_for=NOW + 9 * SECOND)
    await add(store, message(jane, NOW, body="Before", **sent), early)

    async def last() -> tuple[str, str]:
        async with store.read(workspace_id) as uow:
            newest = await uow.messages.latest(jane.conversation_id)
            gone = await uow.timetable.last_to(jane.client_id, jane.conversation_id)
        assert newest
        assert gone
        return newest.body, gone.body

    assert await last() == ("Before", "Before")
    await add(store, message(jane, NOW + SECOND, body="Meanwhile", **sent))
    assert await last() == ("Meanwhile", "Meanwhile")
    await set_columns(store, workspace_id, early.id, status="delivered")
    assert await last() == ("Meanwhile", "Scheduled")
    await set_columns(store, workspace_id, early.id, status="canceled")
    assert await last() == ("Meanwhile", "Meanwhile")
