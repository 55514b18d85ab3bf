"""Slack's events: kept once, handled in order within a thread, and again when a lease is lost."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.repositories.slack_events import ClaimedEvent, SlackEvent
from bot.storage.store import Store
from bot.storage.tables import slack_events
from tests.storage.seeds import LEASE, NOW, SECOND


def event(event_id: str, thread: str = "C1:1.1") -> SlackEvent:
    return SlackEvent(event_id, "T0TEST", thread, {"id": event_id})


async def keep(store: Store, workspace_id: str, *events: SlackEvent) -> None:
    async with store.write(workspace_id) as uow:
        await uow.slack_events.store(events, NOW)


async def claim(
    store: Store, workspace_id: str, now: datetime = NOW, owner: str = "w1", limit: int = 50
) -> list[ClaimedEvent]:
    async with store.write(workspace_id) as uow:
        return await uow.slack_events.claim(owner, now, LEASE, limit)


async def finish(store: Store, workspace_id: str, claimed: ClaimedEvent, owner: str = "w1") -> bool:
    async with store.write(workspace_id) as uow:
        return await uow.slack_events.finish(claimed.id, owner, NOW)


def names(claimed: list[ClaimedEvent]) -> list[str]:
    return [each.payload["id"] for each in claimed]


async def test_an_event_delivered_again_is_kept_once_even_after_it_was_handled(
    store: Store, workspace_id: str
) -> None:
    await keep(store, workspace_id, event("E1"), event("E1"))
    [claimed] = await claim(store, workspace_id)
    assert await finish(store, workspace_id, claimed)
    await keep(store, workspace_id, event("E1"))
    assert await claim(store, workspace_id, NOW + 2 * LEASE) == []


async def test_events_of_a_thread_go_one_after_the_other_and_other_threads_beside_them(
    store: Store, workspace_id: str
) -> None:
    await keep(store, workspace_id, event("E9"), event("E1"), event("E5", "C1:2.2"))
    first = await claim(store, workspace_id)
    assert names(first) == ["E9", "E5"]
    assert await claim(store, workspace_id) == []
    assert await finish(store, workspace_id, first[0])
    assert names(await claim(store, workspace_id)) == ["E1"]


async def test_no_more_are_claimed_than_asked_for_the_oldest_first(store: Store, workspace_id: str) -> None:
    await keep(store, workspace_id, *(event(f"E{number}", f"C1:{number}") for number in range(4)))
    assert names(await claim(store, workspace_id, limit=3)) == ["E0", "E1", "E2"]


async def test_a_lost_lease_is_due_again_and_its_old_owner_can_neither_finish_nor_put_back(
    store: Store, workspace_id: str
) -> None:
    await keep(store, workspace_id, event("E1"))
    [lost] = await claim(store, workspace_id)
    assert await claim(store, workspace_id, NOW + LEASE - SECOND, "w2") == []
    [again] = await claim(store, workspace_id, NOW + LEASE, "w2")
    assert (again.id, again.attempts) == (lost.id, 2)
    assert not await finish(store, workspace_id, lost)
    async with store.write(workspace_id) as uow:
        await uow.slack_events.put_back(lost.id, "w1", NOW, "error", dead=True)
    assert await finish(store, workspace_id, again, "w2")
    assert not await finish(store, workspace_id, again, "w2")


async def test_an_event_put_back_holds_back_its_thread_alone(store: Store, workspace_id: str) -> None:
    await keep(store, workspace_id, event("E1"), event("E2"))
    [claimed] = await claim(store, workspace_id)
    async with store.write(workspace_id) as uow:
        await uow.slack_events.put_back(claimed.id, "w1", NOW + 30 * SECOND, "error", dead=False)
    await keep(store, workspace_id, event("E3", "C1:3.3"))
    assert names(await claim(store, workspace_id, NOW + SECOND)) == ["E3"]
    assert names(await claim(store, workspace_id, NOW + 30 * SECOND)) == ["E1"]


async def test_a_dead_event_is_kept_with_its_payload_and_lets_its_thread_go_on(
    store: Store, workspace_id: str
) -> None:
    await keep(store, workspace_id, event("E1"), event("E2"))
    [claimed] = await claim(store, workspace_id)
    async with store.write(workspace_id) as uow:
        await uow.slack_events.put_back(claimed.id, "w1", NOW, "error", dead=True)
    assert names(await claim(store, workspace_id)) == ["E2"]
    async with store.write(workspace_id) as uow:
        await uow.slack_events.forget_before(NOW + 2 * LEASE)
        query = select(slack_events.c.state, slack_events.c.payload, slack_events.c.last_error)
        rows = await uow.connection.execute(query.where(slack_events.c.event_id == "E1"))
        assert tuple(rows.one()) == ("dead", {"id": "E1"}, "error")


async def test_what_people_wrote_is_dropped_when_it_is_handled_and_the_row_later(
    store: Store, workspace_id: str
) -> None:
    await keep(store, workspace_id, event("E1"))
    [claimed] = await claim(store, workspace_id)
    await finish(store, workspace_id, claimed)
    for moment, left in ((NOW, [None]), (NOW + SECOND, [])):
        async with store.write(workspace_id) as uow:
            await uow.slack_events.forget_before(moment)
            rows = await uow.connection.execute(select(slack_events.c.payload))
            assert list(rows.scalars()) == left


async def test_an_event_whose_effect_fails_is_not_handled(store: Store, workspace_id: str) -> None:
    await keep(store, workspace_id, event("E1"))
    [claimed] = await claim(store, workspace_id)
    try:
        async with store.write(workspace_id) as uow:
            assert await uow.slack_events.finish(claimed.id, "w1", NOW)
            raise ConnectionError
    except ConnectionError:
        assert names(await claim(store, workspace_id, NOW + LEASE, "w2")) == ["E1"]
