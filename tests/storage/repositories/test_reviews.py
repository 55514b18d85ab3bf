"""Reviews of clients' own words: one open at a time, decided once."""

from datetime import datetime, timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import Review, ReviewState
from bot.domain.ids import new_id
from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone, add, message

DAY = timedelta(days=1)


@pytest.fixture
async def said(store: Store, jane: Someone) -> str:
    """What Jane wrote."""
    [message_id] = await add(store, message(jane))
    return message_id


def _review(
    jane: Someone, said: str, *, channel: Channel = Channel.SMS, due_at: datetime = NOW + 10 * DAY
) -> Review:
    return Review(new_id(), jane.address_id, channel, said, NOW, due_at)


async def test_one_is_open_at_most_for_an_address_on_a_channel_family(
    store: Store, jane: Someone, said: str
) -> None:
    first, second = _review(jane, said), _review(jane, said, channel=Channel.MMS)
    other = _review(jane, said, channel=Channel.WHATSAPP)
    async with store.write(jane.workspace_id) as uow:
        assert await uow.reviews.open([first, second, other]) == {first.id, other.id}
        assert await uow.reviews.open([]) == set()
    async with store.write(jane.workspace_id) as uow:
        assert await uow.reviews.close(first.id, ReviewState.DISMISSED, "U1", NOW)
        assert await uow.reviews.open([second]) == {second.id}


async def test_it_is_decided_once(store: Store, jane: Someone, said: str) -> None:
    review = _review(jane, said)
    async with store.write(jane.workspace_id) as uow:
        await uow.reviews.open([review])
        assert await uow.reviews.get(review.id) == review
        assert await uow.reviews.close(review.id, ReviewState.OPTED_OUT, "U1", NOW + DAY)
        assert not await uow.reviews.close(review.id, ReviewState.DISMISSED, "U2", NOW + 2 * DAY)
        found = await uow.reviews.get(review.id)
    assert found
    assert (found.state, found.decided_by, found.decided_at) == (ReviewState.OPTED_OUT, "U1", NOW + DAY)


async def test_the_client_s_clear_word_decides_what_is_open_on_its_channels(
    store: Store, jane: Someone, said: str
) -> None:
    sms, whatsapp = _review(jane, said), _review(jane, said, channel=Channel.WHATSAPP)
    async with store.write(jane.workspace_id) as uow:
        await uow.reviews.open([sms, whatsapp])
        await uow.reviews.close_of_address(jane.address_id, [Channel.MMS], ReviewState.OPTED_OUT, None, NOW)
        states = [(await uow.reviews.get(each.id)) for each in (sms, whatsapp)]
    assert [each and each.state for each in states] == [ReviewState.OPTED_OUT, ReviewState.OPEN]


async def test_what_is_due_or_near_is_looked_at_and_what_was_reminded_of_only_when_due(
    store: Store, jane: Someone, said: str
) -> None:
    near = _review(jane, said, due_at=NOW + 2 * DAY)
    far = _review(jane, said, channel=Channel.WHATSAPP, due_at=NOW + 9 * DAY)
    async with store.write(jane.workspace_id) as uow:
        await uow.reviews.open([near, far])
        assert await uow.reviews.to_look_at(NOW, NOW + DAY, 9) == []
        assert await uow.reviews.to_look_at(NOW, NOW + 3 * DAY, 9) == [near]
        assert await uow.reviews.to_look_at(NOW, NOW + 10 * DAY, 9) == [near, far]
        assert await uow.reviews.to_look_at(NOW, NOW + 10 * DAY, 1) == [near]
        await uow.reviews.set_reminded(near.id, NOW)
        assert await uow.reviews.to_look_at(NOW, NOW + 3 * DAY, 9) == []
        [due] = await uow.reviews.to_look_at(NOW + 2 * DAY, NOW + 2 * DAY, 9)
        assert (due.id, due.reminded_at) == (near.id, NOW)
        await uow.reviews.close(near.id, ReviewState.DISMISSED, "U1", NOW)
        assert await uow.reviews.to_look_at(NOW + 2 * DAY, NOW + 2 * DAY, 9) == []
