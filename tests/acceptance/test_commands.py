"""What is typed behind a slash command, right or wrong, gets a clear answer, and no word of it is lost."""

import json
from typing import Any

import pytest

from tests.acceptance.people import MAYA, PRIYA, SAM, Desk
from tests.acceptance.private import BotLog
from tests.support.program import Program

pytestmark = pytest.mark.asyncio(loop_scope="module")

FRENCH, LONDON_LANDLINE = "+33 6 12 34 56 78", "+44 20 7946 0018"


def field(view: Any, block_id: str) -> dict[str, Any]:
    """A form field's element."""
    element: dict[str, Any] = next(b["element"] for b in view.blocks if b["block_id"] == block_id)
    return element


def says(view: Any, block_id: str) -> str:
    """The words of a block that is no field."""
    block = next((b for b in view.blocks if b["block_id"] == block_id), {})
    return json.dumps(block, ensure_ascii=False)


def body_of(view: Any) -> str:
    text: str = field(view, "body").get("initial_value", "")
    return text


@pytest.mark.parametrize("command", ["/sms", "/whatsapp"])
@pytest.mark.parametrize("word", ["help", "HELP", "?", "--help"])
async def test_help_is_answered_to_who_asks(desk: Desk, command: str, word: str) -> None:
    answer = await desk.people.command(MAYA, desk.inbox, command, word)
    assert answer.ok
    assert answer.message is not None
    assert answer.message.ephemeral_to == MAYA
    assert "/sms Jane Doe Hello" in answer.message.text
    assert "note:" in str(answer.message.blocks)
    assert desk.people.open_view(MAYA) is None


async def test_nothing_typed_opens_an_empty_form(desk: Desk) -> None:
    view = await desk.open_form(SAM, "/sms", "")
    assert "initial_option" not in field(view, "client")
    assert body_of(view) == ""
    assert "Nothing typed yet" in says(view, "preview")
    result = await desk.submit(SAM, view)
    assert not result.ok
    assert set(result.errors) == {"client", "body"}
    await desk.people.close_view(SAM, view.id)


async def test_a_command_that_this_version_does_not_have(shared: Program, desk: Desk, log: BotLog) -> None:
    form = {"command": "/fax", "text": "Jane a long fax text", "user_id": MAYA, "channel_id": desk.inbox}
    form |= {"team_id": "T0HARBOR", "trigger_id": "1.2.3", "response_url": "https://example.com/"}
    desk.typed.append(form["text"])
    answer = await shared.slack.installation.bot.send_form(form)
    said = answer.json()
    assert answer.status == 200
    assert said == {
        "text": "/fax is not a command of this version. Type /sms help to see what there is.",
        "response_type": "ephemeral",
    }
    await log.names("no handler takes")


async def test_a_word_that_is_no_client_stays_in_the_form(desk: Desk) -> None:
    view = await desk.open_form(PRIYA, "/sms", "frobnicate all the things")
    assert body_of(view) == "frobnicate all the things"
    assert "initial_option" not in field(view, "client")
    assert "No client" in says(view, "notice")
    await desk.people.close_view(PRIYA, view.id)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("+1202555 Hello over there", "too short"),
        ("+12025550142999999 Hello over there", "too long"),
        ("+999123456789 Hello over there", "country code that does not exist"),
        ("+1 202 055 0100 Hello over there", "not a number in use"),
        ("020 7946 0018 Hello over there", "too long"),
    ],
)
async def test_an_impossible_number_is_explained_in_the_form(desk: Desk, typed: str, reason: str) -> None:
    view = await desk.open_form(MAYA, "/sms", typed)
    notice = says(view, "notice")
    assert reason in notice
    assert "country code" in notice
    assert body_of(view) == typed
    assert "initial_option" not in field(view, "client")
    await desk.people.close_view(MAYA, view.id)


@pytest.mark.parametrize("typed", ["202 555 0171", "(202) 555-0171", "202-555-0171", "+1 202.555.0171"])
async def test_a_number_is_read_however_it_is_written(desk: Desk, typed: str) -> None:
    view = await desk.open_form(MAYA, "/sms", f"{typed} Your glasses are here")
    assert "New client: +1 202-555-0171" in str(field(view, "client")["initial_option"])
    assert body_of(view) == "Your glasses are here"
    await desk.people.close_view(MAYA, view.id)


async def test_a_number_of_a_country_that_is_not_switched_on(desk: Desk, log: BotLog) -> None:
    await desk.text(MAYA, "/sms", f"{FRENCH} Bonjour à tout le monde", name="Camille")
    root = await desk.thread_of("Camille")
    failure = await desk.in_thread(root, "did not reach the client")
    assert failure.text.startswith(f"<@{MAYA}>, this message did not reach the client.")
    assert "not allowed to text the client's country" in failure.text
    assert "Geo permissions" in failure.text
    assert "(code 21408)" in failure.text
    await log.names("21408")


async def test_a_landline_of_another_country_is_refused_at_the_field(desk: Desk) -> None:
    view = await desk.open_form(SAM, "/sms", f"{LONDON_LANDLINE} Hello dear London office")
    result = await desk.submit(SAM, view, name="London office")
    assert not result.ok
    assert set(result.errors) == {"client"}
    assert "is a landline, which cannot get texts" in result.errors["client"]
    assert "WhatsApp" in result.errors["client"]
    again = desk.people.open_view(SAM)
    assert body_of(again) == "Hello dear London office"
    await desk.people.close_view(SAM, again.id)


async def test_our_own_number_is_refused_at_the_field(desk: Desk) -> None:
    view = await desk.open_form(SAM, "/sms", "+12025550100 Hello myself, how are you")
    result = await desk.submit(SAM, view, name="Myself")
    assert result.errors == {"client": "That is our own number. Choose the client's number."}
    await desk.people.close_view(SAM, view.id)


async def test_five_thousand_characters_behind_a_command(desk: Desk) -> None:
    client = desk.newcomer()
    text = "A very long story about glasses. " * 152
    view = await desk.open_form(MAYA, "/sms", f"{client.number} {text}")
    assert "longer than the 3,000 characters" in says(view, "notice")
    assert body_of(view) == text[:3000]
    assert "Too long by" in says(view, "preview")
    result = await desk.submit(MAYA, view, name="Long story")
    assert "takes 1,600" in result.errors["body"]
    assert "Shorten it by" in result.errors["body"]
    assert client.texts() == []
    await desk.people.type_text(MAYA, view.id, "body", "compose_body", "A short story about glasses.")
    shown = desk.people.open_view(MAYA)
    result = await desk.people.submit(MAYA, shown.id)
    assert result.ok, result


async def test_what_looks_like_a_template_or_markup_is_a_text_like_any_other(desk: Desk) -> None:
    client = desk.newcomer()
    text = "{7*7} ${7*7} <b>bold</b> %s {0} & <!channel>"
    root = await desk.in_touch(client)
    await desk.text(MAYA, "/whatsapp", f"{client.number} {text}")
    post = await desk.in_thread(root, "{7*7}")
    assert not [ping for ping in post.pings if ping != MAYA]
    sent = await desk.delivered(client, 1)
    assert sent == ["{7*7} ${7*7} <b>bold</b> %s {0} & <!channel>"]


async def test_a_gap_that_nobody_filled_in_is_refused_at_the_text(desk: Desk) -> None:
    client = desk.newcomer()
    await desk.in_touch(client)
    view = await desk.open_form(MAYA, "/whatsapp", f"{client.number} Hello {{{{client_name}}}}")
    result = await desk.submit(MAYA, view)
    assert "{{client_name}}" in result.errors["body"]
    await desk.people.close_view(MAYA, view.id)
    assert client.texts("whatsapp") == []
