"""Twilio refuses, is busy or gives no answer: a person is told why and what helps; nothing goes twice."""

from typing import Any

import pytest

from bot.sandbox.slack.models import Message
from tests.acceptance.people import MAYA, SAM, SMS, WHATSAPP, Desk
from tests.acceptance.private import BotLog
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

Where = dict[str, Any]


def only(text: str) -> Where:
    """A fault for the one message with this text, so that no other test's is met; a first text to somebody
    has our notice below it."""
    return {"match": lambda form: str(form.get("Body")).partition("\n")[0] == text}


def buttons(post: Message) -> list[str]:
    found = (each for block in post.blocks for each in block.get("elements", ()))
    return [each["action_id"] for each in found if each.get("action_id")]


def creates(program: Program) -> int:
    return sum(call.op == "create" for call in program.twilio.calls)


def says_plainly(post: Message, who: str, code: int) -> None:
    """Short, to the person who sent it, with the reason, the next step and the code."""
    assert post.text.startswith(f"<@{who}>, this message did not reach the client. ")
    assert f"(code {code})" in post.text
    assert 80 < len(post.text) < 330
    for word in ("Error", "Exception", "None", "null", "Failure", "HTTP", "{", "\n"):
        assert word not in post.text


@pytest.mark.parametrize(
    ("code", "reason", "retry"),
    [
        (21211, "not a valid phone number", False),
        (21614, "not a mobile number", False),
        (21408, "not allowed to text the client's country", True),
        (21610, "has replied STOP", False),
        (20003, "refused the app's credentials", True),
        (21617, "longer than the 1,600 characters", False),
        (63007, "not a WhatsApp sender", True),
        (99999, "the code 99999", False),
    ],
)
async def test_a_refusal_is_explained_to_its_author(
    shared: Program, desk: Desk, log: BotLog, code: int, reason: str, retry: bool
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = f"This one is refused with {code}"
    shared.twilio.faults.fail_next("create", code=code, **only(text))
    reply = desk.reply(MAYA, root, text)
    post = await desk.in_thread(root, "did not reach the client")
    says_plainly(post, MAYA, code)
    assert reason in post.text
    assert text in str(post.blocks)
    assert ("retry" in buttons(post)) is retry
    await desk.marked(reply, "x")
    record = await log.names("Sending a text met a failure", str(code))
    assert record["level"] == "warning"
    assert client.texts(WHATSAPP) == []


async def test_after_21610_the_opt_out_is_known_and_nothing_more_is_tried(
    shared: Program, desk: Desk
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.twilio.faults.fail_next("create", code=21610, **only("Are you still there, dear client?"))
    desk.reply(MAYA, root, "Are you still there, dear client?")
    await desk.in_thread(root, "has replied STOP")
    await eventually(lambda: "WhatsApp: *opted out*" in desk.said(root), "the card says so")
    before = creates(shared)
    desk.reply(MAYA, root, "And one more try from me")
    said = await desk.hears(MAYA, "opted out of WhatsApp")
    assert said.startswith("Not sent.")
    assert "START" in said
    assert creates(shared) == before


async def test_retry_after_a_refusal_that_was_mended(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = "Sent again once the account works"
    shared.twilio.faults.fail_next("create", code=20003, **only(text))
    reply = desk.reply(MAYA, root, text)
    post = await desk.in_thread(root, "did not reach the client")
    await desk.press(SAM, post, "retry")
    assert await desk.delivered(client, 1) == [text]
    await desk.marked(reply, "white_check_mark")
    await desk.hears(SAM, "Sending it again now.")
    await eventually(lambda: "retry" not in buttons(post), "nobody can press it again")


async def test_a_429_is_waited_out_as_long_as_twilio_asks(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = "This one has to wait its turn"
    shared.twilio.faults.fail_next("create", rate_limited=2, **only(text))
    desk.reply(MAYA, root, text)
    assert await desk.delivered(client, 1) == [text]
    tries = [call for call in shared.twilio.calls if call.op == "create" and call.params.get("Body") == text]
    assert len(tries) == 2
    assert tries[1].at - tries[0].at >= 1.9
    assert not any("did not reach" in m.text for m in desk.thread(root))


@pytest.mark.parametrize(
    "trouble",
    [
        {"status": 500, "performed": True},
        {"status": 503, "performed": True},
        {"drop_answer": True},
    ],
    ids=["500", "503", "cut"],
)
async def test_an_answer_that_is_lost_after_the_text_went(
    shared: Program, desk: Desk, trouble: dict[str, Any]
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = f"Its answer is lost: {trouble}"
    shared.twilio.faults.fail_next("create", **trouble, **only(text))
    reply = desk.reply(MAYA, root, text)
    await desk.marked(reply, "white_check_mark")
    assert client.texts(WHATSAPP) == [text]
    assert not any("did not reach" in m.text or "can tell whether" in m.text for m in desk.thread(root))


@pytest.mark.parametrize("trouble", [{"status": 502}, {"timeout": True}], ids=["502", "time-out"])
async def test_when_nobody_can_tell_a_person_is_asked(
    shared: Program, desk: Desk, log: BotLog, trouble: dict[str, Any]
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = f"Nobody can tell of this: {trouble}"
    shared.twilio.faults.fail_next("create", **trouble, **only(text))
    reply = desk.reply(MAYA, root, text)
    post = await desk.in_thread(root, "can tell whether this message reached the client")
    assert post.text.startswith(f"<@{MAYA}>, nobody can tell")
    assert "most likely did not go" in post.text
    assert buttons(post) == ["it_arrived", "send_again"]
    await desk.marked(reply, "question")
    await log.names("Nobody can tell whether a text went")
    assert client.texts(WHATSAPP) == []
    await desk.press(MAYA, post, "send_again")
    assert await desk.delivered(client, 1) == [text]
    await desk.marked(reply, "white_check_mark")
    assert client.texts(WHATSAPP) == [text]


async def test_a_refusal_on_sms_names_the_way_out(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    shared.twilio.faults.fail_next("create", code=21614, **only("To a number that takes no texts"))
    desk.reply(SAM, root, "To a number that takes no texts")
    post = await desk.in_thread(root, "did not reach the client")
    says_plainly(post, SAM, 21614)
    assert "Call the client, or ask for a mobile number." in post.text


async def test_what_whatsapp_does_not_deliver_goes_by_sms_at_a_press(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.twilio.faults.undeliver_next(63003, to=client.number)
    reply = desk.reply(MAYA, root, "Your results are in")
    post = await desk.in_thread(root, "not on WhatsApp")
    assert desk.buttons(post) == ["Fix number", "Send as SMS"]
    await desk.press(SAM, post, "send_as_sms")
    await eventually(lambda: client.texts(SMS) == ["Your results are in"], "it arrives as an SMS")
    await desk.marked(reply, "white_check_mark")
