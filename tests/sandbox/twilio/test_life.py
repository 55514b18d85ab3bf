"""What becomes of a message that was accepted."""

import pytest

from bot.sandbox.twilio import WHATSAPP_SANDBOX_NUMBER
from tests.sandbox.twilio.conftest import JANE, OMAR, OURS, SERVICE, TEMPLATE, Stage, until


async def test_a_text_is_sent_and_delivered_with_a_signed_receipt_for_each_step(stage: Stage) -> None:
    message = await stage.send("Hello Jane")
    await stage.settled()
    assert message.status == "queued"
    assert [form["MessageStatus"] for form in stage.bot.receipts] == ["sending", "sent", "delivered"]
    assert all(hook.signed for hook in stage.bot.hooks)
    assert {hook.query for hook in stage.bot.hooks} == {"m=7"}
    assert stage.bot.receipts[0]["SmsSid"] == message.sid
    [shown] = stage.twilio.phones.conversation(JANE)
    assert (shown["direction"], shown["body"], shown["ticks"], shown["with"]) == (
        "in",
        "Hello Jane",
        "delivered",
        OURS,
    )


async def test_the_price_is_known_only_when_the_message_is_final(stage: Stage) -> None:
    stage.config.delivered_after = 3600
    message = stage.twilio.messages[(await stage.send("x" * 161)).sid]
    await until(lambda: message.status == "sent")
    assert message.as_json(stage.clock.now())["price"] is None
    stage.clock.advance(3600)
    await stage.settled()
    assert message.as_json(stage.clock.now())["price"] == "-0.01660"


async def test_no_receipt_without_a_callback_address(stage: Stage) -> None:
    await stage.send(status_callback=None)
    await stage.settled()
    assert stage.bot.receipts == []
    assert len(stage.twilio.phones.conversation(JANE)) == 1


async def test_a_number_nobody_has_shown_becomes_a_phone(stage: Stage) -> None:
    assert (await stage.statuses(to=OMAR))[-1] == ("delivered", None)
    assert stage.twilio.phones.conversation(OMAR)[0]["body"] == "Hello"


async def test_a_phone_that_is_off_is_unreachable_by_text(stage: Stage) -> None:
    stage.twilio.phones.switch_off(JANE)
    assert await stage.statuses() == [("sending", None), ("sent", None), ("undelivered", "30003")]
    assert stage.twilio.phones.conversation(JANE) == []


async def test_whatsapp_waits_for_a_phone_that_is_off(stage: Stage) -> None:
    phones = stage.twilio.phones
    phones.text(JANE, OURS, "Hi", "whatsapp")
    phones.switch_off(JANE)
    assert (await stage.statuses(to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}"))[-1] == ("sent", None)
    phones.switch_on(JANE)
    await stage.settled()
    assert stage.bot.receipts[-1]["MessageStatus"] == "delivered"


async def test_a_phone_can_be_told_to_fail(stage: Stage) -> None:
    stage.twilio.phones.fail_with(JANE, 30005)
    assert (await stage.statuses())[-1] == ("undelivered", "30005")
    stage.twilio.phones.fail_with(JANE, None)
    assert (await stage.statuses())[-1] == ("delivered", None)


async def test_reading_whatsapp_sends_read_receipts_and_reading_a_text_none(stage: Stage) -> None:
    phones = stage.twilio.phones
    phones.text(JANE, OURS, "Hi", "whatsapp")
    await stage.send("by text")
    message = await stage.send("by WhatsApp", to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}")
    await stage.settled()
    assert phones.read(JANE) == 1
    assert phones.read(JANE) == 0
    await stage.settled()
    read = [form for form in stage.bot.receipts if form["MessageStatus"] == "read"]
    assert [form["MessageSid"] for form in read] == [message.sid]
    assert read[0]["EventType"] == "READ"
    assert read[0]["ChannelPrefix"] == "whatsapp"


@pytest.mark.parametrize(
    ("wrote_ago", "end"), [(None, "undelivered"), (86_399, "delivered"), (86_400, "undelivered")]
)
async def test_free_text_by_whatsapp_needs_an_open_window(
    stage: Stage, wrote_ago: int | None, end: str
) -> None:
    if wrote_ago is not None:
        stage.twilio.phones.text(JANE, OURS, "Hi", "whatsapp")
        await stage.settled()
        # Stay clear of the bound by a second of real time.
        stage.clock.advance(wrote_ago - 30 if end == "delivered" else wrote_ago)
    last = (await stage.statuses(to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}"))[-1]
    assert last == (end, "63016" if end == "undelivered" else None)


async def test_a_template_needs_no_window(stage: Stage) -> None:
    fields = {"content_sid": TEMPLATE, "content_variables": '{"1":"Jane","2":"nine"}', "body": None}
    last = (await stage.statuses(to=f"whatsapp:{JANE}", from_=f"whatsapp:{OURS}", **fields))[-1]
    assert last == ("delivered", None)
    assert stage.twilio.phones.conversation(JANE)[0]["body"] == "Hello Jane, see you at nine."


async def test_a_phone_without_whatsapp_fails(stage: Stage) -> None:
    stage.twilio.phones.add(OMAR, "Omar", {"sms"})
    last = (await stage.statuses(to=f"whatsapp:{OMAR}", from_=f"whatsapp:{OURS}"))[-1]
    assert last == ("failed", "63003")


async def test_the_whatsapp_sandbox_reaches_only_who_has_joined(stage: Stage) -> None:
    to, from_ = f"whatsapp:{JANE}", f"whatsapp:{WHATSAPP_SANDBOX_NUMBER}"
    assert (await stage.statuses(to=to, from_=from_))[-1] == ("failed", "63015")
    stage.twilio.phones.text(JANE, WHATSAPP_SANDBOX_NUMBER, "join tidy-otter", "whatsapp")
    assert (await stage.statuses(to=to, from_=from_))[-1] == ("delivered", None)
    stage.clock.advance(3 * 86_400)
    assert (await stage.statuses(to=to, from_=from_))[-1] == ("failed", "63015")


async def test_a_long_code_sends_one_segment_a_second(stage: Stage) -> None:
    stage.config.pacing = True
    first, second = await stage.send("a" * 161), await stage.send("b")
    await until(lambda: stage.twilio.messages[first.sid].status == "delivered")
    stage.clock.advance(5)
    await stage.settled()
    # The first takes two segments, so two seconds pass on the sandbox's clock before the second may go.
    assert (stage.twilio.messages[second.sid].sent or 0) >= stage.twilio.messages[first.sid].created + 2


async def test_a_message_that_waits_past_its_validity_fails(stage: Stage) -> None:
    stage.config.pacing = True
    await stage.send("a" * 1600)
    message = await stage.send("b", validity_period=1)
    stage.clock.advance(2)
    await until(lambda: stage.twilio.messages[message.sid].status == "failed")
    assert stage.twilio.messages[message.sid].error_code == 30036


async def test_a_queue_of_more_than_four_hours_is_refused(stage: Stage) -> None:
    stage.config.pacing = True
    # The slowest sender: three seconds a segment, 24 segments each.
    form = {"To": f"whatsapp:{JANE}", "From": f"whatsapp:{WHATSAPP_SANDBOX_NUMBER}", "Body": "ж" * 1600}
    codes = set()
    while 21611 not in codes and len(stage.twilio.calls) < 300:
        async with stage.session.post(stage.messages_url, data=form, headers=stage.auth) as response:
            codes.add((await response.json())["code"] if response.status == 429 else None)
    assert codes == {None, 21611}
    assert len(stage.twilio.messages) == -(-14_400 // 72) + 1


async def test_a_service_picks_its_sender_after_the_answer(stage: Stage) -> None:
    message = await stage.send(messaging_service_sid=SERVICE)
    await stage.settled()
    assert (message.status, message.from_, message.num_segments) == ("accepted", None, "0")
    assert [form["MessageStatus"] for form in stage.bot.receipts] == [
        "queued",
        "sending",
        "sent",
        "delivered",
    ]
    assert stage.bot.receipts[0]["MessagingServiceSid"] == SERVICE
