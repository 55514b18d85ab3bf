"""Twilio's WhatsApp test number: it reaches who has joined, and everybody reads what joining takes."""

import pytest

from bot.domain.roles import Role
from bot.sandbox.twilio import WHATSAPP_SANDBOX_NUMBER, SandboxSender
from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk, PhoneUser
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHOWN = "+1 415-523-8886"


@pytest.fixture(scope="module")
def bot_env() -> dict[str, str]:
    return {"TWILIO_WHATSAPP_FROM": WHATSAPP_SANDBOX_NUMBER}


@pytest.fixture(scope="module", autouse=True)
def sandbox_number(shared: Program) -> None:
    """The account may use the test number; it is known from the start, as nobody has sent from it yet."""
    shared.twilio.state.senders.append(
        SandboxSender(WHATSAPP_SANDBOX_NUMBER, channel="whatsapp", kind="whatsapp_sandbox")
    )


def write(program: Program, client: PhoneUser, text: str) -> None:
    program.twilio.phones.text(client.number, WHATSAPP_SANDBOX_NUMBER, text, WHATSAPP)


def on_phone(program: Program, client: PhoneUser) -> list[str]:
    shown = program.twilio.phones.conversation(client.number, WHATSAPP_SANDBOX_NUMBER, WHATSAPP)
    return [each["body"] for each in shown if each["direction"] == "in"]


async def note_words(program: Program, desk: Desk) -> None:
    """Maya notes the words of the test number."""
    await program.promote(MAYA, Role.ADMIN)
    assert (await desk.people.command(MAYA, desk.inbox, "/messaging", "settings")).ok
    view = desk.people.open_view(MAYA)
    assert await desk.people.click(MAYA, view.id, "page:numbers", "settings_open")
    view = desk.people.open_view(MAYA)
    assert "Test number · one text every 3 seconds" in str(view.blocks)
    block = f"sender:whatsapp:{WHATSAPP_SANDBOX_NUMBER}"
    assert await desk.people.click(MAYA, view.id, block, "settings_change_sender")
    view = desk.people.open_view(MAYA)
    await desk.people.type_text(MAYA, view.id, "join_words", "join_words", "tidy-otter")
    assert (await desk.people.submit(MAYA, view.id)).ok
    assert "“join tidy-otter”" in str(desk.people.open_view(MAYA).blocks)


async def test_a_client_is_reached_once_they_have_joined(shared: Program, desk: Desk) -> None:
    await note_words(shared, desk)
    client = desk.newcomer("Tessa Test")
    view = await desk.open_form(SAM, "/whatsapp", f"{client.number} Hello from the clinic, this is a test")
    said = f"{view.blocks}"
    assert f"“join tidy-otter” to {SHOWN}" in said
    assert "only Twilio's own test templates" in said
    result = await desk.people.submit(SAM, view.id)
    assert not result.ok
    # "join" is the test number's to answer, and nobody in the team has to.
    write(shared, client, "join tidy-otter")
    await eventually(lambda: "joined" in str(on_phone(shared, client)), "the test number answers")
    write(shared, client, "Now I am here, can you hear me")
    root = await desk.thread_of(client.shown)
    await desk.in_thread(root, "Now I am here, can you hear me")
    assert "join tidy-otter" not in str(desk.thread(root))
    await eventually(lambda: "again every 3 days" in desk.said(root), "the card says how to stay in touch")
    assert f"“join tidy-otter” to {SHOWN}" in desk.said(root)
    desk.reply(SAM, root, "Loud and clear, thank you")
    await eventually(lambda: "Loud and clear, thank you" in on_phone(shared, client), "the reply arrives")


async def test_after_three_days_the_client_must_join_again(shared: Program, desk: Desk) -> None:
    client = desk.newcomer("Theo Test")
    write(shared, client, "join tidy-otter")
    write(shared, client, "Here I am for the first time")
    root = await desk.thread_of(client.shown)
    await desk.in_thread(root, "Here I am for the first time")
    shared.twilio.faults.fail_next("create", code=63015)
    desk.reply(SAM, root, "This one meets a client who has left")
    post = await desk.in_thread(root, "has not joined")
    assert f"send “join tidy-otter” to {SHOWN}" in f"{post.text} {post.blocks}"
    shared.fast_forward(days=3, hours=1)
    write(shared, client, "Do you still hear me?")
    await eventually(lambda: "not connected" in str(on_phone(shared, client)), "the test number keeps it")
    reply = desk.reply(SAM, root, "Not any more, I am afraid")
    await desk.marked(reply, "x")
    assert "Do you still hear me?" not in str(desk.thread(root))
