"""The outbox: written once, in order, the newest state only, and again when a lease is lost."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage.repositories.lanes import Pace
from bot.storage.repositories.outbox import ClaimedItem, OutboxItem
from bot.storage.store import Store
from bot.storage.tables import outbox
from bot.storage.wakeups import Topic
from tests.storage.seeds import LEASE, NOW, SECOND

AT_ONCE = Pace(timedelta(0))


def post(key: str, thread: str = "t1", lane: str = "post:C1") -> OutboxItem:
    """Something said once."""
    return OutboxItem("inbound", thread, lane, key, {"key": key})


def card(text: str, thread: str = "t1") -> OutboxItem:
    """Something that shows a state."""
    return OutboxItem("card", f"card:{thread}", "update", f"card:{thread}", {"text": text}, newest_only=True)


async def put(store: Store, workspace_id: str, *items: OutboxItem, now: datetime = NOW) -> None:
    async with store.write(workspace_id) as uow:
        await uow.outbox.add(items, now)


async def claim(
    store: Store,
    workspace_id: str,
    now: datetime = NOW,
    pace: Pace = AT_ONCE,
    owner: str = "w1",
    limit: int = 50,
) -> list[ClaimedItem]:
    options: dict[str, Any] = {"lease": LEASE, "horizon": SECOND, "limit": 50, "pace": lambda _lane: pace}
    async with store.write(workspace_id) as uow:
        return await uow.outbox.claim(owner, now, **options)


async def finish(
    store: Store, workspace_id: str, item: ClaimedItem, now: datetime = NOW, owner: str = "w1"
) -> None:
    async with store.write(workspace_id) as uow:
        await uow.outbox.finish(item, "w1", now)


async def put_back(
    store: Store,
    workspace_id: str,
    item: ClaimedItem,
    again_at: datetime,
    *,
    perhaps: bool = False,
    dead: bool = False,
) -> None:
    async with store.write(workspace_id) as uow:
        await uow.outbox.put_back(item, "w1", again_at, "error", perhaps_done=perhaps, dead=dead)


async def states(store: Store, workspace_id: str) -> dict[str, str]:
    async with store.read(workspace_id) as uow:
        rows = await uow.connection.execute(select(outbox.c.dedupe_key, outbox.c.state))
        return {row.dedupe_key: row.state for row in rows}


def keys(claimed: list[ClaimedItem]) -> list[str]:
    return [item.dedupe_key for item in claimed]


async def test_a_look_tells_whether_there_is_something_to_write(store: Store, workspace_id: str) -> None:
    async def look(now: datetime) -> bool:
        async with store.look(workspace_id) as uow:
            return await uow.outbox.any_due(now, SECOND)

    assert not await look(NOW)
    await put(store, workspace_id, post("1"), now=NOW + 5 * SECOND)
    assert not await look(NOW + 4 * SECOND)
    assert await look(NOW + 5 * SECOND)
    # The lane's next turn is a minute away.
    await claim(store, workspace_id, NOW + 5 * SECOND, pace=Pace(timedelta(minutes=1)))
    await put(store, workspace_id, post("2", thread="t2"), now=NOW + 6 * SECOND)
    assert not await look(NOW + 7 * SECOND)
    assert await look(NOW + 65 * SECOND)


async def test_a_thing_said_twice_is_written_once(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, post("a"), post("a"))
    [item] = await claim(store, workspace_id)
    await finish(store, workspace_id, item)
    await put(store, workspace_id, post("a"))
    assert await claim(store, workspace_id, NOW + 2 * LEASE) == []
    assert await states(store, workspace_id) == {"a": "done"}


async def test_a_thread_s_items_go_one_after_the_other_and_others_beside_them(
    store: Store, workspace_id: str
) -> None:
    await put(store, workspace_id, post("z"), post("a"), post("other", "t2"))
    first = await claim(store, workspace_id)
    assert sorted(keys(first)) == ["other", "z"]
    assert await claim(store, workspace_id) == []
    for item in first:
        await finish(store, workspace_id, item)
    assert keys(await claim(store, workspace_id)) == ["a"]


async def test_order_holds_across_lanes(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, post("first", lane="post:C1"), post("second", lane="tell"))
    assert keys(await claim(store, workspace_id)) == ["first"]


async def test_of_a_state_only_the_newest_is_written(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, card("one"), card("two"))
    await put(store, workspace_id, card("three"))
    [item] = await claim(store, workspace_id)
    assert item.data == {"text": "three"}
    await finish(store, workspace_id, item)
    assert await claim(store, workspace_id, NOW + 2 * LEASE) == []


async def test_a_state_that_changes_while_it_is_written_is_written_again(
    store: Store, workspace_id: str
) -> None:
    await put(store, workspace_id, card("one"))
    [item] = await claim(store, workspace_id)
    await put(store, workspace_id, card("two"))
    # Whoever writes the first one is not disturbed.
    assert await claim(store, workspace_id, NOW + SECOND, owner="w2") == []
    await finish(store, workspace_id, item, NOW + SECOND)
    [again] = await claim(store, workspace_id, NOW + SECOND)
    assert again.data == {"text": "two"}
    assert again.called_before is None
    await finish(store, workspace_id, again, NOW + SECOND)
    assert await states(store, workspace_id) == {"card:t1": "done"}


async def test_a_state_that_was_written_is_due_again_when_it_changes(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, card("one"))
    [item] = await claim(store, workspace_id)
    await finish(store, workspace_id, item)
    await put(store, workspace_id, card("two"), now=NOW + SECOND)
    [again] = await claim(store, workspace_id, NOW + SECOND)
    assert (again.data, again.attempts) == ({"text": "two"}, 1)


async def test_a_state_that_waits_for_slack_s_leave_keeps_waiting_when_it_changes(
    store: Store, workspace_id: str
) -> None:
    await put(store, workspace_id, card("one"))
    [item] = await claim(store, workspace_id)
    await put_back(store, workspace_id, item, NOW + 30 * SECOND)
    await put(store, workspace_id, card("two"), now=NOW + SECOND)
    assert await claim(store, workspace_id, NOW + 29 * SECOND) == []
    [again] = await claim(store, workspace_id, NOW + 30 * SECOND)
    assert (again.data, again.attempts) == ({"text": "two"}, 2)


async def test_a_lost_lease_is_due_again_and_tells_since_when_it_may_have_been_written(
    store: Store, workspace_id: str
) -> None:
    await put(store, workspace_id, post("a"))
    [lost] = await claim(store, workspace_id)
    assert lost.called_before is None
    assert await claim(store, workspace_id, NOW + LEASE - SECOND, owner="w2") == []
    [again] = await claim(store, workspace_id, NOW + LEASE, owner="w2")
    assert (again.id, again.called_before, again.attempts) == (lost.id, NOW, 2)


async def test_who_has_lost_the_lease_changes_nothing(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, post("a"))
    [lost] = await claim(store, workspace_id)
    await claim(store, workspace_id, NOW + LEASE, owner="w2")
    await finish(store, workspace_id, lost)
    await put_back(store, workspace_id, lost, NOW, dead=True)
    assert await states(store, workspace_id) == {"a": "waiting"}
    assert await claim(store, workspace_id, NOW + LEASE + SECOND, owner="w3") == []


@pytest.mark.parametrize(("perhaps", "called_before"), [(True, NOW), (False, None)])
async def test_what_may_have_been_written_is_remembered_as_such(
    store: Store, workspace_id: str, perhaps: bool, called_before: datetime | None
) -> None:
    await put(store, workspace_id, post("a"))
    [item] = await claim(store, workspace_id)
    await put_back(store, workspace_id, item, NOW + SECOND, perhaps=perhaps)
    [again] = await claim(store, workspace_id, NOW + SECOND)
    assert again.called_before == called_before


async def test_an_item_that_waits_holds_back_its_thread_and_no_other(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, post("a"), post("b"), post("other", "t2"))
    item = next(each for each in await claim(store, workspace_id) if each.dedupe_key == "a")
    await put_back(store, workspace_id, item, NOW + timedelta(hours=1))
    await put(store, workspace_id, post("late", "t3"), now=NOW + SECOND)
    assert keys(await claim(store, workspace_id, NOW + SECOND)) == ["late"]


async def test_a_dead_item_is_kept_and_lets_its_thread_go_on(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, post("a"), post("b"))
    [item] = await claim(store, workspace_id)
    await put_back(store, workspace_id, item, NOW, dead=True)
    assert keys(await claim(store, workspace_id)) == ["b"]
    assert (await states(store, workspace_id))["a"] == "dead"


async def test_a_state_given_up_while_it_changed_is_tried_anew(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, card("one"))
    [item] = await claim(store, workspace_id)
    await put(store, workspace_id, card("two"))
    await put_back(store, workspace_id, item, NOW + SECOND, dead=True)
    [again] = await claim(store, workspace_id, NOW + SECOND)
    assert again.data == {"text": "two"}


async def test_a_dead_state_is_tried_again_when_it_changes(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, card("one"))
    [item] = await claim(store, workspace_id)
    await put_back(store, workspace_id, item, NOW, dead=True)
    assert await claim(store, workspace_id, NOW + LEASE) == []
    await put(store, workspace_id, card("two"))
    assert [each.data for each in await claim(store, workspace_id)] == [{"text": "two"}]


async def test_a_lane_s_pace_and_burst_are_shared_by_all_who_claim(store: Store, workspace_id: str) -> None:
    await put(store, workspace_id, *(post(str(number), f"t{number}") for number in range(9)))
    pace = Pace(SECOND, burst=3)
    assert len(await claim(store, workspace_id, NOW, pace, "w1")) == 4
    assert await claim(store, workspace_id, NOW, pace, "w2") == []
    assert len(await claim(store, workspace_id, NOW + SECOND, pace, "w2")) == 1


async def test_nothing_of_a_lane_goes_while_slack_wants_rest_and_other_lanes_go(
    store: Store, workspace_id: str
) -> None:
    await put(store, workspace_id, card("one"), post("a"))
    async with store.write(workspace_id) as uow:
        await uow.outbox.hold_lane("update", NOW + 30 * SECOND)
    assert keys(await claim(store, workspace_id)) == ["a"]
    assert keys(await claim(store, workspace_id, NOW + 30 * SECOND)) == ["card:t1"]


async def test_what_was_written_long_ago_is_forgotten_and_what_waits_or_died_is_not(
    store: Store, workspace_id: str
) -> None:
    await put(store, workspace_id, post("done"), post("dead", "t2"), post("waiting", "t3"))
    items = {each.dedupe_key: each for each in await claim(store, workspace_id)}
    await finish(store, workspace_id, items["done"])
    await put_back(store, workspace_id, items["dead"], NOW, dead=True)
    for moment, left in ((NOW, {"done", "dead", "waiting"}), (NOW + SECOND, {"dead", "waiting"})):
        async with store.write(workspace_id) as uow:
            await uow.outbox.forget_before(moment)
        assert set(await states(store, workspace_id)) == left


async def test_the_next_turn_and_what_waits_can_be_asked(store: Store, workspace_id: str) -> None:
    async with store.read(workspace_id) as uow:
        assert await uow.outbox.next_turn() is None
    await put(store, workspace_id, post("a"), now=NOW + 7 * SECOND)
    async with store.read(workspace_id) as uow:
        assert await uow.outbox.next_turn() == NOW + 7 * SECOND
        assert await uow.outbox.is_waiting("a")
        assert not await uow.outbox.is_waiting("b")


async def test_the_messages_that_a_thread_has_still_to_show_are_known(
    store: Store, workspace_id: str
) -> None:
    def shows(kind: str, number: int, thread: str = "t1") -> OutboxItem:
        return OutboxItem(kind, thread, "post:C1", f"{kind}:{number}", {"message_id": f"M{number}"})

    new = [shows("inbound", 1), shows("outbound", 2), shows("failure", 3), shows("inbound", 4, "t2")]
    await put(store, workspace_id, *new, shows("inbound", 5))
    # What is being written is shown only once that is remembered.
    first, *_ = await claim(store, workspace_id)
    async with store.read(workspace_id) as uow:
        assert await uow.outbox.messages_waiting("t1", ("inbound", "outbound")) == {"M1", "M2", "M5"}
    await finish(store, workspace_id, first)
    async with store.read(workspace_id) as uow:
        assert await uow.outbox.messages_waiting("t1", ("inbound", "outbound")) == {"M2", "M5"}


async def test_putting_nothing_in_wakes_nobody(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.outbox.add([], NOW)
        assert uow.topics == set()
        await uow.outbox.add([post("a")], NOW)
        assert uow.topics == {Topic.OUTBOX}
