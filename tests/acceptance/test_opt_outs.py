"""An opt-out in a client's own words: nothing more goes at once, and a teammate decides in the thread."""

import asyncio

import pytest

from bot.sandbox.slack.models import Message
from tests.acceptance.people import MAYA, PRIYA, SAM, SMS, WHATSAPP, Desk, PhoneUser
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "please stop texting me"


async def asked(desk: Desk, client: PhoneUser, channel: str, label: str) -> tuple[str, Message]:
    """The thread of a client who wrote these words, and the question in it."""
    root = await desk.in_touch(client, channel)
    client.write(WORDS, channel)
    question = await desk.in_thread(root, f"just opt out of {label}?")
    return root, question


async def test_no_reply_goes_until_somebody_decides_and_after_not_an_opt_out_the_next_one_does(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    root, question = await asked(desk, client, WHATSAPP, "WhatsApp")
    assert f"> {WORDS}" in str(question.blocks)
    assert "Without a decision by <!date^" in str(question.blocks)

    refused = desk.reply(MAYA, root, "Did we write too often?")
    said = await desk.hears(MAYA, "own words may be an opt-out of WhatsApp")
    assert said.startswith("Not sent.")
    await desk.marked(refused, "x")
    assert client.texts(WHATSAPP) == []

    await desk.press(SAM, question, "dismiss_opt_out")
    await desk.in_thread(root, "chose *Not an opt-out*")
    await desk.marked(desk.reply(MAYA, root, "Then we go on, thank you"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Then we go on, thank you"]


async def test_opt_out_is_confirmed_once_kept_on_every_door_and_taken_back_by_start(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    root, question = await asked(desk, client, SMS, "SMS")
    await desk.press(SAM, question, "confirm_opt_out")
    await desk.in_thread(root, "is opted out of SMS and on the do-not-contact list.")
    await eventually(lambda: "SMS: *opted out*" in desk.said(root), "the card says so")
    (confirmation,) = await desk.delivered(client, 1, SMS)
    assert confirmation.startswith("Harbor Clinic: you will get no more SMS messages from us.")

    desk.reply(MAYA, root, "One last thing from me")
    await desk.hears(MAYA, "opted out of SMS")
    view = await desk.open_form(PRIYA, "/sms", f"{client.number} And one more from me")
    result = await desk.submit(PRIYA, view)
    assert "opted out of SMS" in result.errors["client"]
    await desk.people.close_view(PRIYA, view.id)
    assert client.texts(SMS) == [confirmation]

    client.write("START")
    await desk.in_thread(root, "opted in to SMS again. You can write to them.")
    await desk.marked(desk.reply(MAYA, root, "Good to have you back"), "white_check_mark")


async def test_two_people_who_press_decide_once(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root, question = await asked(desk, client, WHATSAPP, "WhatsApp")
    await asyncio.gather(
        desk.press(SAM, question, "confirm_opt_out"), desk.press(PRIYA, question, "confirm_opt_out")
    )
    await desk.in_thread(root, "chose *Opt out*")
    told = f"{desk.told(SAM)} {desk.told(PRIYA)}"
    assert told.count("This is decided already: the client is opted out.") > 0
    assert told.count("They get one text that confirms it.") > 0
    assert len(await desk.delivered(client, 1)) == 1


async def test_wrong_number_asks_nothing(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    client.write("Sorry, I think you have the wrong number", WHATSAPP)
    await desk.in_thread(root, "wrong number")
    await desk.marked(desk.reply(MAYA, root, "Sorry to have bothered you"), "white_check_mark")
    assert not any("opt out" in message.text for message in desk.thread(root))
