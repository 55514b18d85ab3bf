"""A second Twilio account is added in Slack while the program runs: texts go and come through it at once."""

from typing import Any

import pytest
import pytest_asyncio

from bot.domain.phone import display
from bot.domain.roles import Role
from bot.sandbox.twilio import SandboxSender
from bot.sandbox.twilio.standin import TwilioStandIn
from bot.sandbox.twilio.webhooks import sign
from bot.vault import fresh_key
from tests.acceptance.people import MAYA, SAM, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

NORTH, TOKEN = "AC" + "b" * 32, "0123456789abcdef" * 2
NORTH_SMS = "+12025550160"


@pytest.fixture(scope="module")
def bot_env() -> dict[str, str]:
    return {"ENCRYPTION_KEYS": fresh_key()}


@pytest.fixture(scope="module")
def north(shared: Program) -> TwilioStandIn:
    """The account of the clinic's other office."""
    return shared.twilio.add_account(NORTH, TOKEN, [SandboxSender(NORTH_SMS, friendly_name="North office")])


async def window(desk: Desk, user: str, title: str) -> Any:
    """The window with this title, once it is in front."""

    def found() -> Any:
        view = desk.people.open_view(user)
        return view if view and view.title["text"] == title else None

    return await eventually(found, f"the window {title!r} is open")


async def press(desk: Desk, block: str, action: str) -> None:
    view = desk.people.open_view(MAYA)
    assert await desk.people.click(MAYA, view.id, block, action)


async def add_account(program: Program, desk: Desk) -> None:
    """Maya adds the account from its credentials to its number."""
    await program.promote(MAYA, Role.ADMIN)
    desk.typed.append(TOKEN)
    answer = await desk.people.command(MAYA, desk.inbox, "/messaging", "settings")
    assert answer.ok
    await press(desk, "page:numbers", "settings_open")
    await press(desk, "add_account", "settings_add_account")
    view = await window(desk, MAYA, "Add Twilio account")
    for block, value in (("sid", NORTH), ("token", TOKEN), ("label", "North")):
        await desk.people.type_text(MAYA, view.id, block, block, value)
    assert (await desk.people.submit(MAYA, view.id)).ok
    await eventually(
        lambda: any(each["block_id"] == "senders" for each in desk.people.open_view(MAYA).blocks),
        "the account's numbers are offered",
    )
    view = desk.people.open_view(MAYA)
    assert TOKEN not in f"{view.private_metadata} {view.blocks}"
    assert (await desk.people.submit(MAYA, view.id)).ok
    await window(desk, MAYA, "Numbers and accounts")
    while view := desk.people.open_view(MAYA):
        await desk.people.close_view(MAYA, view.id, everything=True)


@pytest_asyncio.fixture(loop_scope="module")
async def added(shared: Program, desk: Desk, north: TwilioStandIn) -> TwilioStandIn:
    """The account once it is in use."""
    if not await shared.audit("account_added"):
        await add_account(shared, desk)
    desk.typed.append(TOKEN)
    return north


async def test_a_text_goes_through_the_account_that_was_just_added(
    shared: Program, desk: Desk, added: TwilioStandIn
) -> None:
    client = desk.newcomer("Nora North")
    view = await desk.open_form(SAM, "/sms", f"{client.number} Your order is at our north office")
    sender = next(each for each in view.blocks if str(each["block_id"]).startswith("sender_sms"))
    option = next(each for each in sender["element"]["options"] if NORTH_SMS in each["value"])
    assert display(NORTH_SMS) in option["text"]["text"]
    await desk.people.choose(
        SAM, view.id, sender["block_id"], "compose_sender", {"selected_option": {"value": NORTH_SMS}}
    )
    assert (await desk.people.submit(SAM, desk.people.open_view(SAM).id)).ok
    await eventually(lambda: added.messages, "the account has the message")
    [message] = added.messages.values()
    assert message.from_ == NORTH_SMS
    root = await desk.thread_of(client.shown)
    # Its receipt is signed with the account's own token, and is believed.
    await eventually(lambda: "*delivered*" in desk.said(root), "the card says that it arrived")
    assert NORTH_SMS not in {each.from_ for each in shared.twilio.messages.values()}


async def test_an_answer_to_its_number_comes_in_and_is_answered_from_it(
    desk: Desk, added: TwilioStandIn
) -> None:
    client = desk.newcomer("Nils North")
    added.phones.text(client.number, NORTH_SMS, "Is the north office open on Friday?")
    root = await desk.thread_of(client.shown)
    await desk.in_thread(root, "Is the north office open on Friday?")
    desk.reply(SAM, root, "Yes, until five o'clock")

    def answered() -> bool:
        shown = added.phones.conversation(client.number, NORTH_SMS)
        return any(each["body"].startswith("Yes, until five") for each in shown)

    await eventually(answered, "the answer came from the number that was written to")


async def test_a_webhook_is_believed_by_its_own_accounts_token_only(
    shared: Program, desk: Desk, added: TwilioStandIn
) -> None:
    assert added
    url = f"{shared.url}/twilio/inbound"
    form = {
        "MessageSid": "SM" + "9" * 32,
        "From": "+12025550111",
        "To": NORTH_SMS,
        "Body": "Let me in, please",
    }
    session = shared.twilio.state.session
    own_sid, own_token = shared.sandbox.account_sid, shared.sandbox.auth_token
    nobody = "AC" + "c" * 32
    for sid, token in ((NORTH, own_token), (own_sid, TOKEN), (nobody, TOKEN), (nobody, own_token)):
        signed = form | {"AccountSid": sid}
        headers = {"X-Twilio-Signature": sign(token, url, signed)}
        async with session.post(url, data=signed, headers=headers) as answer:
            assert answer.status == 403
    assert "Let me in" not in str(desk.all_messages())


async def test_readiness_names_the_account(shared: Program, added: TwilioStandIn) -> None:
    assert added
    async with shared.twilio.state.session.get(f"{shared.url}/readyz") as answer:
        found = await answer.json()
    assert answer.status == 200
    assert "Twilio" in [each["name"] for each in found["checks"]]
    assert TOKEN not in str(found)


async def test_what_waits_for_a_removed_account_is_not_sent_and_says_why(
    shared: Program, desk: Desk, added: TwilioStandIn
) -> None:
    client = desk.newcomer("Nina North")
    added.phones.text(client.number, NORTH_SMS, "Please tell me when it is there")
    root = await desk.thread_of(client.shown)
    await desk.in_thread(root, "Please tell me when it is there")
    # It is busy for longer than the account lives.
    added.faults.fail_next("create", rate_limited=2, times=50)
    reply = desk.reply(SAM, root, "It has come today and waits")
    await eventually(lambda: any(call.op == "create" and call.code for call in added.calls), "it was tried")
    answer = await desk.people.command(MAYA, desk.inbox, "/messaging", "settings")
    assert answer.ok
    await press(desk, "page:numbers", "settings_open")
    view = await window(desk, MAYA, "Numbers and accounts")
    block = next(b for b in view.blocks if str(b["block_id"]).startswith("account_buttons:"))
    await press(desk, block["block_id"], "settings_remove_account")
    post = await desk.in_thread(root, "was removed")
    assert "Press Retry" in f"{post.text} {post.blocks}"
    await desk.marked(reply, "x")
    # And it goes from a number that is left.
    await desk.press(SAM, post, "retry")
    assert await desk.delivered(client, 1, "sms") == ["It has come today and waits"]
    assert await shared.audit("account_removed")
