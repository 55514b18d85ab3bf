"""What clients send beside words, as Meta passes it on: to the thread, with hidden and new numbers."""

from datetime import time
from typing import Any

import pytest

from bot.domain.phone import display
from bot.sandbox.app import WhatsApp
from bot.sandbox.meta import MetaStandIn
from bot.sandbox.said import Contact, Place, Said
from bot.sandbox.samples import sticker, voice_note
from tests.acceptance.people import SAM, WHATSAPP, Desk, PhoneUser
from tests.acceptance.test_templates import preview, window
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def whatsapp() -> WhatsApp:
    return "meta"


@pytest.fixture
def meta(shared: Program) -> MetaStandIn:
    assert shared.sandbox.meta is not None
    shared.fast_forward_to(time(10))
    return shared.sandbox.meta


def screen(shared: Program, client: PhoneUser) -> list[dict[str, Any]]:
    """What has come to the client by WhatsApp."""
    shown = shared.twilio.phones.conversation(client.number, channel=WHATSAPP)
    return [each for each in shown if each["direction"] == "in"]


async def answered(shared: Program, desk: Desk, client: PhoneUser, root: str, text: str) -> str:
    """A teammate's reply, once it is on the phone: its id there."""
    desk.reply(SAM, root, text)
    await eventually(lambda: text in client.texts(WHATSAPP), f"{text!r} is on the phone")
    return next(each["sid"] for each in screen(shared, client) if text in each["body"])


async def test_everything_a_phone_can_say_stands_in_the_thread(
    shared: Program, meta: MetaStandIn, desk: Desk
) -> None:
    client = desk.newcomer("Maria Lopez")
    root = await desk.in_touch(client)
    ours = await answered(shared, desk, client, root, "See you at four?")
    client.say(Said("Yes, if that suits you", reply_to=ours))
    answer = await desk.in_thread(root, "Yes, if that suits you")
    assert "Answers “See you at four?”" in str(answer.blocks)
    client.say(Said(emoji="👍", reply_to=ours))
    await desk.in_thread(root, "reacted 👍 (thumbsup) to “See you at four?”")
    client.say(Said(emoji="", reply_to=ours))
    await desk.in_thread(root, "took back the reaction to “See you at four?”")
    client.say(Said(place=Place(38.8977, -77.0365, "Front <door>")))
    await desk.in_thread(root, "openstreetmap.org/?mlat=38.897700&amp;mlon=-77.036500")
    client.say(Said(contact=Contact("Ann <!channel> Lee", ("+12025550111",))))
    contact = await desk.in_thread(root, "Contact: Ann &lt;!channel&gt; Lee")
    assert "+12025550111" in str(contact.blocks)
    client.say(Said(files=(sticker(),), is_sticker=True))
    await desk.in_thread(root, "Sticker")
    client.say(Said(files=(voice_note(),), is_voice=True))
    await desk.in_thread(root, "Voice note")
    files = [file for file in desk.thread(root) if file.files]
    await eventually(lambda: len([m for m in desk.thread(root) if m.files]) == 2, "both files are there")
    assert not any(message.pings for message in files)
    client.say(Said("Closed on Friday?", is_forwarded=True, is_often_forwarded=True))
    forwarded = await desk.in_thread(root, "Closed on Friday?")
    assert "Forwarded many times" in str(forwarded.blocks)
    meta.phones.send_unsupported(client.number, shared.sandbox.whatsapp_number)
    await eventually(lambda: meta.idle, "everything was told")
    assert meta.alerts == []


async def test_a_template_s_button_is_pressed(shared: Program, meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Rosa Vega")
    root = await desk.in_touch(client)
    await desk.press(SAM, desk.root(root), "card_template")
    view = await window(desk, SAM, "Choose a template")
    [row] = [block for block in view.blocks if "confirm_visit" in str(block) and "accessory" in block]
    assert await desk.people.click(SAM, view.id, row["block_id"], "template_pick")
    view = await window(desk, SAM, "Send a template")
    for name, value in (("1", "Rosa"), ("2", "Friday")):
        desk.typed.append(value)
        await desk.people.type_text(SAM, view.id, f"variable:{name}", "template_value", value)
    await eventually(lambda: "Friday" in preview(desk.people.open_view(SAM)), "the preview follows")
    assert (await desk.people.submit(SAM, view.id)).ok
    asked = await eventually(
        lambda: [each for each in screen(shared, client) if each["buttons"]], "the template is on the phone"
    )
    client.say(Said(button="I will be there", reply_to=asked[0]["sid"]))
    pressed = await desk.in_thread(root, "Pressed “I will be there”")
    assert "Hello Rosa, can you still make it on Friday?" in str(pressed.blocks)


async def test_who_hides_the_number_is_answered_by_identity(
    shared: Program, meta: MetaStandIn, desk: Desk
) -> None:
    client = desk.newcomer("Mona Privat")
    shared.sandbox.phones.hide_number(client.number)
    client.write("You do not know my number", WHATSAPP)
    root = await desk.thread_of("Mona Privat")
    await desk.in_thread(root, "You do not know my number")
    reply = desk.reply(SAM, root, "That is fine with us")
    assert await desk.delivered(client, 1, WHATSAPP) == ["That is fine with us"]
    await desk.marked(reply, "white_check_mark")
    [call] = [each for each in meta.calls if "That is fine with us" in str(each.params)]
    identity = meta.phones.book.find(client.number).identity
    assert (call.params.get("recipient"), "to" in call.params) == (identity, False)


async def test_a_new_number_is_told_and_used(shared: Program, meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Nils Umzug")
    root = await desk.in_touch(client)
    old, new = client.number, "+12025553172"
    shared.sandbox.phones.change_number(old, new)
    client.number = new
    await desk.in_thread(root, display(new))
    client.write("I have a new number", WHATSAPP)
    await desk.in_thread(root, "I have a new number")
    assert await answered(shared, desk, client, root, "We have seen it")


async def test_an_expired_token_says_who_can_mend_it(meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Olga Stern")
    root = await desk.in_touch(client)
    meta.standing.token_expired = True
    reply = desk.reply(SAM, root, "This has to wait for an admin")
    post = await desk.in_thread(root, "Meta refused the app's token")
    meta.standing.token_expired = False
    await desk.press(SAM, post, "retry")
    assert await desk.delivered(client, 1, WHATSAPP) == ["This has to wait for an admin"]
    await desk.marked(reply, "white_check_mark")
