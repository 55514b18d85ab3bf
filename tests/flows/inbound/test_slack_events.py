"""Slack's events: kept once, handled in order, put back while Slack is away."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.domain.replies import TeammateWrote, ThreadEvent
from bot.flows.inbound.slack_events import MAX_ATTEMPTS, SlackEvent, claim, handle_one, store
from bot.ports import PostFailed, PostProblem
from bot.storage.tables import slack_events
from bot.storage.wakeups import Topic
from tests.flows.harness import Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, inbound

OWNER = "reader"


@dataclass
class Reader:
    """Reads every event as what a teammate wrote; refuses on demand."""

    root: str
    refuse: list[Exception] = field(default_factory=list)

    async def read(self, payload: Mapping[str, object]) -> ThreadEvent | None:
        """The event's text in the thread; None where it has none."""
        if self.refuse:
            raise self.refuse.pop(0)
        text = payload.get("text")
        return TeammateWrote(INBOX, str(payload["ts"]), self.root, "U1", str(text)) if text else None


def _event(number: int, text: str | None = "See you", order_key: str = "C:1") -> SlackEvent:
    return SlackEvent(f"Ev{number}", "T0TEST", order_key, {"ts": f"9.{number}", "text": text})


@pytest.fixture
async def reader(team: Team) -> Reader:
    """A reader, and a thread with Jane."""
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    return Reader(root_of(team.slack))


async def _round(team: Team, reader: Reader) -> int:
    claimed = await claim(team.ctx, team.workspace_id, OWNER, 10)
    for event in claimed:
        await handle_one(team.ctx, reader, team.workspace_id, OWNER, event)
    return len(claimed)


async def test_an_event_delivered_twice_is_handled_once(team: Team, reader: Reader) -> None:
    await store(team.ctx, team.workspace_id, [_event(1), _event(1)])
    assert await _round(team, reader) == 1
    await store(team.ctx, team.workspace_id, [_event(1)])
    assert await _round(team, reader) == 0
    await team.wait(seconds=6)
    assert team.sent == ["See you"]


async def test_storing_wakes_whoever_waits_for_events(team: Team) -> None:
    await store(team.ctx, team.workspace_id, [_event(1)])
    # Whoever is not woken sleeps past this deadline.
    async with asyncio.timeout(20):
        await team.ctx.store.wakeups.wait(Topic.SLACK_EVENTS, 60)


async def test_what_was_handled_is_emptied(team: Team, reader: Reader) -> None:
    await store(team.ctx, team.workspace_id, [_event(1)])
    await _round(team, reader)
    [row] = await team.rows(slack_events)
    assert (row.state, row.payload) == ("done", None)


async def test_what_is_not_ours_to_relay_is_done_without_effect(team: Team, reader: Reader) -> None:
    await store(team.ctx, team.workspace_id, [_event(1, text=None)])
    await _round(team, reader)
    assert [row.state for row in await team.rows(slack_events)] == ["done"]
    assert len(await team.messages()) == 1


async def test_a_threads_events_are_handled_one_after_the_other(team: Team, reader: Reader) -> None:
    events = [_event(1, "one"), _event(2, "two"), _event(3, "elsewhere", order_key="C:2")]
    await store(team.ctx, team.workspace_id, events)
    claimed = await claim(team.ctx, team.workspace_id, OWNER, 10)
    assert [event.payload["text"] for event in claimed] == ["one", "elsewhere"]


async def test_while_slack_is_away_an_event_waits_and_is_never_given_up(team: Team, reader: Reader) -> None:
    away = MAX_ATTEMPTS + 5
    reader.refuse = [PostFailed(PostProblem.RETRY, "ratelimited") for _ in range(away)]
    await store(team.ctx, team.workspace_id, [_event(1)])
    for _ in range(away):
        assert await _round(team, reader) == 1
        assert await _round(team, reader) == 0
        team.clock.advance(minutes=5)
    await _round(team, reader)
    await team.wait(seconds=6)
    assert team.sent == ["See you"]


async def test_slacks_own_waiting_time_is_kept(team: Team, reader: Reader) -> None:
    reader.refuse = [PostFailed(PostProblem.RETRY, "ratelimited", timedelta(seconds=40))]
    await store(team.ctx, team.workspace_id, [_event(1)])
    await _round(team, reader)
    team.clock.advance(seconds=39)
    assert await _round(team, reader) == 0
    team.clock.advance(seconds=2)
    assert await _round(team, reader) == 1


async def test_a_fault_of_ours_is_tried_again_then_set_aside_so_that_the_thread_goes_on(
    team: Team, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    reader.refuse = [ValueError("a fault") for _ in range(MAX_ATTEMPTS)]
    await store(team.ctx, team.workspace_id, [_event(1, "bad"), _event(2, "good")])
    for _ in range(MAX_ATTEMPTS):
        assert await _round(team, reader) == 1
        team.clock.advance(minutes=5)
    await _round(team, reader)
    assert [row.state for row in await team.rows(slack_events)] == ["dead", "done"]
    assert "A Slack event is set aside for good." in caplog.messages
    await team.wait(seconds=6)
    assert team.sent == ["good"]


async def test_who_has_lost_the_lease_changes_nothing(team: Team, reader: Reader) -> None:
    await store(team.ctx, team.workspace_id, [_event(1)])
    [late] = await claim(team.ctx, team.workspace_id, "late", 10)
    team.clock.advance(seconds=61)
    [event] = await claim(team.ctx, team.workspace_id, OWNER, 10)
    await handle_one(team.ctx, reader, team.workspace_id, "late", late)
    assert len(await team.messages()) == 1
    await handle_one(team.ctx, reader, team.workspace_id, OWNER, event)
    await handle_one(team.ctx, reader, team.workspace_id, OWNER, event)
    assert len(await team.messages()) == 2
