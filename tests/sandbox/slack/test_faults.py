"""Misbehaviour on order."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.sandbox.slack.conftest import CLIENTS, GENERAL, MAYA, World


async def test_an_ordered_error_strikes_as_often_as_asked(world: World) -> None:
    world.slack.faults.fail_next("chat.postMessage", error="internal_error", times=2)
    errors = [
        await world.refused(world.client.chat_postMessage(channel=GENERAL, text="Hi")) for _ in range(2)
    ]
    assert errors == ["internal_error", "internal_error"]
    assert await world.post()


async def test_a_fault_can_be_for_some_calls_only(world: World) -> None:
    faults = world.slack.faults
    faults.fail_next("chat.postMessage", error="fatal_error", match=lambda args: args["channel"] == CLIENTS)
    assert await world.post()
    call = world.client.chat_postMessage(channel=CLIENTS, text="Hi")
    assert await world.refused(call) == "fatal_error"


async def test_a_bare_server_error(world: World) -> None:
    world.slack.faults.fail_next("auth.test", status=503)
    with pytest.raises(SlackApiError) as caught:
        await world.client.auth_test()
    assert caught.value.response.status_code == 503


async def test_an_ordered_rate_limit(world: World) -> None:
    world.slack.faults.fail_next("auth.test", rate_limited=7)
    with pytest.raises(SlackApiError) as caught:
        await world.client.auth_test()
    assert caught.value.response.headers["Retry-After"] == "7"


async def test_a_dropped_answer_comes_after_the_deed(world: World) -> None:
    world.slack.faults.fail_next("chat.postMessage", drop_answer=True)
    with pytest.raises(aiohttp.ClientError):
        await world.client.chat_postMessage(channel=GENERAL, text="Hi")
    assert [message.text for message in world.slack.workspace.messages(GENERAL)] == ["Hi"]


async def test_a_timeout_answers_nothing_and_does_nothing(world: World) -> None:
    world.slack.faults.fail_next("chat.postMessage", timeout=True)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(world.client.chat_postMessage(channel=GENERAL, text="Hi"), 0.1)
    assert world.slack.workspace.messages(GENERAL) == []
    assert world.slack.calls[-1].error == "timeout"


async def test_a_fault_is_of_one_kind(world: World) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        world.slack.faults.fail_next("auth.test")
    with pytest.raises(ValueError, match="exactly one"):
        world.slack.faults.fail_next("auth.test", error="a", timeout=True)


async def test_an_unfurl_changes_a_message_but_no_word(world: World) -> None:
    ts = world.slack.people.post(MAYA, GENERAL, "See https://example.com/")
    world.slack.faults.unfurl(GENERAL, ts)
    await world.slack.settle()
    [changed] = world.double.events("message", "message_changed")
    assert changed["message"]["text"] == changed["previous_message"]["text"]
    assert "edited" not in changed["message"]
    assert changed["message"]["attachments"]
