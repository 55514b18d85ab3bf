"""Slack is busy, broken or gives no answer: what was to be shown is shown in the end, and once."""

import pytest

from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk
from tests.acceptance.private import BotLog
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

TROUBLES = [
    {"rate_limited": 1},
    {"status": 500},
    {"status": 503},
    {"error": "internal_error"},
    {"drop_answer": True},
]
IDS = ["429", "500", "503", "internal_error", "cut"]


@pytest.mark.parametrize("trouble", TROUBLES, ids=IDS)
async def test_a_post_is_made_in_the_end_and_once(
    shared: Program, desk: Desk, log: BotLog, trouble: dict[str, object], request: pytest.FixtureRequest
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    text = f"Shown once in spite of it: {request.node.callspec.id}"
    shared.slack.faults.fail_next("chat.postMessage", **trouble, match=lambda args: args.get("text") == text)
    client.write(text, WHATSAPP)
    client.write("And then what comes after", WHATSAPP)
    await desk.in_thread(root, "And then what comes after")
    assert [m.text for m in desk.thread(root)][1:] == [text, "And then what comes after"]
    await log.names("Slack did not take an outbox item", "inbound")


@pytest.mark.parametrize("trouble", TROUBLES, ids=IDS)
async def test_a_card_is_posted_in_the_end_and_once(
    shared: Program, desk: Desk, trouble: dict[str, object]
) -> None:
    client = desk.newcomer()
    shared.slack.faults.fail_next(
        "chat.postMessage", **trouble, match=lambda args: client.shown in str(args.get("text"))
    )
    client.write("Hello, here is somebody new")
    root = await desk.thread_of(client.shown)
    await desk.in_thread(root, "Hello, here is somebody new")
    messages = shared.slack.workspace.messages(desk.inbox)
    assert len([m for m in messages if not m.is_reply and client.shown in m.text]) == 1


@pytest.mark.parametrize("trouble", TROUBLES, ids=IDS)
async def test_the_card_is_updated_in_the_end(
    shared: Program, desk: Desk, trouble: dict[str, object]
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.slack.faults.fail_next("chat.update", **trouble, match=lambda args: args.get("ts") == root)
    await desk.marked(desk.reply(MAYA, root, "Watch the card, please"), "white_check_mark")
    await eventually(lambda: "*delivered*" in desk.said(root), "the card says so")


@pytest.mark.parametrize("trouble", TROUBLES, ids=IDS)
async def test_the_reaction_is_made_in_the_end(
    shared: Program, desk: Desk, trouble: dict[str, object]
) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.slack.faults.fail_next(
        "reactions.add", **trouble, match=lambda args: args.get("name") == "white_check_mark"
    )
    await desk.marked(desk.reply(MAYA, root, "Watch the reaction, please"), "white_check_mark")
    assert client.texts(WHATSAPP) == ["Watch the reaction, please"]


@pytest.mark.parametrize(
    "trouble",
    [{"rate_limited": 1}, {"status": 500}, {"error": "internal_error"}, {"timeout": True}],
    ids=["429", "500", "internal_error", "time-out"],
)
async def test_a_form_that_cannot_open_is_told_in_time(
    shared: Program, desk: Desk, log: BotLog, trouble: dict[str, object]
) -> None:
    client = desk.newcomer()
    desk.typed.append("The form for this does not open")
    shared.slack.faults.fail_next("views.open", **trouble)
    answer = await desk.people.command(
        SAM, desk.inbox, "/sms", f"{client.number} The form for this does not open"
    )
    assert answer.ok, answer
    assert answer.message is not None
    assert "did not open" in answer.message.text
    assert "nothing was sent" in answer.message.text
    assert "You typed: /sms" in answer.message.text
    assert "The form for this does not open" in answer.message.text
    assert desk.people.open_view(SAM) is None
    await log.names("The handler of /sms failed")


async def test_a_form_whose_opening_was_not_answered_still_works(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    shared.slack.faults.fail_next("views.open", drop_answer=True)
    typed = f"{client.number} Sent from a form nobody vouched for"
    desk.typed.append(typed)
    answer = await desk.people.command(MAYA, desk.inbox, "/whatsapp", typed)
    assert answer.ok
    view = desk.people.open_view(MAYA)
    assert view is not None
    assert (await desk.submit(MAYA, view)).ok
    assert await desk.delivered(client, 1) == ["Sent from a form nobody vouched for"]
    await desk.in_thread(root, "Sent from a form nobody vouched for")


async def test_a_trigger_that_is_too_old_is_explained(shared: Program, desk: Desk) -> None:
    desk.typed.append("Too late for a form, sadly")
    shared.slack.faults.fail_next("views.open", error="expired_trigger_id")
    answer = await desk.people.command(MAYA, desk.inbox, "/sms", "Too late for a form, sadly")
    assert answer.message is not None
    said, typed = answer.message.text.splitlines()
    assert said == "Slack waited too long for us, so the form did not open and nothing was sent. Try again."
    assert typed == "You typed: /sms Too late for a form, sadly"
