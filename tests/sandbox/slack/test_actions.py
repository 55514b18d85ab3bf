"""Clicking, choosing, typing and suggestions: only what is rendered, and as Slack sends it."""

from contextlib import suppress
from typing import Any

import pytest
from starlette.responses import Response

from bot.sandbox.slack import CannotDoError
from tests.sandbox.slack.conftest import BOT, CLIENTS, GENERAL, MAYA, PRIVATE, SAM, World
from tests.sandbox.slack.test_views import modal, opened, plain, text_input

OPTIONS = [{"text": plain(name), "value": name.lower()} for name in ("SMS", "WhatsApp")]
ELEMENTS: list[dict[str, Any]] = [
    {"type": "button", "action_id": "go", "text": plain("Go"), "value": "client-1", "style": "primary"},
    {"type": "static_select", "action_id": "channel", "options": OPTIONS},
    {"type": "overflow", "action_id": "more", "options": OPTIONS},
    {"type": "checkboxes", "action_id": "boxes", "options": OPTIONS},
    {"type": "datepicker", "action_id": "date"},
    {"type": "timepicker", "action_id": "time"},
    {"type": "datetimepicker", "action_id": "moment"},
    {"type": "users_select", "action_id": "user"},
    {"type": "conversations_select", "action_id": "place"},
]
BLOCKS = [{"type": "actions", "block_id": "card", "elements": ELEMENTS}]


async def test_a_click_says_all_that_slack_says(world: World) -> None:
    root = await world.post("Card", blocks=BLOCKS)
    assert await world.slack.people.click(MAYA, (GENERAL, root), "card", "go", {"value": "client-1"})
    [heard] = world.double.of("block_actions")
    body = heard.body
    assert heard.signed
    assert body["container"] == {
        "type": "message",
        "message_ts": root,
        "channel_id": GENERAL,
        "is_ephemeral": False,
    }
    assert body["message"]["text"] == "Card"
    assert body["channel"] == {"id": GENERAL, "name": "general"}
    assert body["user"]["id"] == MAYA
    [action] = body["actions"]
    assert (action["type"], action["block_id"], action["action_id"]) == ("button", "card", "go")
    assert (action["value"], action["style"]) == ("client-1", "primary")
    assert (await world.client.views_open(trigger_id=body["trigger_id"], view=modal()))["ok"]


async def test_an_ephemeral_is_not_repeated_in_the_payload(world: World) -> None:
    answer = await world.client.chat_postEphemeral(channel=GENERAL, user=MAYA, text="Go?", blocks=BLOCKS)
    await world.slack.people.click(MAYA, (GENERAL, answer["message_ts"]), "card", "go")
    [heard] = world.double.of("block_actions")
    assert heard.body["container"]["is_ephemeral"]
    assert "message" not in heard.body
    with pytest.raises(CannotDoError):
        await world.slack.people.click(SAM, (GENERAL, answer["message_ts"]), "card", "go")


async def test_an_ephemeral_in_a_thread_says_where_it_stands(world: World) -> None:
    root = await world.post("Card")
    answer = await world.client.chat_postEphemeral(
        channel=GENERAL, user=MAYA, text="Go?", blocks=BLOCKS, thread_ts=root
    )
    ts = answer["message_ts"]
    await world.slack.people.choose(MAYA, (GENERAL, ts), "card", "date", {"selected_date": "2026-11-27"})
    await world.slack.people.click(MAYA, (GENERAL, ts), "card", "go")
    body = world.double.of("block_actions")[-1].body
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": GENERAL,
        "is_ephemeral": True,
        "thread_ts": root,
    }
    assert body["state"]["values"]["card"]["date"]["selected_date"] == "2026-11-27"
    assert (await world.client.views_open(trigger_id=body["trigger_id"], view=modal()))["ok"]
    replaced = {"replace_original": True, "text": "Done"}
    async with world.session.post(body["response_url"], json=replaced) as response:
        assert response.status == 200
    [shown] = world.slack.workspace.ephemerals(MAYA)
    assert (shown.ts, shown.text, shown.thread_ts, shown.blocks) == (ts, "Done", root, [])


async def test_what_was_picked_stays_when_the_app_adds_to_a_message(world: World) -> None:
    people = world.slack.people
    ts = await world.post("Card", blocks=BLOCKS)
    await people.choose(MAYA, (GENERAL, ts), "card", "user", {"selected_user": SAM})
    more = {**search(), "block_id": "field", "element": {"type": "plain_text_input", "action_id": "words"}}
    await world.client.chat_update(channel=GENERAL, ts=ts, text="Card", blocks=[*BLOCKS, more])
    await people.type_text(MAYA, (GENERAL, ts), "field", "words", "New")
    await people.click(MAYA, (GENERAL, ts), "card", "go")
    values = world.double.of("block_actions")[-1].body["state"]["values"]
    assert values["card"]["user"]["selected_user"] == SAM
    assert values["field"]["words"]["value"] == "New"


def conversations(**more: Any) -> dict[str, Any]:
    element = {"type": "conversations_select", "action_id": "it", **more}
    return {"type": "input", "block_id": "where", "label": plain("Where"), "element": element}


async def test_a_conversation_may_be_the_one_the_person_is_in(world: World) -> None:
    await world.slack.people.command(MAYA, CLIENTS, "/sms")
    trigger_id = world.double.of("command")[0].body["trigger_id"]
    chosen = conversations(default_to_current_conversation=True)
    several = conversations(default_to_current_conversation=True, type="multi_conversations_select")
    fixed = conversations(default_to_current_conversation=True, initial_conversation=PRIVATE)
    blocks = [chosen, {**several, "block_id": "several"}, {**fixed, "block_id": "fixed"}]
    answer = await world.client.views_open(trigger_id=trigger_id, view=modal(*blocks))
    values = answer["view"]["state"]["values"]
    assert values["where"]["it"]["selected_conversation"] == CLIENTS
    assert values["several"]["it"]["selected_conversations"] == [CLIENTS]
    assert values["fixed"]["it"]["selected_conversation"] == PRIVATE
    view = modal(chosen, text_input())
    updated = await world.client.views_update(view_id=answer["view"]["id"], view=view)
    assert updated["view"]["state"]["values"]["where"]["it"]["selected_conversation"] == CLIENTS


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ({}, {"public", "private", "im"}),
        ({"include": ["public"]}, {"public"}),
        ({"include": ["private", "im"]}, {"private", "im"}),
        ({"include": ["private", "im"], "exclude_bot_users": True}, {"private"}),
        ({"exclude_bot_users": True}, {"public", "private"}),
    ],
)
async def test_a_filter_leaves_only_some_conversations(
    world: World, wanted: dict[str, Any], offered: set[str]
) -> None:
    direct = world.slack.workspace.direct(MAYA).id
    kinds = {"public": GENERAL, "private": PRIVATE, "im": direct}
    block = conversations(**({"filter": wanted} if wanted else {}))
    view_id = await opened(world, modal(block))
    taken = set()
    for kind, channel in kinds.items():
        with suppress(CannotDoError):
            await world.slack.people.choose(MAYA, view_id, "where", "it", {"selected_conversation": channel})
            taken.add(kind)
    assert taken == offered


GOOD: list[tuple[str, dict[str, Any], str, Any]] = [
    ("channel", {"selected_option": {"value": "sms"}}, "selected_option", OPTIONS[0]),
    ("more", {"selected_option": OPTIONS[1]}, "selected_option", OPTIONS[1]),
    ("boxes", {"selected_options": OPTIONS}, "selected_options", OPTIONS),
    ("boxes", {"selected_options": []}, "selected_options", []),
    ("date", {"selected_date": "2026-11-22"}, "selected_date", "2026-11-22"),
    ("date", {"selected_date": None}, "selected_date", None),
    ("time", {"selected_time": "09:30"}, "selected_time", "09:30"),
    ("moment", {"selected_date_time": 1_800_000_000}, "selected_date_time", 1_800_000_000),
    ("user", {"selected_user": SAM}, "selected_user", SAM),
    ("place", {"selected_conversation": PRIVATE}, "selected_conversation", PRIVATE),
]


@pytest.mark.parametrize(("action_id", "value", "field", "sent"), GOOD)
async def test_what_is_offered_can_be_chosen(
    world: World, action_id: str, value: dict[str, Any], field: str, sent: Any
) -> None:
    ts = await world.post("Card", blocks=BLOCKS)
    assert await world.slack.people.choose(MAYA, (GENERAL, ts), "card", action_id, value)
    [heard] = world.double.of("block_actions")
    assert heard.body["actions"][0][field] == sent


BAD: list[tuple[str, dict[str, Any]]] = [
    ("go", {"value": "client-2"}),
    ("channel", {"selected_option": {"value": "fax"}}),
    ("channel", {"value": "sms"}),
    ("boxes", {"selected_options": "sms"}),
    ("boxes", {"selected_options": [{"value": "fax"}]}),
    ("date", {"selected_date": "tomorrow"}),
    ("time", {"selected_time": "25:00"}),
    ("moment", {"selected_date_time": "now"}),
    ("user", {"selected_user": "U0NOBODY"}),
    ("place", {"selected_conversation": "C0NOWHERE"}),
    ("nothing", {}),
]


@pytest.mark.parametrize(("action_id", "value"), BAD)
async def test_what_is_not_offered_cannot(world: World, action_id: str, value: dict[str, Any]) -> None:
    ts = await world.post("Card", blocks=BLOCKS)
    with pytest.raises(CannotDoError):
        await world.slack.people.click(MAYA, (GENERAL, ts), "card", action_id, value)
    assert world.double.of("block_actions") == []


async def test_an_updated_message_offers_only_what_it_shows_now(world: World) -> None:
    ts = await world.post("Card", blocks=BLOCKS)
    await world.client.chat_update(channel=GENERAL, ts=ts, text="Done")
    with pytest.raises(CannotDoError, match="Nothing is shown"):
        await world.slack.people.click(MAYA, (GENERAL, ts), "card", "go")


async def test_an_app_that_fails_is_seen_as_a_warning(world: World) -> None:
    ts = await world.post("Card", blocks=BLOCKS)
    world.double.answer = lambda _heard: Response(status_code=404)
    assert not await world.slack.people.click(MAYA, (GENERAL, ts), "card", "go")


def search(**more: Any) -> dict[str, Any]:
    element = {"type": "external_select", "action_id": "client", **more}
    return {"type": "input", "block_id": "who", "label": plain("Client"), "element": element}


async def test_suggestions_come_from_the_app_and_can_then_be_chosen(world: World) -> None:
    people = world.slack.people
    view_id = await opened(world, modal({**search(min_query_length=2), "dispatch_action": True}))
    world.double.answer = lambda heard: {"options": OPTIONS} if heard.kind == "block_suggestion" else None
    with pytest.raises(CannotDoError, match="not offered"):
        await people.choose(MAYA, view_id, "who", "client", {"selected_option": {"value": "sms"}})
    assert await people.suggest(MAYA, view_id, "who", "client", "s") == []
    assert await people.suggest(MAYA, view_id, "who", "client", "sm") == OPTIONS
    [asked] = world.double.of("block_suggestion")
    assert (asked.body["value"], asked.body["view"]["id"]) == ("sm", view_id)
    assert await people.choose(MAYA, view_id, "who", "client", {"selected_option": {"value": "sms"}})
    [heard] = world.double.of("block_actions")
    assert heard.body["view"]["state"]["values"]["who"]["client"]["selected_option"] == OPTIONS[0]


@pytest.mark.parametrize(
    "answer",
    [
        {"options": [{"text": plain("x" * 76), "value": "a"}]},
        {"options": [OPTIONS[0]] * 101},
        {"choices": []},
        {"options": "none"},
    ],
)
async def test_suggestions_slack_would_not_show(world: World, answer: dict[str, Any]) -> None:
    view_id = await opened(world, modal(search(min_query_length=0)))
    world.double.answer = lambda _heard: answer
    with pytest.raises(CannotDoError, match="could not be loaded"):
        await world.slack.people.suggest(MAYA, view_id, "who", "client", "")


async def test_typing_is_told_only_when_asked_for(world: World) -> None:
    people = world.slack.people
    config = {"trigger_actions_on": ["on_character_entered"]}
    heard_block = {**text_input(dispatch_action_config=config), "dispatch_action": True, "block_id": "heard"}
    enter_block = {**text_input(), "dispatch_action": True, "block_id": "enter"}
    view_id = await opened(world, modal(text_input(), heard_block, enter_block))
    await people.type_text(MAYA, view_id, "body", "text", "Quiet")
    await people.type_text(MAYA, view_id, "enter", "text", "Still quiet")
    assert world.double.of("block_actions") == []
    await people.type_text(MAYA, view_id, "heard", "text", "Heard")
    await people.type_text(MAYA, view_id, "enter", "text", "Entered", enter=True)
    assert [one.body["actions"][0]["value"] for one in world.double.of("block_actions")] == [
        "Heard",
        "Entered",
    ]
    values = world.double.of("block_actions")[-1].body["view"]["state"]["values"]
    assert values["body"]["text"]["value"] == "Quiet"


async def test_typing_stops_at_the_length_the_input_takes(world: World) -> None:
    view_id = await opened(world, modal(text_input(max_length=5)))
    with pytest.raises(CannotDoError, match="At most 5"):
        await world.slack.people.type_text(MAYA, view_id, "body", "text", "123456")


async def test_only_the_view_in_front_can_be_used(world: World) -> None:
    view_id = await opened(world, modal(text_input()))
    with pytest.raises(CannotDoError, match="not open"):
        await world.slack.people.type_text(SAM, view_id, "body", "text", "Not mine")


async def test_people_must_be_people_and_members(world: World) -> None:
    people = world.slack.people
    with pytest.raises(CannotDoError, match="no teammate"):
        people.post(BOT, GENERAL, "I am no person")
    with pytest.raises(CannotDoError, match="not in it"):
        people.post("U0PRIYA", CLIENTS, "Not a member")
