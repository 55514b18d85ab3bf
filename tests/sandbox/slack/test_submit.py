"""Submitting modals: the client's checks, the app's answers, and trouble."""

import asyncio
from typing import Any

import pytest
from starlette.responses import PlainTextResponse, Response

from bot.sandbox.slack import CannotDoError, Upload
from bot.sandbox.slack.people.modals import TROUBLE
from tests.sandbox.slack.conftest import GENERAL, MAYA, TOKEN, Build, Heard, World
from tests.sandbox.slack.test_views import modal, opened, plain, text_input


async def filled(world: World, **more: Any) -> str:
    view_id = await opened(world, modal(text_input(), callback_id="send", private_metadata="x", **more))
    await world.slack.people.type_text(MAYA, view_id, "body", "text", "Hello")
    return view_id


async def test_a_submission_carries_the_state_and_closes_the_modal(world: World) -> None:
    view_id = await filled(world)
    result = await world.slack.people.submit(MAYA, view_id)
    assert (result.ok, result.view) == (True, None)
    [heard] = world.double.of("view_submission")
    assert heard.signed
    view = heard.body["view"]
    assert (view["callback_id"], view["private_metadata"]) == ("send", "x")
    assert view["state"]["values"]["body"]["text"]["value"] == "Hello"
    assert world.slack.people.open_view(MAYA) is None


async def test_a_picked_conversation_can_be_answered_in(world: World) -> None:
    element = {"type": "conversations_select", "action_id": "it", "response_url_enabled": True}
    where = {"type": "input", "block_id": "where", "label": plain("Where"), "element": element}
    quiet = {**where, "block_id": "quiet", "element": {**element, "response_url_enabled": False}}
    view_id = await opened(world, modal(where, quiet))
    for block in ("where", "quiet"):
        await world.slack.people.choose(MAYA, view_id, block, "it", {"selected_conversation": GENERAL})
    await world.slack.people.submit(MAYA, view_id)
    [answer_in] = world.double.of("view_submission")[0].body["response_urls"]
    assert (answer_in["block_id"], answer_in["action_id"], answer_in["channel_id"]) == (
        "where",
        "it",
        GENERAL,
    )
    said = {"text": "Done", "response_type": "in_channel"}
    async with world.session.post(answer_in["response_url"], json=said) as response:
        assert response.status == 200
    assert [message.text for message in world.slack.workspace.messages(GENERAL)][-1] == "Done"


INPUTS: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "plain_text_input"}, "", "Please complete this required field."),
    ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
    ({"type": "email_text_input"}, "jane", "Please enter a valid email address."),
    ({"type": "url_text_input"}, "nowhere", "Please enter a valid URL."),
    ({"type": "number_input", "is_decimal_allowed": False}, "x", "Please enter a number."),
    ({"type": "number_input", "is_decimal_allowed": True}, "NaN", "Please enter a number."),
    ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
    (
        {"type": "number_input", "is_decimal_allowed": False, "min_value": "2"},
        "1",
        "Please enter a number of at least 2.",
    ),
    (
        {"type": "number_input", "is_decimal_allowed": False, "max_value": "2"},
        "3",
        "Please enter a number of at most 2.",
    ),
]


@pytest.mark.parametrize(("element", "typed", "sentence"), INPUTS)
async def test_the_client_checks_before_it_sends(
    world: World, element: dict[str, Any], typed: str, sentence: str
) -> None:
    block = {**text_input(), "element": {**element, "action_id": "text"}}
    view_id = await opened(world, modal(block))
    await world.slack.people.type_text(MAYA, view_id, "body", "text", typed)
    result = await world.slack.people.submit(MAYA, view_id)
    assert result.errors == {"body": sentence}
    assert world.double.of("view_submission") == []
    assert world.slack.workspace.snapshot(MAYA)["modals"][0]["errors"] == {"body": sentence}


async def test_an_optional_input_may_stay_empty(world: World) -> None:
    view_id = await opened(world, modal({**text_input(), "optional": True}))
    assert (await world.slack.people.submit(MAYA, view_id)).ok


async def test_field_errors_keep_the_modal_open(world: World) -> None:
    view_id = await filled(world)
    world.double.answer = lambda _heard: {"response_action": "errors", "errors": {"body": "Too rude."}}
    result = await world.slack.people.submit(MAYA, view_id)
    assert result.errors == {"body": "Too rude."}
    world.double.answer = lambda _heard: None
    assert (await world.slack.people.submit(MAYA, view_id)).ok


async def test_an_answer_can_update_push_and_clear(world: World) -> None:
    people = world.slack.people
    view_id = await filled(world)
    world.double.answer = lambda _heard: {"response_action": "push", "view": modal(title=plain("Second"))}
    pushed = await people.submit(MAYA, view_id)
    assert pushed.view is not None
    assert pushed.view.previous_id == view_id
    world.double.answer = lambda _heard: {"response_action": "update", "view": modal(title=plain("Third"))}
    updated = await people.submit(MAYA, pushed.view.id)
    assert updated.view is not None
    assert (updated.view.id, updated.view.title) == (pushed.view.id, plain("Third"))
    world.double.answer = lambda _heard: {"response_action": "clear"}
    assert (await people.submit(MAYA, pushed.view.id)).view is None


async def test_a_plain_answer_goes_back_to_the_modal_below(world: World) -> None:
    view_id = await filled(world)
    world.double.answer = lambda _heard: {"response_action": "push", "view": modal()}
    pushed = await world.slack.people.submit(MAYA, view_id)
    world.double.answer = lambda _heard: None
    assert pushed.view is not None
    result = await world.slack.people.submit(MAYA, pushed.view.id)
    assert result.view is not None
    assert result.view.id == view_id


TROUBLES: dict[str, Any] = {
    "server error": Response(status_code=500),
    "no JSON": PlainTextResponse("Thanks"),
    "unknown response_action": {"response_action": "applaud"},
    "errors for no input": {"response_action": "errors", "errors": {"nowhere": "What?"}},
    "no errors": {"response_action": "errors"},
    "bad view": {"response_action": "update", "view": {"type": "modal"}},
}


@pytest.mark.parametrize("answer", TROUBLES.values(), ids=TROUBLES)
async def test_answers_slack_cannot_use_are_trouble(world: World, answer: Any) -> None:
    view_id = await filled(world)
    world.double.answer = lambda _heard: answer
    result = await world.slack.people.submit(MAYA, view_id)
    assert result.error.startswith(TROUBLE)
    assert result.view is not None
    assert world.slack.people.open_view(MAYA) is result.view


async def test_no_answer_in_time_is_trouble(build: Build) -> None:
    world = await build(answer_seconds=0.05)
    view_id = await filled(world)
    over = asyncio.Event()

    async def never(_heard: Heard) -> None:
        await over.wait()

    world.double.answer = never
    result = await world.slack.people.submit(MAYA, view_id)
    over.set()
    assert result.error == f"{TROUBLE} (http_timeout)"


async def test_closing_is_told_when_asked_for(world: World) -> None:
    people = world.slack.people
    quiet = await filled(world)
    await people.close_view(MAYA, quiet)
    assert world.double.of("view_closed") == []
    told = await filled(world, notify_on_close=True)
    await people.close_view(MAYA, told, everything=True)
    [heard] = world.double.of("view_closed")
    assert (heard.body["view"]["id"], heard.body["is_cleared"]) == (told, True)


async def test_what_cannot_be_submitted(world: World) -> None:
    people = world.slack.people
    without = {"type": "modal", "title": plain("Read"), "blocks": []}
    view_id = await opened(world, without)
    with pytest.raises(CannotDoError, match="no submit button"):
        await people.submit(MAYA, view_id)
    disabled = await opened(world, modal(submit_disabled=True))
    with pytest.raises(CannotDoError, match="disabled"):
        await people.submit(MAYA, disabled)
    with pytest.raises(CannotDoError, match="not open"):
        await people.submit(MAYA, view_id)


FILES = {"type": "file_input", "action_id": "it", "filetypes": ["csv"], "max_files": 1}
SHEET = Upload("clients.csv", b"Name\nJane\n", "text/csv")


async def with_file_input(world: World) -> str:
    block = {"type": "input", "block_id": "file", "label": plain("File"), "element": FILES}
    return await opened(world, modal(block))


async def fetched(world: World, url: str) -> tuple[str, bytes]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with world.session.get(url, headers=headers) as response:
        return response.content_type, await response.read()


async def test_a_file_is_handed_to_the_app_by_submitting(world: World) -> None:
    view_id = await with_file_input(world)
    [file] = world.slack.people.attach(MAYA, view_id, "file", "it", [SHEET])
    place = f"{world.slack.base_url}/slack/files/{file.id}/clients.csv"
    assert (await fetched(world, place))[0] == "text/html"
    assert await world.refused(world.client.files_info(file=file.id)) == "not_visible"
    assert (await world.slack.people.submit(MAYA, view_id)).ok
    [heard] = world.double.of("view_submission")
    [given] = heard.body["view"]["state"]["values"]["file"]["it"]["files"]
    assert (given["id"], given["name"], given["size"]) == (file.id, "clients.csv", 10)
    assert given["url_private"] == place
    assert await fetched(world, place) == ("text/csv", SHEET.content)


async def test_only_the_files_that_the_element_takes_can_be_chosen(world: World) -> None:
    view_id = await with_file_input(world)
    attach = world.slack.people.attach
    for uploads, words in (
        ([SHEET, SHEET], "At most 1 files"),
        ([Upload("clients.xlsx", b"PK")], "Only these kinds of files can be chosen here: csv."),
        ([Upload("clients.csv", b"x" * 10_000_001)], "at most 10 MB"),
    ):
        with pytest.raises(CannotDoError, match=words):
            attach(MAYA, view_id, "file", "it", uploads)
    with pytest.raises(CannotDoError, match="not picked"):
        await world.slack.people.choose(MAYA, view_id, "file", "it", {"files": ["F1"]})
    assert (await world.slack.people.submit(MAYA, view_id)).errors == {
        "file": "Please complete this required field."
    }
    text_view = await opened(world, modal(text_input()))
    with pytest.raises(CannotDoError, match="No file can be put"):
        attach(MAYA, text_view, "body", "text", [SHEET])
