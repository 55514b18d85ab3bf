"""Delivery receipts, whenever and in whatever order they come; and deliveries that fail after all."""

import pytest

from tests.acceptance.people import MAYA, SAM, SMS, WHATSAPP, Desk
from tests.acceptance.private import BotLog
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("order", ["original", "reversed", "shuffled"])
async def test_late_doubled_and_out_of_order_they_end_where_they_should(
    shared: Program, desk: Desk, order: str
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.twilio.faults.hold_receipts()
    try:
        reply = desk.reply(MAYA, root, f"Receipts in {order} order, twice each")
        await desk.delivered(client, 1)
        await eventually(lambda: "hourglass_flowing_sand" in desk.reactions(reply), "it waits")
        assert "white_check_mark" not in desk.reactions(reply)
    finally:
        shared.twilio.faults.release_receipts(order, duplicate=True)
    await desk.marked(reply, "white_check_mark")
    await eventually(lambda: "*delivered*" in desk.said(root), "the card says so")
    await eventually(lambda: shared.twilio.idle, "all receipts are in")
    assert "*delivered*" in desk.said(root)
    assert "x" not in desk.reactions(reply)
    assert client.texts(WHATSAPP) == [f"Receipts in {order} order, twice each"]


async def test_receipts_before_the_answer_to_the_call(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = "The receipt is faster than the answer"
    shared.twilio.faults.fail_next(
        "create", timeout=True, performed=True, match=lambda form: form.get("Body") == text
    )
    reply = desk.reply(MAYA, root, text)
    await desk.marked(reply, "white_check_mark")
    await eventually(lambda: "*delivered*" in desk.said(root), "the card says so")
    assert client.texts(WHATSAPP) == [text]


async def test_read_on_whatsapp_shows(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    reply = desk.reply(MAYA, root, "Have you seen this already?")
    await desk.marked(reply, "white_check_mark")
    shared.twilio.phones.read(client.number)
    await desk.marked(reply, "eyes")
    await eventually(lambda: "*read*" in desk.said(root), "the card says so")


@pytest.mark.parametrize(
    ("code", "channel", "reason", "way_out"),
    [
        (30007, SMS, "spam filter stopped the message", "without short links"),
        (30005, SMS, "does not exist or is no longer in use", "Check the number"),
        (63003, WHATSAPP, "not on WhatsApp", "Send it as an SMS instead."),
        (63016, WHATSAPP, "has not written on WhatsApp for 24 hours", "wait until the client writes"),
    ],
)
async def test_what_is_not_delivered_is_explained(
    shared: Program, desk: Desk, log: BotLog, code: int, channel: str, reason: str, way_out: str
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, channel)
    shared.twilio.faults.undeliver_next(code, to=client.number)
    reply = desk.reply(SAM, root, f"This is not delivered: {code}")
    post = await desk.in_thread(root, "did not reach the client")
    assert post.text.startswith(f"<@{SAM}>, this message")
    assert reason in post.text
    assert way_out in post.text
    assert f"(code {code})" in post.text
    await desk.marked(reply, "x")
    await eventually(lambda: "*failed*" in desk.said(root), "the card says so")
    await log.names("Sending a text met a failure", str(code))
    assert client.texts(channel) == []


async def test_whatsapp_to_somebody_who_never_wrote_there(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    view = await desk.open_form(MAYA, "/whatsapp", f"{client.number} Hello out of the blue")
    result = await desk.submit(MAYA, view, name="Ken Cold")
    assert "has not written to you on WhatsApp yet" in result.errors["channel"]
    assert "Use a template, send an SMS" in result.errors["channel"]
    await desk.people.close_view(MAYA, view.id)
    assert not any(client.number in message.to for message in shared.twilio.messages.values())


async def test_a_phone_that_is_off_is_tried_once_more_and_then_told(
    shared: Program, desk: Desk, log: BotLog
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    shared.twilio.phones.switch_off(client.number)
    reply = desk.reply(MAYA, root, "Your phone seems to be off")
    await desk.in_thread(root, "cannot be reached: it may be off or out of range. Trying once more")
    post = await desk.in_thread(root, "(code 30003)")
    assert "call the client" in post.text.lower()
    await desk.marked(reply, "x")
    sent = [m for m in shared.twilio.messages.values() if m.body.startswith("Your phone seems to be off")]
    assert len(sent) == 2
    await log.names("Sending a text met a failure", "30003")


async def test_a_phone_that_was_off_gets_it_at_the_second_try(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    shared.twilio.faults.undeliver_next(30003, to=client.number)
    reply = desk.reply(MAYA, root, "You come back in range soon")
    await desk.in_thread(root, "cannot be reached: it may be off or out of range. Trying once more")
    assert await desk.delivered(client, 1, SMS) == ["You come back in range soon"]
    await desk.marked(reply, "white_check_mark")
    assert not any("did not reach" in m.text for m in desk.thread(root))
