"""STOP, START and HELP: heard at once, kept on every door, and answered exactly once."""

import pytest

from tests.acceptance.people import MAYA, SAM, SMS, WHATSAPP, Desk, PhoneUser
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


def everything(desk: Desk, shared: Program, phone: PhoneUser) -> list[str]:
    """All that the phone has got, the carrier's own answers included."""
    return [
        each["body"] for each in shared.twilio.phones.conversation(phone.number) if each["direction"] == "in"
    ]


async def stopped(desk: Desk, root: str, channel: str) -> None:
    await desk.in_thread(root, f"opted out of {channel}")
    await eventually(lambda: f"{channel}: *opted out*" in desk.said(root), "the card says so")


@pytest.mark.parametrize("word", ["STOP", "stop", " Unsubscribe ", "QUIT"])
async def test_stop_by_sms_is_answered_by_the_carrier_alone(shared: Program, desk: Desk, word: str) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    client.write(word)
    await stopped(desk, root, "SMS")
    client.write(word)
    client.write("I mean it, no more of this")
    await desk.in_thread(root, "I mean it, no more of this")
    assert len(everything(desk, shared, client)) == 1
    assert client.texts(SMS) == []


async def test_a_polite_stop_that_the_carrier_does_not_know_is_answered_by_us(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    client.write("Stop please!")
    await stopped(desk, root, "SMS")
    (answer,) = await desk.delivered(client, 1, SMS)
    assert answer.startswith("Harbor Clinic: you will get no more SMS messages from us.")
    assert everything(desk, shared, client) == [answer]


async def test_stop_on_whatsapp_is_answered_by_us_once(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    client.write("STOP", WHATSAPP)
    await stopped(desk, root, "WhatsApp")
    (answer,) = await desk.delivered(client, 1)
    assert answer == (
        "Harbor Clinic: you will get no more WhatsApp messages from us. Reply START to hear from us again."
    )
    client.write("STOP", WHATSAPP)
    client.write("stop", WHATSAPP)
    client.write("I said stop, did I not", WHATSAPP)
    await desk.in_thread(root, "I said stop, did I not")
    await eventually(lambda: shared.twilio.idle, "all is quiet")
    assert everything(desk, shared, client) == [answer]


async def test_a_stop_that_is_delivered_again_is_answered_once(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    sid = client.write("STOP", WHATSAPP)
    await stopped(desk, root, "WhatsApp")
    for _ in range(3):
        assert await shared.twilio.faults.redeliver(sid) == 200
    client.write("Nothing more from you then", WHATSAPP)
    await desk.in_thread(root, "Nothing more from you then")
    assert len(await desk.delivered(client, 1)) == 1


async def test_after_stop_every_door_is_closed_and_says_why(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    client.write("STOP")
    await stopped(desk, root, "SMS")
    reply = desk.reply(MAYA, root, "Are you sure about it?")
    said = await desk.hears(MAYA, "opted out of SMS")
    assert said.startswith("Not sent.")
    assert "They can text START" in said
    await desk.marked(reply, "x")
    view = await desk.open_form(SAM, "/sms", f"{client.number} Are you really sure?")
    assert "opted out of SMS" in str(view.blocks)
    result = await desk.submit(SAM, view)
    assert "opted out of SMS" in result.errors["client"]
    await desk.people.close_view(SAM, view.id)
    assert client.texts(SMS) == []


async def test_start_opens_it_again(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    client.write("STOP", WHATSAPP)
    await stopped(desk, root, "WhatsApp")
    client.write("START", WHATSAPP)
    await desk.in_thread(root, "opted in to WhatsApp again. You can write to them.")
    answers = await desk.delivered(client, 2)
    assert answers[1] == "Harbor Clinic: you will hear from us on WhatsApp again. Reply STOP to opt out."
    await desk.marked(desk.reply(MAYA, root, "Good to have you back"), "white_check_mark")


async def test_stop_on_one_channel_leaves_the_other_open(desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    client.write("STOP", SMS)
    await stopped(desk, root, "SMS")
    client.write("But WhatsApp is fine for me", WHATSAPP)
    await desk.in_thread(root, "But WhatsApp is fine for me")
    await desk.marked(desk.reply(MAYA, root, "Then we write here"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Then we write here"]
    assert client.texts(SMS) == []


async def test_help_is_answered_once_by_whoever_answers_there(shared: Program, desk: Desk) -> None:
    by_sms, by_whatsapp = desk.newcomer(), desk.newcomer()
    first, second = await desk.in_touch(by_sms, SMS), await desk.in_touch(by_whatsapp)
    by_sms.write("HELP")
    by_whatsapp.write("help", WHATSAPP)
    await desk.in_thread(first, "asked for help; the carrier sent the automatic answer")
    await desk.in_thread(second, "asked for help; we sent the automatic answer")
    (answer,) = await desk.delivered(by_whatsapp, 1)
    assert answer == "Harbor Clinic: write here and our team answers. Reply STOP to opt out."
    await eventually(lambda: shared.twilio.idle, "all is quiet")
    assert len(everything(desk, shared, by_sms)) == 1
    assert everything(desk, shared, by_whatsapp) == [answer]


@pytest.mark.parametrize(
    "said", ["Stop by tomorrow?", "I stop by at nine", "Yes", "Can you help me?", "unstoppable"]
)
async def test_an_ordinary_text_is_no_keyword(shared: Program, desk: Desk, said: str) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    client.write(said, WHATSAPP)
    await desk.in_thread(root, said)
    await desk.marked(desk.reply(MAYA, root, "Of course, any time"), "white_check_mark")
    assert everything(desk, shared, client) == ["Of course, any time"]


async def test_a_stranger_whose_first_word_is_stop(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    client.write("STOP", WHATSAPP)
    root = await desk.thread_of(client.shown)
    await stopped(desk, root, "WhatsApp")
    assert len(await desk.delivered(client, 1)) == 1
