"""Sending, posting and reading: each part of the worker carries its own work through by itself."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError

from bot.domain.message import Direction, Status
from bot.domain.replies import TeammateWrote, ThreadEvent
from bot.domain.thread import FailurePost, InboundPost
from bot.flows.inbound.slack_events import SlackEvent, store
from bot.ports import PostFailed, PostProblem
from bot.worker import sending
from bot.worker.loop import Loop
from bot.worker.posting import Posting
from bot.worker.presence import Presence
from bot.worker.reading import Reading
from bot.worker.sending import Sending
from tests.flows.harness import Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, RememberingProvider, inbound
from tests.worker.waiting import until


class Reader:
    """Reads every event as a reply in the newest thread."""

    def __init__(self, team: Team) -> None:
        self._team = team

    async def read(self, payload: Mapping[str, object]) -> ThreadEvent | None:
        """The event's text."""
        return TeammateWrote(INBOX, str(payload["ts"]), root_of(self._team.slack), "U1", str(payload["text"]))


@asynccontextmanager
async def _running(*loops: Loop | Sending) -> AsyncIterator[None]:  # type: ignore[type-arg]
    tasks = [asyncio.create_task(loop.run()) for loop in loops]
    try:
        yield
    finally:
        for loop in loops:
            loop.stop()
        await asyncio.wait_for(asyncio.gather(*tasks), 30)


def _sending(team: Team) -> Sending:
    return Sending(team.ctx, team.workspace_id, "w", {"twilio": team.provider})  # type: ignore[dict-item]


def _posting(team: Team) -> Loop:  # type: ignore[type-arg]
    return Posting(team.ctx, team.workspace_id, "w", team.slack, {}).loop()


async def test_what_is_queued_is_sent_and_recorded(team: Team) -> None:
    async with _running(_sending(team)):
        for index in range(5):
            await team.text(f"{index}", number=f"+1202555011{index}")

        async def all_accepted() -> bool:
            return await team.statuses() == [Status.ACCEPTED] * 5

        await until(all_accepted)
    assert sorted(team.sent) == ["0", "1", "2", "3", "4"]


async def test_one_clients_texts_are_sent_in_their_order(team: Team) -> None:
    for index in range(6):
        await team.text(f"{index}")
    async with _running(_sending(team)):
        await until(lambda: len(team.sent) == 6)
    assert team.sent == ["0", "1", "2", "3", "4", "5"]


async def test_a_text_for_a_service_that_is_not_set_up_fails_with_what_to_do(team: Team) -> None:
    loop = Sending(team.ctx, team.workspace_id, "w", {})
    await team.text("Hello")
    async with _running(loop, _posting(team)):
        await until(lambda: bool(team.posts(FailurePost)))
    [post] = team.posts(FailurePost)
    assert "not set up any more" in post.reason
    assert post.can_retry


async def test_an_outcome_is_recorded_though_the_database_has_hiccups(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, failures = sending.record_attempts, [OperationalError("", {}, Exception("away"))]

    async def hiccup(*args):  # type: ignore[no-untyped-def]
        if failures:
            raise failures.pop()
        await record(*args)

    monkeypatch.setattr(sending, "record_attempts", hiccup)
    await team.text("Hello")
    async with _running(_sending(team)):

        async def accepted() -> bool:
            return await team.statuses() == [Status.ACCEPTED]

        await until(accepted)
    assert team.sent == ["Hello"]


async def test_a_stop_waits_for_the_call_under_way_and_records_it(team: Team) -> None:
    called, answer = asyncio.Event(), asyncio.Event()

    class Slow(RememberingProvider):
        async def send(self, message):  # type: ignore[no-untyped-def]
            called.set()
            await answer.wait()
            return await super().send(message)

    team.provider = Slow()
    await team.text("Hello")
    async with _running(_sending(team)):
        await asyncio.wait_for(called.wait(), 30)
        asyncio.get_running_loop().call_soon(answer.set)
    assert await team.statuses() == [Status.ACCEPTED]


@asynccontextmanager
async def _records_held(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[int]]:
    """Nothing is recorded while this lasts; yields how many outcomes each batch would have recorded."""
    record, go_on, batches = sending.record_attempts, asyncio.Event(), list[int]()

    async def held(ctx, workspace_id, attempts):  # type: ignore[no-untyped-def]
        batches.append(len(attempts))
        await go_on.wait()
        await record(ctx, workspace_id, attempts)

    monkeypatch.setattr(sending, "record_attempts", held)
    try:
        yield batches
    finally:
        go_on.set()


async def test_a_call_s_place_is_free_before_its_outcome_is_recorded(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WIDTH", 1)
    for index in range(3):
        await team.text(f"{index}", number=f"+1202555011{index}")
    async with _running(_sending(team)), _records_held(monkeypatch):
        await until(lambda: len(team.sent) == 3)
        assert await team.statuses() == [Status.SENDING] * 3
    assert await team.statuses() == [Status.ACCEPTED] * 3


async def test_no_more_are_claimed_ahead_of_a_free_place_than_a_few(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WIDTH", 1)
    monkeypatch.setattr(sending, "AHEAD", 2)
    monkeypatch.setattr(sending, "MOST_UNRECORDED", 1)
    for index in range(6):
        await team.text(f"{index}", number=f"+1202555011{index}")
    async with _running(_sending(team)):
        async with _records_held(monkeypatch):
            # One waits to be recorded, one keeps its place, and two wait for it.
            await until(lambda: len(team.sent) == 2)
            for _ in range(20):
                await asyncio.sleep(0.01)
            assert len(team.sent) == 2
            assert sorted(await team.statuses()) == [Status.QUEUED] * 2 + [Status.SENDING] * 4
        await until(lambda: len(team.sent) == 6)
    assert await team.statuses() == [Status.ACCEPTED] * 6


async def test_no_more_calls_are_made_than_may_wait_to_be_recorded(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "WIDTH", 1)
    monkeypatch.setattr(sending, "MOST_UNRECORDED", 2)
    for index in range(5):
        await team.text(f"{index}", number=f"+1202555011{index}")
    async with _running(_sending(team)):
        async with _records_held(monkeypatch):
            # Two wait to be recorded, and the third keeps its place.
            await until(lambda: len(team.sent) == 3)
            for _ in range(20):
                await asyncio.sleep(0.01)
            assert len(team.sent) == 3
        await until(lambda: len(team.sent) == 5)
    assert await team.statuses() == [Status.ACCEPTED] * 5


async def test_what_is_to_be_shown_is_written(team: Team) -> None:
    async with _running(_posting(team)):
        await team.hear(*(inbound(f"{index}", f"SM{index}") for index in range(5)))
        await until(lambda: len(team.posts(InboundPost)) == 5)
    assert [post.body for post in team.posts(InboundPost)] == ["0", "1", "2", "3", "4"]


async def test_posting_outlives_a_refusal(team: Team) -> None:
    team.slack.refuse = [PostFailed(PostProblem.RETRY, "internal_error")]
    async with _running(_posting(team)):
        await team.hear(inbound("Hi", "SM1"))
        await until(lambda: len(team.posts(InboundPost)) == 1)


async def test_stored_events_are_handled_in_the_order_of_their_thread(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1"))
    async with _running(_posting(team)):
        await until(lambda: len(team.posts()) == 1)
    presence = Presence(team.ctx, team.workspace_id, {})
    async with _running(Reading(team.ctx, team.workspace_id, "w", Reader(team), presence).loop()):
        payloads = [{"ts": f"9.{index}", "text": f"{index}"} for index in range(5)]
        events = [SlackEvent(f"Ev{p['ts']}", "T0TEST", "C:1", p) for p in payloads]
        await store(team.ctx, team.workspace_id, events)

        async def all_stored() -> bool:
            return len(await team.messages()) == 6

        await until(all_stored)
    replies = [message.body for message in await team.messages() if message.direction is Direction.OUT]
    assert replies == ["0", "1", "2", "3", "4"]
