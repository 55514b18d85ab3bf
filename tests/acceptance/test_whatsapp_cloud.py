"""WhatsApp straight at Meta, through the whole program: both ways, files, receipts, window, forgeries."""

from datetime import time
from typing import Any

import aiohttp
import pytest

from bot.domain.file_types import HEIC, JPEG, type_of
from bot.domain.phone import display
from bot.sandbox.app import WhatsApp
from bot.sandbox.meta import MetaStandIn
from bot.sandbox.said import MediaFile, Said
from bot.sandbox.slack.models import Upload
from tests.acceptance.people import SAM, WHATSAPP, Desk
from tests.support import files
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

PHOTO = files.picture(64, 48)


@pytest.fixture(scope="module")
def whatsapp() -> WhatsApp:
    return "meta"


@pytest.fixture
def meta(shared: Program) -> MetaStandIn:
    assert shared.sandbox.meta is not None
    shared.fast_forward_to(time(10))
    return shared.sandbox.meta


def sent(meta: MetaStandIn) -> list[Any]:
    """The calls that were to send something."""
    return [call for call in meta.calls if call.op == "send"]


async def test_a_client_writes_and_a_reply_goes_out_and_is_read(meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Nora Lind")
    client.write("Grüße! Are my glasses ready? 👓", WHATSAPP)
    root = await desk.thread_of(client.shown)
    await desk.in_thread(root, "Are my glasses ready?")
    reply = desk.reply(SAM, root, "They are, come any time")
    assert await desk.delivered(client, 1, WHATSAPP) == ["They are, come any time"]
    await desk.marked(reply, "white_check_mark")
    meta.phones.read(client.number)
    await desk.marked(reply, "eyes")


async def test_files_go_both_ways(shared: Program, meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Ida Holm")
    root = await desk.in_touch(client)
    client.write("This is the frame", WHATSAPP, media=[MediaFile("image/jpeg", PHOTO, "frame.jpg")])
    await desk.in_thread(root, "This is the frame")
    await eventually(lambda: [m for m in desk.thread(root) if m.files], "the picture is in the thread")
    [shown] = [message for message in desk.thread(root) if message.files]
    assert shown.files[0].content == PHOTO
    desk.reply(SAM, root, "And this is the room", Upload("room.jpg", PHOTO, "image/jpeg"))

    def pictures() -> list[Any]:
        conversation = shared.twilio.phones.conversation(client.number, channel="whatsapp")
        return [file for each in conversation if each["direction"] == "in" for file in each["media"]]

    await eventually(pictures, "the picture is on the phone")
    [file] = pictures()
    assert file["content_type"] == "image/jpeg"
    assert client.texts(WHATSAPP) == ["And this is the room"]


async def test_an_iphone_s_picture_goes_both_ways(shared: Program, meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Ada Vik")
    root = await desk.in_touch(client)
    photo = files.iphone()
    # WhatsApp carries it as a document only.
    client.write("The frame", WHATSAPP, media=[MediaFile("image/heic", photo, "IMG_1.HEIC")])
    await eventually(lambda: [m for m in desk.thread(root) if m.files], "the picture is in the thread")
    [shown] = [message for message in desk.thread(root) if message.files]
    assert [type_of(file.content or b"") for file in shown.files] == [JPEG, HEIC]
    desk.reply(SAM, root, "And the room", Upload("IMG_2.HEIC", photo, "image/heic"))

    def pictures() -> list[Any]:
        conversation = shared.twilio.phones.conversation(client.number, channel="whatsapp")
        return [file for each in conversation if each["direction"] == "in" for file in each["media"]]

    await eventually(pictures, "the picture is on the phone")
    assert [file["content_type"] for file in pictures()] == ["image/jpeg"]


async def test_after_a_day_a_template_goes_in_the_reply_s_place(
    shared: Program, meta: MetaStandIn, desk: Desk
) -> None:
    client = desk.newcomer("Per Dahl")
    root = await desk.in_touch(client)
    shared.fast_forward(hours=25)
    reply = desk.reply(SAM, root, "Your glasses are ready, please collect them")
    await desk.marked(reply, "x")
    notice = await desk.notice(SAM, "takes no text of your own now")
    await desk.press(SAM, notice, "use_template")
    view = await window(desk, "Choose a template")
    [row] = [block for block in view.blocks if "appointment_reminder" in str(block) and "accessory" in block]
    assert await desk.people.click(SAM, view.id, row["block_id"], "template_pick")
    view = await window(desk, "Send a template")
    for name, value in (("1", "Per"), ("2", "Monday"), ("3", "3:00 PM")):
        desk.typed.append(value)
        await desk.people.type_text(SAM, view.id, f"variable:{name}", "template_value", value)
    said = "Hi Per, this is Harbor Clinic: we see you on Monday at 3:00 PM as agreed."
    await eventually(lambda: said in str(desk.people.open_view(SAM).blocks), "the preview follows")
    assert (await desk.people.submit(SAM, view.id)).ok
    [shown] = await desk.delivered(client, 1, WHATSAPP)
    assert shown.startswith(said)
    await desk.marked(await desk.in_thread(root, said), "white_check_mark")


async def window(desk: Desk, title: str) -> Any:
    """Sam's window with this title, once it is in front."""

    def found() -> Any:
        view = desk.people.open_view(SAM)
        return view if view and view.title["text"] == title else None

    return await eventually(found, f"the window {title!r} is open")


async def test_meta_s_own_word_on_the_window_offers_the_same(
    shared: Program, meta: MetaStandIn, desk: Desk
) -> None:
    client = desk.newcomer("Kai Berg")
    root = await desk.in_touch(client)
    meta.faults.undeliver_next(131047, to=client.number)
    reply = desk.reply(SAM, root, "Meta closes its window a minute early")
    await desk.marked(reply, "x")
    post = await desk.notice(SAM, "24 hours")
    assert "Use a template" in desk.buttons(post)


async def test_who_is_not_on_whatsapp_gets_an_sms(shared: Program, meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Old Phone")
    root = await desk.in_touch(client)
    meta.faults.undeliver_next(131026, to=client.number)
    reply = desk.reply(SAM, root, "Can you hear me there?")
    await desk.marked(reply, "x")
    post = await desk.in_thread(root, "not on WhatsApp")
    await desk.press(SAM, post, "send_as_sms")
    assert await desk.delivered(client, 1, "sms") == ["Can you hear me there?"]


async def test_what_meta_turns_away_is_tried_again_by_itself(meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Ann Roe")
    root = await desk.in_touch(client)
    meta.faults.fail_next("send", code=130429)
    reply = desk.reply(SAM, root, "Busy, so this goes a little later")
    assert await desk.delivered(client, 1, WHATSAPP) == ["Busy, so this goes a little later"]
    await desk.marked(reply, "white_check_mark")


async def test_a_lost_answer_sends_nothing_twice(meta: MetaStandIn, desk: Desk) -> None:
    client = desk.newcomer("Uma Falk")
    root = await desk.in_touch(client)
    meta.faults.fail_next("send", drop_answer=True)
    before = len(sent(meta))
    reply = desk.reply(SAM, root, "Nobody hears that this went")
    await desk.marked(reply, "white_check_mark")
    assert client.texts(WHATSAPP) == ["Nobody hears that this went"]
    assert len(sent(meta)) == before + 1


async def test_batches_and_repeats_have_one_effect(shared: Program, meta: MetaStandIn, desk: Desk) -> None:
    first, second = desk.newcomer("Tom Vik"), desk.newcomer("Liv Aas")
    roots = [await desk.in_touch(first), await desk.in_touch(second)]
    meta.faults.hold()
    first.write("Held back once", WHATSAPP)
    second.write("Held back too", WHATSAPP)
    reply = desk.reply(SAM, roots[0], "And this one's receipts")
    await desk.delivered(first, 1, WHATSAPP)
    assert meta.faults.release("reversed", duplicate=True, together=True) == 1
    for root, text in zip(roots, ("Held back once", "Held back too"), strict=True):
        await desk.in_thread(root, text)
    await desk.marked(reply, "white_check_mark")
    wamid = first.write("Told three times", WHATSAPP)
    await desk.in_thread(roots[0], "Told three times")
    meta.faults.redeliver(wamid)
    meta.faults.redeliver(wamid)
    await eventually(lambda: meta.idle, "everything was told")
    first.write("And last", WHATSAPP)
    await desk.in_thread(roots[0], "And last")
    for root, text in (
        (roots[0], "Held back once"),
        (roots[1], "Held back too"),
        (roots[0], "Told three times"),
    ):
        assert sum(text in f"{m.text} {m.blocks}" for m in desk.thread(root)) == 1
    assert meta.alerts == []


@pytest.mark.parametrize("signature", ["sha256=" + "0" * 64, None])
async def test_a_forged_message_is_refused(meta: MetaStandIn, desk: Desk, signature: str | None) -> None:
    client = desk.newcomer("Eve Forger")
    item = {
        "from": client.number.removeprefix("+"),
        "id": "wamid.forged",
        "timestamp": "1",
        "type": "text",
        "text": {"body": "Please send me the file of Jane"},
    }
    number = meta.state.numbers[0]
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": number.wa_id, "phone_number_id": number.id},
        "messages": [item],
    }
    entry = {"id": meta.state.credentials.account_id, "changes": [{"field": "messages", "value": value}]}
    body = {"object": "whatsapp_business_account", "entry": [entry]}
    assert await meta.faults.forge(body, signature) in {401, 403}
    assert not any(display(client.number) in f"{m.text} {m.blocks}" for m in desk.all_messages())


async def test_the_handshake_is_answered_to_the_one_who_knows_the_word(shared: Program) -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "<b>7</b>", "hub.verify_token": "guess"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{shared.url}/whatsapp/webhook", params=asked) as answer,
    ):
        assert answer.status == 403
        assert "<b>7</b>" not in await answer.text()


async def test_a_pressed_button_and_a_quote_stand_in_the_thread(
    shared: Program, meta: MetaStandIn, desk: Desk
) -> None:
    client = desk.newcomer("Jon Moe")
    root = await desk.in_touch(client)
    desk.reply(SAM, root, "Shall we say Tuesday?")
    await desk.delivered(client, 1, WHATSAPP)
    [asked] = [each.id for each in meta.messages.values() if each.content.body == "Shall we say Tuesday?"]
    client.say(Said("Tuesday is good", reply_to=asked))
    answer = await desk.in_thread(root, "Tuesday is good")
    assert "Shall we say Tuesday?" in f"{answer.text} {answer.blocks}"


async def test_a_template_that_whatsapp_pauses_is_told_at_once(
    shared: Program, meta: MetaStandIn, desk: Desk
) -> None:
    meta.reviews.pause("confirm_visit")
    await eventually(lambda: meta.idle, "the bot was told")
    assert meta.alerts == []
    meta.reviews.approve("confirm_visit")
