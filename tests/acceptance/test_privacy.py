"""A card number that a client texts never stands in Slack; who may see it is shown it; none goes out."""

import aiosqlite
import pytest

from bot.sandbox.slack.models import Message
from tests.acceptance.people import MAYA, SAM, SMS, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARD = "4111 1111 1111 1111"


def everything_slack_holds(shared: Program) -> str:
    """All messages, what one person alone was shown, modals, homes and files."""
    workspace = shared.slack.workspace
    held = [workspace.modals, workspace.homes, workspace.files]
    for place in workspace.channels.values():
        held += [place.messages, place.ephemerals]
    return str(held)


def shown_alone(shared: Program, user: str) -> str:
    return " ".join(f"{m.text} {m.blocks}" for m in shared.slack.workspace.ephemerals(user))


async def make_manager(shared: Program, user: str) -> None:
    """Give a role where the program keeps it."""
    async with aiosqlite.connect(shared.database_url.removeprefix("sqlite:///")) as connection:
        await connection.execute(
            "INSERT OR REPLACE INTO roles (workspace_id, subject, role, granted_at) "
            "SELECT id, ?, 'manager', heard_until FROM workspaces",
            (user,),
        )
        await connection.commit()


async def hidden_in(desk: Desk, root: str) -> Message:
    return await desk.in_thread(root, "[card number hidden]")


async def test_a_clients_card_number_never_stands_in_slack(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    client.write(f"Please charge my card {CARD}, exp 04/27")
    post = await hidden_in(desk, root)
    assert "Please charge my card [card number hidden], exp 04/27" in f"{post.text} {post.blocks}"
    assert "1111" not in everything_slack_holds(shared)


async def test_reveal_shows_it_to_a_manager_alone(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client, SMS)
    client.write(f"My visa is {CARD}")
    post = await hidden_in(desk, root)
    await desk.press(SAM, post, "reveal")
    said = await desk.hears(SAM, "it takes a manager")
    assert "1111" not in said
    assert "1111" not in everything_slack_holds(shared)
    await make_manager(shared, MAYA)
    await desk.press(MAYA, post, "reveal")
    assert await desk.hears(MAYA, f"My visa is {CARD}")
    assert CARD not in shown_alone(shared, SAM)
    kept = str([place.messages for place in shared.slack.workspace.channels.values()])
    assert "1111" not in kept
    await hidden_in(desk, root)


async def test_a_reply_with_a_card_number_is_refused_in_words(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    root = await desk.in_touch(client)
    reply = desk.reply(SAM, root, "I charged 5555 5555 5555 4444 just now")
    said = await desk.hears(SAM, "must not be texted: card number")
    assert said.startswith("Not sent.")
    await desk.marked(reply, "x")
    after = desk.reply(SAM, root, "I charged your card just now")
    await desk.marked(after, "white_check_mark")
    assert client.texts("whatsapp") == ["I charged your card just now"]
    others = [m for m in desk.all_messages() if m.ts != reply.ts]
    assert "4444" not in f"{[(m.text, m.blocks) for m in others]} {shown_alone(shared, SAM)}"


async def test_the_first_text_says_who_writes_and_how_to_stop(shared: Program, desk: Desk) -> None:
    client = desk.newcomer()
    await desk.text(SAM, "/sms", f"{client.number} Hello from the desk", name="Rosa Lind")
    await eventually(client.read, "the text is on the phone")
    assert client.read() == ["Hello from the desk\nHarbor Clinic. Reply STOP to opt out."]
    post = await desk.in_thread(await desk.thread_of("Rosa Lind"), "Hello from the desk")
    assert "Added for the client: Harbor Clinic. Reply STOP to opt out." in str(post.blocks)
    await desk.text(SAM, "/sms", f"{client.number} See you on Monday")
    await desk.delivered(client, 2, SMS)
    assert client.read()[-1] == "See you on Monday"
