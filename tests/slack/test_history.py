"""Replies that Slack has and the app was never told of."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.ports import PostFailed
from bot.slack.history import SlackHistory
from tests.slack.conftest import CLIENTS, MAYA, World


async def test_replies_of_people_are_read_back_in_order_as_events(world: World) -> None:
    people = world.slack.people
    root = people.post(MAYA, CLIENTS, "A card")
    other = people.post(MAYA, CLIENTS, "Another card")
    first = people.post(MAYA, CLIENTS, "First", thread_ts=root)
    second = people.post(MAYA, CLIENTS, "Second", thread_ts=other)
    people.post_as_other_app(CLIENTS, "Beep", thread_ts=root)
    since = datetime.now(UTC) - timedelta(minutes=1)
    events = await SlackHistory(world.client, "T1").replies_since(CLIENTS, since)
    assert [event.message_key for event in events] == [f"{CLIENTS}:{first}", f"{CLIENTS}:{second}"]
    assert [event.order_key for event in events] == [f"{CLIENTS}:{root}", f"{CLIENTS}:{other}"]
    assert events[0].payload["event"]["text"] == "First"
    assert events[0].payload["event"]["channel"] == CLIENTS


async def test_threads_that_rest_are_not_asked_about(world: World) -> None:
    people = world.slack.people
    root = people.post(MAYA, CLIENTS, "A card")
    people.post(MAYA, CLIENTS, "Old", thread_ts=root)
    since = datetime.now(UTC) + timedelta(minutes=1)
    assert await SlackHistory(world.client, "T1").replies_since(CLIENTS, since) == []
    assert "conversations.replies" not in [call.method for call in world.slack.calls]


async def test_slack_away_is_said(world: World) -> None:
    world.slack.faults.fail_next("conversations.history", status=503)
    with pytest.raises(PostFailed):
        await SlackHistory(world.client, "T1").replies_since(CLIENTS, datetime.now(UTC))
