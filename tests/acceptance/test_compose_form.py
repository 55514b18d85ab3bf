"""The compose form, from every door: finding a client, making a new one, and what it says meanwhile."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.acceptance.people import MAYA, PRIYA, SAM, SMS, WHATSAPP, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opened(desk: Desk, user: str) -> Any:
    """The form, by the global shortcut."""
    assert await desk.people.shortcut(user, "message_client")
    return await eventually(lambda: desk.people.open_view(user), "the form opens")


async def found(desk: Desk, user: str, view: Any, query: str) -> Sequence[dict[str, Any]]:
    desk.typed.append(query)
    options: Sequence[dict[str, Any]] = await desk.people.suggest(
        user, view.id, "client", "compose_client", query
    )
    return options


def labels(options: Sequence[dict[str, Any]]) -> list[str]:
    return [each["text"]["text"] for each in options]


async def choose(desk: Desk, user: str, option: dict[str, Any]) -> Any:
    view = desk.people.open_view(user)
    value = {"selected_option": {"value": option["value"]}}
    await desk.people.choose(user, view.id, "client", "compose_client", value)
    return desk.people.open_view(user)


@pytest.mark.parametrize("query", ["Ottilie", "ottilie zw", "ZWEIG", "2025550811", "555-0811", "0811"])
async def test_a_client_is_found_by_any_part_of_name_or_number(desk: Desk, query: str) -> None:
    phone = desk.phone("+12025550811")
    if not any("Ottilie" in m.text for m in desk.all_messages()):
        await desk.text(MAYA, "/sms", f"{phone.number} Welcome to the clinic", name="Ottilie Zweig")
        await desk.thread_of("Ottilie Zweig")
    view = await opened(desk, PRIYA)
    assert "Ottilie Zweig · +1 202-555-0811" in labels(await found(desk, PRIYA, view, query))
    await desk.people.close_view(PRIYA, view.id)


async def test_nobody_of_that_name(desk: Desk) -> None:
    view = await opened(desk, SAM)
    options = await found(desk, SAM, view, "Nobody Atall")
    assert labels(options) == ["No client has that name. Type a phone number to add one."]
    view = await choose(desk, SAM, options[0])
    await desk.people.type_text(SAM, view.id, "body", "compose_body", "To whom, I wonder?")
    result = await desk.people.submit(SAM, desk.people.open_view(SAM).id)
    assert result.errors == {
        "client": "Choose a client, or type a full phone number such as +1 202-555-0123."
    }
    await desk.people.close_view(SAM, desk.people.open_view(SAM).id)


async def test_an_impossible_number_is_explained_in_the_menu(desk: Desk) -> None:
    view = await opened(desk, SAM)
    (option,) = await found(desk, SAM, view, "+999 12 345 6789")
    assert "country code that does not exist" in option["text"]["text"] + str(option.get("description"))
    await desk.people.close_view(SAM, view.id)


async def test_a_new_client_is_made_from_the_form(desk: Desk) -> None:
    client = desk.newcomer()
    view = await opened(desk, SAM)
    options = await found(desk, SAM, view, client.number)
    assert labels(options) == [f"New client: {client.shown}"]
    view = await choose(desk, SAM, options[0])
    await eventually(lambda: any(b["block_id"] == "name" for b in desk.people.open_view(SAM).blocks), "asks")
    await desk.people.type_text(SAM, view.id, "name", "compose_name", "Newton <!channel> Fresh")
    await desk.people.type_text(SAM, view.id, "body", "compose_body", "Welcome to our clinic!")
    result = await desk.people.submit(SAM, desk.people.open_view(SAM).id)
    assert result.ok, result
    assert await desk.delivered(client, 1, SMS) == ["Welcome to our clinic!"]
    root = await desk.thread_of(client.shown)
    assert "Newton" in desk.said(root)
    assert "Lead" not in desk.said(root)
    await desk.in_thread(root, "Welcome to our clinic!")
    card = next(m for m in desk.all_messages() if m.ts == root)
    assert card.pings == []
    view = await opened(desk, PRIYA)
    assert f"Newton <!channel> Fresh · {client.shown}" in labels(await found(desk, PRIYA, view, "newton"))
    await desk.people.close_view(PRIYA, view.id)


async def test_one_number_typed_twice_makes_one_client(desk: Desk) -> None:
    client = desk.newcomer()
    await desk.text(MAYA, "/sms", f"{client.number} The first text of two", name="Ona Lee Once")
    view = await desk.open_form(SAM, "/sms", f"{client.number} The second text of two")
    assert not any(block["block_id"] == "name" for block in view.blocks)
    assert (await desk.submit(SAM, view)).ok
    assert await desk.delivered(client, 2, SMS) == ["The first text of two", "The second text of two"]
    cards = [m for m in desk.all_messages() if not m.is_reply and client.shown in m.text]
    assert len(cards) == 1


async def test_the_same_form_submitted_twice_sends_once(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    view = await desk.open_form(MAYA, "/sms", f"{client.number} Pressed twice in a hurry")
    people = desk.people
    payload = {
        **people._common("view_submission", MAYA),
        "view": view.payload(shared.slack.installation.config),
        "trigger_id": "1.1",
    }
    assert (await desk.submit(MAYA, view, name="Twyla Twice")).ok
    again = await people._interact(payload)
    assert again.ok
    await desk.delivered(client, 1, SMS)
    await eventually(lambda: shared.twilio.idle, "all is sent")
    assert client.texts(SMS) == ["Pressed twice in a hurry"]


async def test_the_button_on_the_card_opens_the_form_for_this_client(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    card = next(m for m in desk.all_messages() if m.ts == root)
    await desk.press(PRIYA, card, "message_client")
    view = await eventually(lambda: desk.people.open_view(PRIYA), "the form opens")
    chosen = next(b["element"] for b in view.blocks if b["block_id"] == "client")["initial_option"]
    assert client.shown in chosen["text"]["text"]
    await desk.people.choose(
        PRIYA, view.id, "channel", "compose_channel", {"selected_option": {"value": "whatsapp"}}
    )
    view = desk.people.open_view(PRIYA)
    await desk.people.type_text(PRIYA, view.id, "body", "compose_body", "Sent by the button on the card")
    assert (await desk.people.submit(PRIYA, desk.people.open_view(PRIYA).id)).ok
    assert await desk.delivered(client, 1, WHATSAPP) == ["Sent by the button on the card"]
    await desk.in_thread(root, "Sent by the button on the card")


async def test_a_text_too_long_for_sms_is_refused_at_its_field_and_kept(desk: Desk) -> None:
    client = desk.newcomer()
    view = await desk.open_form(SAM, "/sms", f"{client.number} Short for now")
    text = "Far too long for one text. " * 70
    desk.typed.append(text)
    await desk.people.type_text(SAM, view.id, "body", "compose_body", text)
    result = await desk.people.submit(SAM, desk.people.open_view(SAM).id)
    assert "SMS takes 1,600" in result.errors["body"]
    assert "Shorten it by" in result.errors["body"]
    shown = desk.people.open_view(SAM)
    assert shown.state["body"]["compose_body"]["value"] == text
    await desk.people.close_view(SAM, shown.id)
    assert client.texts(SMS) == []
