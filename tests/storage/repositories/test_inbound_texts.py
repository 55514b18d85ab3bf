"""The inbox of clients' texts: what is kept reads back whole, and one worker at a time takes from it."""

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.channel import Channel
from bot.domain.events import InboundText
from bot.domain.message import Media
from bot.storage.repositories.inbound_texts import _as_json, read_text
from bot.storage.store import Store
from bot.storage.wakeups import Topic
from tests.storage.seeds import NOW, SECOND
from tests.support.world import inbound

ANN = "+12025550177"
# Halves of surrogate pairs and NULs too: a provider may send anything.
ANYTHING = st.text(st.characters())
TEXTS = st.builds(
    InboundText,
    provider=ANYTHING,
    provider_id=ANYTHING,
    channel=st.sampled_from(Channel),
    sender=ANYTHING,
    to=ANYTHING,
    body=ANYTHING,
    received_at=st.datetimes(timezones=st.just(UTC)),
    media=st.lists(st.builds(Media, ANYTHING, ANYTHING), max_size=3).map(tuple),
    profile_name=st.none() | ANYTHING,
    answered_by_provider=st.booleans(),
)


@given(TEXTS)
def test_a_kept_text_reads_back_whole(text: InboundText) -> None:
    assert read_text(json.loads(json.dumps(_as_json(text)))) == text


async def test_what_no_database_text_can_hold_is_kept_as_it_came(store: Store, workspace_id: str) -> None:
    odd = inbound("a\x00b\ud800c\udfff ☎ 'quoted' \"twice\" \\u0000", "SM1", profile_name="\x00\ud83d")
    async with store.at_once(workspace_id) as uow:
        await uow.inbound_texts.keep([odd], NOW)
    async with store.write(workspace_id) as uow:
        [kept] = await uow.inbound_texts.take(NOW, 9)
    assert read_text(kept.data) == odd


async def _take(store: Store, workspace_id: str, now: datetime = NOW) -> list[str]:
    async with store.write(workspace_id) as uow:
        return [kept.data["body"] for kept in await uow.inbound_texts.take(now, 9)]


async def test_they_come_in_the_order_of_their_arrival(store: Store, workspace_id: str) -> None:
    async with store.at_once(workspace_id) as uow:
        await uow.inbound_texts.keep([inbound(str(each), f"SM{each}") for each in (3, 1, 2)], NOW)
    assert await _take(store, workspace_id) == ["3", "1", "2"]
    assert await _take(store, workspace_id) == []


async def test_a_sender_with_a_text_put_back_waits_for_it(store: Store, workspace_id: str) -> None:
    async with store.at_once(workspace_id) as uow:
        new = [inbound("1", "SM1"), inbound("2", "SM2"), inbound("3", "SM3", sender=ANN)]
        await uow.inbound_texts.keep(new, NOW)
    async with store.write(workspace_id) as uow:
        first, second, _ = (kept.id for kept in await uow.inbound_texts.take(NOW, 9))
        await uow.connection.rollback()
    async with store.write(workspace_id) as uow:
        assert await uow.inbound_texts.take_one(second) is None
        await uow.inbound_texts.put_back(first, NOW + SECOND, "ValueError", dead=False)
    assert await _take(store, workspace_id) == ["3"]
    assert await _take(store, workspace_id, NOW + SECOND) == ["1", "2"]


async def test_a_dead_text_holds_nobody_back(store: Store, workspace_id: str) -> None:
    async with store.at_once(workspace_id) as uow:
        await uow.inbound_texts.keep([inbound("1", "SM1"), inbound("2", "SM2")], NOW)
    async with store.write(workspace_id) as uow:
        first, _ = (kept.id for kept in await uow.inbound_texts.take(NOW, 9))
        await uow.connection.rollback()
    async with store.write(workspace_id) as uow:
        await uow.inbound_texts.put_back(first, NOW + timedelta(days=1), "ValueError", dead=True)
    assert await _take(store, workspace_id) == ["2"]


async def test_keeping_wakes_whoever_waits_for_texts(store: Store, workspace_id: str) -> None:
    async with store.at_once(workspace_id) as uow:
        await uow.inbound_texts.keep([inbound("1", "SM1")], NOW)
    assert [topic for topic in Topic if store.wakeups._events[topic].is_set()] == [Topic.INBOUND_TEXTS]
