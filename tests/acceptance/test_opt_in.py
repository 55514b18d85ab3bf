"""A first WhatsApp text: the client is asked, and each of the four answers has its end in thread and phone.

``test_opt_in_at_meta`` does the same where WhatsApp goes straight to Meta.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
import pytest_asyncio

from bot.domain.phone import display
from bot.sandbox.said import Said
from bot.sandbox.slack.models import Message
from tests.acceptance.people import MAYA, SAM, SMS, WHATSAPP, Desk, PhoneUser
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = (
    "Hello, this is Harbor Clinic. May we write to you here on WhatsApp about your visits and orders? "
    "You can end it at any time with STOP."
)
YES, NO = "Yes, please", "No, thanks"


@dataclass(frozen=True)
class Carrier:
    """How clients of this carrier are met, and how they press a button."""

    desk: Desk

    def client(self) -> PhoneUser:
        """Somebody with WhatsApp whom nobody has written to."""
        return self.desk.newcomer()

    def without_whatsapp(self) -> PhoneUser:
        """Somebody whose phone takes SMS only."""
        return self.desk.newcomer(kinds=("sms",))

    def press(self, client: PhoneUser, title: str) -> None:
        """The client presses a button below the last message."""
        client.say(Said(button=title, reply_to=client.last(WHATSAPP)))


@pytest.fixture
def carrier(desk: Desk) -> Carrier:
    """The stand-in that carries WhatsApp."""
    return Carrier(desk)


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def asks_first(shared: Program) -> AsyncIterator[None]:
    """An admin has chosen the opt-in message, and it is day."""
    store = shared._store()
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        assert workspace
        async with store.write(workspace.id) as uow:
            kept = await uow.settings.load()
            rules = replace(kept.settings.opt_in, template=shared.sandbox.opt_in)
            await uow.settings.save(
                replace(kept.settings, opt_in=rules), kept.version, None, datetime.now(UTC)
            )
    finally:
        await store.close()
    shared.fast_forward_to(time(10))
    yield


async def asked(desk: Desk, client: PhoneUser, words: str) -> str:
    """Sam writes a first text and sends the opt-in message before it; the root of the client's thread."""
    view = await desk.open_form(SAM, "/whatsapp", f"{client.number} {words}")
    await eventually(lambda: said(desk), "the form asks")
    view = desk.people.open_view(SAM)
    assert QUESTION in str(view.blocks)
    assert "The opt-in message costs about $" in str(view.blocks)
    assert view.submit["text"] == "Send opt-in message"
    assert (await desk.people.submit(SAM, view.id)).ok
    return await desk.thread_of(display(client.number))


def said(desk: Desk) -> bool:
    view: Any = desk.people.open_view(SAM)
    return view is not None and "Send the opt-in message?" in str(view.blocks)


async def told(desk: Desk, root: str, words: str) -> Message:
    """What the thread says, once it does."""
    return await desk.in_thread(root, words)


async def test_a_yes_lets_what_waited_go_and_is_kept_with_its_proof(
    shared: Program, desk: Desk, carrier: Carrier
) -> None:
    client = carrier.client()
    root = await asked(desk, client, "Your glasses are ready")
    assert await desk.delivered(client, 1) == [QUESTION]
    post = await told(desk, root, "Your glasses are ready")
    assert "*Waits for the client's consent*" in str(post.blocks)
    assert desk.buttons(post) == ["Cancel it", "Send as SMS"]
    assert "waits for their consent" in await desk.hears(SAM, "waits for their consent")
    await eventually(lambda: "whether they want it, no answer yet" in desk.said(root), "the card says so")
    carrier.press(client, YES)
    texts = await desk.delivered(client, 3)
    assert texts[0] == QUESTION
    assert texts[1].startswith("Harbor Clinic: thank you. You will hear from us here on WhatsApp")
    assert texts[2] == "Your glasses are ready"
    await told(desk, root, "agreed to WhatsApp messages; 1 text that waited goes now")
    await eventually(lambda: "agreed to the opt-in message" in desk.said(root), "the card says that too")
    await eventually(lambda: desk.buttons(desk_message(desk, post)) == [], "nothing is offered any more")
    assert [each.actor for each in await shared.audit("opt_in_asked")][-1] == SAM
    await desk.people.command(SAM, desk.inbox, "/client", client.number)
    window = await eventually(lambda: desk.people.open_view(SAM), "the client's window opens")
    assert "Source: the opt-in message on WhatsApp" in str(window.blocks)
    assert "“Yes, please”" in str(window.blocks)
    assert "agreed to “Hello, this is Harbor Clinic." in str(window.blocks)


def desk_message(desk: Desk, post: Message) -> Message:
    """A message as it is now."""
    return next(each for each in desk.all_messages() if each.ts == post.ts)


async def test_a_no_is_obeyed_and_told_and_a_later_yes_opts_in(desk: Desk, carrier: Carrier) -> None:
    client = carrier.client()
    root = await asked(desk, client, "We have an offer of a free check")
    await desk.delivered(client, 1)
    carrier.press(client, NO)
    texts = await desk.delivered(client, 2)
    assert texts[1].endswith("Reply YES at any time to change that.")
    await told(desk, root, "does not want WhatsApp messages")
    failure = await told(desk, root, "opted out of WhatsApp.")
    assert f"<@{SAM}>" in str(failure.blocks)
    view = await desk.open_form(MAYA, "/whatsapp", f"{client.number} Are you sure")
    assert "opted out of WhatsApp" in str(view.blocks)
    assert not (await desk.people.submit(MAYA, view.id)).ok
    client.write("Yes", WHATSAPP)
    await told(desk, root, "agreed to WhatsApp messages")
    assert len(await desk.delivered(client, 3)) == 3


async def test_who_is_silent_is_asked_again_by_a_person_and_what_waited_ends(
    shared: Program, desk: Desk, carrier: Carrier
) -> None:
    client = carrier.client()
    root = await asked(desk, client, "Please call us back")
    await desk.delivered(client, 1)
    shared.fast_forward(hours=24, minutes=1)
    # Who looks at the clock does so each minute of the machine's own; a second worker does at its start.
    second = await shared.start("worker")
    post = await told(desk, root, "has not answered the opt-in message for a day")
    await shared.terminate(second)
    await desk.press(MAYA, post, "opt_in_ask_again")
    assert await desk.delivered(client, 2) == [QUESTION, QUESTION]
    shared.fast_forward(hours=48)
    failure = await told(desk, root, "has not said yes within 72 hours")
    assert "Send as SMS" in desk.buttons(failure)
    await desk.press(SAM, failure, "send_as_sms")
    assert (await desk.delivered(client, 1, SMS))[0].startswith("Please call us back")
    assert len(client.texts(WHATSAPP)) == 2


async def test_who_is_not_on_whatsapp_gets_an_sms_by_one_press(desk: Desk, carrier: Carrier) -> None:
    client = carrier.without_whatsapp()
    root = await asked(desk, client, "Your results are in")
    failure = await told(desk, root, "Send an SMS instead.")
    assert "is not on WhatsApp" in str(failure.blocks)
    await desk.press(SAM, failure, "send_as_sms")
    assert (await desk.delivered(client, 1, SMS))[0].startswith("Your results are in")
    assert client.texts(WHATSAPP) == []
