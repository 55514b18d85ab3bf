"""A number at Twilio and one at Meta: each client is answered from the number that they wrote to."""

import pytest

from bot.sandbox import seed_meta
from bot.sandbox.app import WhatsApp
from bot.sandbox.said import Said
from tests.acceptance.people import SAM, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

META = seed_meta.NUMBER.number


@pytest.fixture(scope="module")
def whatsapp() -> WhatsApp:
    return "both"


def arrived(shared: Program, number: str) -> list[tuple[str, str]]:
    """What has come to this phone, with the number it came from."""
    shown = shared.twilio.phones.conversation(number)
    return [(each["with"], each["body"]) for each in shown if each["direction"] == "in"]


async def test_who_wrote_to_meta_is_answered_by_meta(shared: Program, desk: Desk) -> None:
    client = desk.newcomer("Mette At Meta")
    shared.sandbox.phones.send(client.number, META, Said("Do you hear me at Meta?"))
    root = await desk.thread_of(client.shown)
    reply = desk.reply(SAM, root, "We hear you at Meta")
    await eventually(lambda: arrived(shared, client.number), "the answer is on the phone")
    assert arrived(shared, client.number) == [(META, "We hear you at Meta")]
    await desk.marked(reply, "white_check_mark")


async def test_who_wrote_to_twilio_is_answered_by_twilio(shared: Program, desk: Desk) -> None:
    client = desk.newcomer("Tove At Twilio")
    ours = shared.sandbox.whatsapp_number
    shared.sandbox.phones.send(client.number, ours, Said("Do you hear me at Twilio?"))
    root = await desk.thread_of(client.shown)
    reply = desk.reply(SAM, root, "We hear you at Twilio")
    await eventually(lambda: arrived(shared, client.number), "the answer is on the phone")
    assert arrived(shared, client.number) == [(ours, "We hear you at Twilio")]
    await desk.marked(reply, "white_check_mark")
