"""Slash commands, shortcuts and response URLs."""

import asyncio

import pytest
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.slack import CannotDoError
from tests.sandbox.slack.conftest import GENERAL, MAYA, PRIVATE, SAM, Build, Heard, World


async def test_a_command_reaches_the_app_as_a_signed_form(world: World) -> None:
    answer = await world.slack.people.command(MAYA, GENERAL, "/sms", "Jane & Joe")
    assert (answer.ok, answer.message) == (True, None)
    [heard] = world.double.of("command")
    assert heard.signed
    assert heard.body["text"] == "Jane &amp; Joe"
    assert (heard.body["command"], heard.body["user_id"], heard.body["channel_id"]) == ("/sms", MAYA, GENERAL)
    assert heard.body["channel_name"] == "general"


async def test_only_an_escaping_command_gets_entities(world: World) -> None:
    await world.slack.people.command(MAYA, PRIVATE, "/sms", "@sam")
    await world.slack.people.command(MAYA, PRIVATE, "/tell", "@sam")
    first, second = world.double.of("command")
    assert (first.body["text"], second.body["text"]) == ("@sam", f"<@{SAM}>")
    assert first.body["channel_name"] == "privategroup"


async def test_an_answer_is_seen_by_the_one_who_typed(world: World) -> None:
    world.double.answer = lambda _heard: {"text": "Sent."}
    answer = await world.slack.people.command(MAYA, GENERAL, "/sms")
    assert answer.message is not None
    assert (answer.message.text, answer.message.ephemeral_to) == ("Sent.", MAYA)


async def test_an_answer_may_be_plain_text_or_for_the_channel(world: World) -> None:
    world.double.answer = lambda _heard: PlainTextResponse("Plain words")
    plain = await world.slack.people.command(MAYA, GENERAL, "/sms")
    world.double.answer = lambda _heard: {"text": "For all", "response_type": "in_channel"}
    await world.slack.people.command(MAYA, GENERAL, "/sms")
    assert plain.message is not None
    assert plain.message.text == "Plain words"
    assert [message.text for message in world.slack.workspace.messages(GENERAL)] == ["For all"]


async def test_an_undeclared_command_cannot_be_typed(world: World) -> None:
    with pytest.raises(CannotDoError, match="not a valid command"):
        await world.slack.people.command(MAYA, GENERAL, "/fax")


async def test_failures_are_told_by_slackbot(build: Build) -> None:
    world = await build(answer_seconds=0.05)
    over = asyncio.Event()

    async def never(_heard: Heard) -> None:
        await over.wait()

    world.double.answer = never
    late = await world.slack.people.command(MAYA, GENERAL, "/sms")
    over.set()
    world.double.answer = lambda _heard: Response(status_code=500)
    broken = await world.slack.people.command(MAYA, GENERAL, "/sms")
    world.double.answer = lambda _heard: {"text": "Hi", "blocks": [{"type": "sektion"}]}
    refused = await world.slack.people.command(MAYA, GENERAL, "/sms")
    errors = [answer.error for answer in (late, broken, refused)]
    assert errors == ["operation_timeout", "dispatch_failed", "invalid_blocks"]
    shown = world.slack.workspace.ephemerals(MAYA)
    assert shown[0].text == '/sms failed with the error "operation_timeout"'


async def _respond(world: World, url: str, **body: object) -> tuple[int, str]:
    async with world.session.post(url, json=body) as response:
        return response.status, await response.text()


async def test_a_response_url_answers_five_times(world: World) -> None:
    await world.slack.people.command(MAYA, GENERAL, "/sms")
    url = world.double.of("command")[0].body["response_url"]
    assert [await _respond(world, url, text="Later") for _ in range(5)] == [(200, "ok")] * 5
    status, text = await _respond(world, url, text="Too often")
    assert (status, "used_url" in text) == (404, True)
    assert [message.text for message in world.slack.workspace.ephemerals(MAYA)] == ["Later"] * 5


async def test_a_response_url_lasts_thirty_minutes(world: World) -> None:
    await world.slack.people.command(MAYA, GENERAL, "/sms")
    url = world.double.of("command")[0].body["response_url"]
    world.clock.advance(30 * 60 + 1)
    status, text = await _respond(world, url, text="Too late")
    assert (status, "expired_url" in text) == (404, True)
    status, text = await _respond(world, url + "x", text="Guessed")
    assert (status, "no_such_url" in text) == (404, True)


async def test_what_a_response_url_refuses(world: World) -> None:
    await world.slack.people.command(MAYA, GENERAL, "/sms")
    url = world.double.of("command")[0].body["response_url"]
    assert "no_text" in (await _respond(world, url))[1]
    assert "invalid_blocks" in (await _respond(world, url, text="a", blocks=[{"type": "x"}]))[1]
    assert "invalid_arguments" in (await _respond(world, url, text="a", response_type="loud"))[1]
    assert "message_not_found" in (await _respond(world, url, delete_original=True))[1]
    async with world.session.post(url, data=b"{") as response:
        assert (response.status, "invalid_payload" in await response.text()) == (400, True)


async def test_an_action_can_replace_and_delete_its_message(world: World) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    answer = await world.client.chat_postEphemeral(channel=GENERAL, user=MAYA, text="Go?", blocks=blocks)
    await world.slack.people.click(MAYA, (GENERAL, answer["message_ts"]), "b", "go")
    [heard] = world.double.of("block_actions")
    await _respond(world, heard.body["response_url"], text="Gone", replace_original=True)
    [shown] = world.slack.workspace.ephemerals(MAYA)
    assert (shown.text, shown.blocks) == ("Gone", [])
    await _respond(world, heard.body["response_url"], delete_original=True)
    assert world.slack.workspace.ephemerals(MAYA) == []


async def test_shortcuts(world: World) -> None:
    people = world.slack.people
    ts = people.post(MAYA, GENERAL, "Pass this on")
    assert await people.shortcut(MAYA, "compose")
    assert await people.message_shortcut(MAYA, GENERAL, ts, "send_on")
    [anywhere] = world.double.of("shortcut")
    [on_message] = world.double.of("message_action")
    assert (anywhere.signed, anywhere.body["callback_id"]) == (True, "compose")
    assert on_message.body["message"]["text"] == "Pass this on"
    assert on_message.body["response_url"].startswith(world.slack.base_url)
    with pytest.raises(CannotDoError, match="declares no global shortcut"):
        await people.shortcut(MAYA, "send_on")
