"""Claims: in order per client, each message to one worker, and what a lost worker leaves behind."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.storage.repositories.claims import ClaimedMessage
from bot.storage.repositories.lanes import Pace
from bot.storage.store import Store
from tests.storage.seeds import LEASE, NOW, SECOND, Someone, add, message, people, set_columns, status_of
from tests.support.world import OUR_WHATSAPP

AT_ONCE = Pace(timedelta(0))
IN_FLIGHT = [Status.QUEUED, Status.SENDING, Status.CHECKING]
SETTLED = [status for status in Status if status not in IN_FLIGHT]


async def claim(
    store: Store,
    workspace_id: str,
    now: datetime = NOW,
    *,
    owner: str = "w1",
    pace: Pace = AT_ONCE,
    limit: int = 50,
) -> list[ClaimedMessage]:
    """Claim what is due."""
    options: dict[str, Any] = {"lease": LEASE, "horizon": SECOND, "limit": limit, "pace": lambda _lane: pace}
    async with store.write(workspace_id) as uow:
        return await uow.claims.due(owner, now, **options)


def ids(claimed: list[ClaimedMessage]) -> list[str]:
    return [each.message.id for each in claimed]


async def test_a_claimed_message_carries_its_lease_and_is_nobody_else_s(store: Store, jane: Someone) -> None:
    [waiting] = await add(store, message(jane))
    [claimed] = await claim(store, jane.workspace_id)
    taken = claimed.message
    assert (taken.id, taken.status, taken.lease_owner, taken.attempts) == (waiting, Status.SENDING, "w1", 1)
    assert (taken.lease_until, taken.called_at) == (NOW + LEASE, NOW)
    assert await claim(store, jane.workspace_id, NOW + timedelta(hours=1), owner="w2") == []


async def test_a_message_waits_for_its_time(store: Store, jane: Someone) -> None:
    [later] = await add(store, message(jane, NOW + 5 * SECOND))
    assert await claim(store, jane.workspace_id, NOW + 4 * SECOND) == []
    assert ids(await claim(store, jane.workspace_id, NOW + 5 * SECOND)) == [later]


async def test_a_look_tells_whether_there_is_something_to_claim(store: Store, jane: Someone) -> None:
    async def look(now: datetime) -> bool:
        async with store.look(jane.workspace_id) as uow:
            return await uow.claims.any_due(now, SECOND)

    assert not await look(NOW)
    await add(store, message(jane, NOW + 5 * SECOND))
    assert not await look(NOW + 4 * SECOND)
    assert await look(NOW + 5 * SECOND)
    # The turn of the next one is a minute away.
    assert await claim(store, jane.workspace_id, NOW + 5 * SECOND, pace=Pace(timedelta(minutes=1)))
    await add(store, message(jane, NOW + 6 * SECOND))
    assert not await look(NOW + 7 * SECOND)
    assert await look(NOW + 65 * SECOND)


@pytest.mark.parametrize("status", SETTLED)
async def test_what_does_not_wait_is_not_claimed(store: Store, jane: Someone, status: Status) -> None:
    await add(store, message(jane, status=status))
    assert await claim(store, jane.workspace_id) == []


async def test_texts_to_one_client_go_one_after_the_other_in_order(store: Store, jane: Someone) -> None:
    third, first, second = (message(jane, NOW - seconds * SECOND) for seconds in (1, 3, 2))
    await add(store, third, first, second)
    for expected in (first, second, third):
        assert ids(await claim(store, jane.workspace_id)) == [expected.id]
        await set_columns(store, jane.workspace_id, expected.id, status="accepted")
    assert await claim(store, jane.workspace_id) == []


@pytest.mark.parametrize("status", IN_FLIGHT)
async def test_an_earlier_text_on_its_way_holds_back_the_client_s_next_and_nobody_else_s(
    store: Store, workspace_id: str, status: Status
) -> None:
    first, second = await people(store, workspace_id, 2)
    earlier, later, other = message(first, NOW - SECOND), message(first), message(second)
    await add(store, earlier, later, other)
    await set_columns(
        store, workspace_id, earlier.id, status=status.value, next_attempt_at=NOW + timedelta(hours=1)
    )
    assert ids(await claim(store, workspace_id)) == [other.id]


@pytest.mark.parametrize("status", SETTLED)
async def test_an_earlier_text_that_is_settled_holds_back_nothing(
    store: Store, jane: Someone, status: Status
) -> None:
    earlier, later = message(jane, NOW - SECOND), message(jane)
    await add(store, earlier, later)
    await set_columns(store, jane.workspace_id, earlier.id, status=status.value)
    assert ids(await claim(store, jane.workspace_id)) == [later.id]


async def test_order_holds_across_channels_of_one_client(store: Store, jane: Someone) -> None:
    sms = message(jane, NOW - SECOND)
    whatsapp = message(jane, channel=Channel.WHATSAPP, sender=OUR_WHATSAPP)
    await add(store, sms, whatsapp)
    assert ids(await claim(store, jane.workspace_id)) == [sms.id]


async def test_a_retry_that_waits_holds_back_the_client_s_later_texts_until_it_has_gone(
    store: Store, workspace_id: str
) -> None:
    first, second = await people(store, workspace_id, 2)
    failed, later, other = message(first, NOW - SECOND), message(first), message(second)
    await add(store, failed, later)
    await claim(store, workspace_id)
    retry_at = NOW + timedelta(seconds=30)
    await set_columns(store, workspace_id, failed.id, status="queued", next_attempt_at=retry_at)
    await add(store, other)
    assert ids(await claim(store, workspace_id, NOW + 10 * SECOND)) == [other.id]
    [again] = await claim(store, workspace_id, retry_at)
    assert (again.message.id, again.message.attempts) == (failed.id, 2)
    await set_columns(store, workspace_id, failed.id, status="accepted")
    assert ids(await claim(store, workspace_id, retry_at)) == [later.id]


async def test_no_more_are_claimed_than_asked_for(store: Store, workspace_id: str) -> None:
    await add(store, *(message(each) for each in await people(store, workspace_id, 5)))
    assert len(await claim(store, workspace_id, limit=3)) == 3
    assert len(await claim(store, workspace_id, limit=3)) == 2


async def test_turns_of_one_sender_are_its_pace_apart_and_in_order_of_due_time(
    store: Store, workspace_id: str
) -> None:
    texts = [
        message(each, NOW - number * SECOND)
        for number, each in enumerate(await people(store, workspace_id, 3))
    ]
    await add(store, *texts)
    claimed = await claim(store, workspace_id, pace=Pace(SECOND / 4))
    assert ids(claimed) == [each.id for each in reversed(texts)]
    assert [each.turn for each in claimed] == [NOW, NOW + SECOND / 4, NOW + SECOND / 2]


async def test_each_sender_has_its_own_pace(store: Store, workspace_id: str) -> None:
    first, second = await people(store, workspace_id, 2)
    whatsapp = message(second, channel=Channel.WHATSAPP, sender=OUR_WHATSAPP)
    await add(store, message(first), whatsapp)
    assert [each.turn for each in await claim(store, workspace_id, pace=Pace(5 * SECOND))] == [NOW, NOW]


async def test_texts_and_pictures_of_one_number_share_its_pace(store: Store, workspace_id: str) -> None:
    first, second = await people(store, workspace_id, 2)
    await add(store, message(first), message(second, channel=Channel.MMS))
    assert len(await claim(store, workspace_id, pace=Pace(5 * SECOND))) == 1


async def test_the_next_turn_is_told_when_the_lane_is_free_and_something_is_due(
    store: Store, workspace_id: str
) -> None:
    async def next_turn() -> datetime | None:
        async with store.read(workspace_id) as uow:
            return await uow.claims.next_turn()

    assert await next_turn() is None
    first, second = await people(store, workspace_id, 2)
    await add(store, message(first), message(second, NOW + 9 * SECOND))
    await claim(store, workspace_id, pace=Pace(5 * SECOND))
    assert await next_turn() == NOW + 9 * SECOND
    await add(store, message(first, NOW))
    assert await next_turn() == NOW + 5 * SECOND


async def test_a_message_whose_lease_has_run_out_is_found_and_is_not_sent_again_by_itself(
    store: Store, jane: Someone
) -> None:
    [lost] = await add(store, message(jane))
    await claim(store, jane.workspace_id)
    for now, found in ((NOW + LEASE, []), (NOW + LEASE + SECOND, [lost])):
        async with store.write(jane.workspace_id) as uow:
            assert [each.id for each in await uow.claims.abandoned(now, 10)] == found
    assert await claim(store, jane.workspace_id, NOW + 2 * LEASE) == []
    assert await status_of(store, jane.workspace_id, lost) is Status.SENDING


async def test_the_longest_abandoned_come_first_and_no_more_than_asked_for(
    store: Store, workspace_id: str
) -> None:
    texts = [message(each, status=Status.CHECKING) for each in await people(store, workspace_id, 3)]
    await add(store, *texts)
    for number, each in enumerate(texts):
        await set_columns(store, workspace_id, each.id, lease_until=NOW - number * SECOND)
    async with store.write(workspace_id) as uow:
        found = await uow.claims.abandoned(NOW + SECOND, 2)
    assert [each.id for each in found] == [texts[2].id, texts[1].id]


async def test_on_postgresql_what_one_worker_looks_into_is_skipped_by_the_others(
    postgres_url: str,
) -> None:
    store = Store(postgres_url)
    async with store.workspaces() as workspaces:
        workspace_id = (await workspaces.remember("T0TEST", "Harbor Clinic", "U0BOT", NOW)).id
    [jane] = await people(store, workspace_id, 1)
    await add(store, message(jane))
    await claim(store, workspace_id)
    later = NOW + 2 * LEASE
    async with store.write(workspace_id) as one, store.write(workspace_id) as other:
        assert len(await one.claims.abandoned(later, 10)) == 1
        assert await other.claims.abandoned(later, 10) == []
    await store.close()
