"""The team's own templates with the whole program: there at first, written, previewed, used, kept."""

from datetime import time
from pathlib import Path
from typing import Any

from bot.domain.roles import Role
from bot.slack.blocks.message_templates import editor
from tests.acceptance.people import MAYA, SAM, SMS, Desk
from tests.support.program import Program, eventually, running_program

VISIT = "Hi {{ first_name }}, {{ doctor }} sees you soon at {{ company_name }}."
SAID = "Hi Nora, Dr. Wu sees you soon at Harbor Clinic."
START = (
    "Appointment cancelled",
    "Appointment confirmation",
    "Appointment moved",
    "Appointment reminder",
    "Document ready",
    "Payment reminder",
    "Welcome message",
)


async def window(desk: Desk, title: str, words: str = "", user: str = SAM) -> Any:
    """The window with this title and these words in it, once it is in front."""

    def found() -> Any:
        view = desk.people.open_view(user)
        fits = view and view.title and view.title["text"] == title and words in str(view.blocks)
        return view if fits else None

    return await eventually(found, f"the window {title!r} with {words!r} is open")


async def templates(desk: Desk, text: str = "") -> None:
    answer = await desk.people.command(SAM, desk.inbox, "/templates", text)
    assert answer.ok, answer


async def take(desk: Desk, block: str, action: str, typed: str, words: str) -> None:
    """Type into a menu that searches, and take what has these words in it."""
    view = desk.people.open_view(SAM)
    assert view
    offered = await desk.people.suggest(SAM, view.id, block, action, typed)
    [option] = [each for each in offered if words in str(each["text"])]
    value = {"selected_option": {"value": option["value"]}}
    assert await desk.people.choose(SAM, view.id, block, action, value)


def rows(view: Any) -> dict[str, str]:
    """The ids of the templates in the list, by their names."""
    texts = [each for each in view.blocks if each["block_id"].startswith("text:")]
    named = {each["text"]["text"].split("*")[1]: each["block_id"].removeprefix("text:") for each in texts}
    return dict(sorted(named.items()))


async def test_one_is_written_looked_at_with_a_client_used_and_remembered(program: Program) -> None:
    await program.promote(SAM, Role.MANAGER)
    program.fast_forward_to(time(10))
    desk = Desk(program)
    nora = desk.newcomer()
    await desk.text(MAYA, "/sms", f"{nora.number} Welcome to us", name="Nora Quill")
    root = await desk.thread_of("Nora Quill")

    await templates(desk)
    assert tuple(rows(await window(desk, "Templates"))) == START
    await templates(desk, "new Visit")
    view = await window(desk, "New template")
    block = editor.content_block("en", 0)
    assert await desk.people.type_text(SAM, view.id, block, editor.CONTENT_ACTION, VISIT)
    await window(desk, "New template", "Hi Jane, [doctor] sees you soon")
    await take(desk, editor.READER, editor.CLIENT, "Nora", "Nora Quill")
    await window(desk, "New template", "As Nora Quill reads it by SMS, in English")
    view = await window(desk, "New template", "Hi Nora, [doctor] sees you soon at Harbor Clinic.")
    assert "Asked each time: doctor." in str(view.blocks)
    assert (await desk.people.submit(SAM, view.id)).ok

    view = await window(desk, "Templates", "“Visit” is saved as version 1.")
    assert await desk.people.click(SAM, view.id, f"tools:{rows(view)['Visit']}", "message_template_use")
    await window(desk, "Message a client", "Visit")
    await take(desk, "client", "compose_client", "Nora", "Nora Quill")
    view = await window(desk, "Message a client", "compose_value")
    [asked] = [each["block_id"] for each in view.blocks if each["block_id"].endswith(":doctor")]
    assert await desk.people.type_text(SAM, view.id, asked, "compose_value", "Dr. Wu")
    view = await window(desk, "Message a client", SAID)
    assert (await desk.people.submit(SAM, view.id)).ok

    assert SAID in await desk.delivered(nora, 2, SMS)
    post = await desk.in_thread(root, SAID)
    assert "Template: Visit, version 1" in str(post.blocks)
    assert [deed.actor for deed in await program.audit("message_template_written")] == [SAM]


async def test_what_is_archived_is_not_there_again_after_a_start(database_url: str, tmp_path: Path) -> None:
    async with running_program(database_url, tmp_path) as program:
        first = await program.start("run")
        await program.promote(SAM, Role.MANAGER)
        desk = Desk(program)
        await templates(desk)
        view = await window(desk, "Templates")
        gone = rows(view)["Welcome message"]
        verb = {"selected_option": {"value": f"archive:{gone}"}}
        assert await desk.people.choose(SAM, view.id, f"tools:{gone}", "message_template_more", verb)
        view = await window(desk, "Archive it?")
        assert (await desk.people.submit(SAM, view.id)).ok
        await window(desk, "Templates", "The template is archived.")
        await program.kill(first)
        await program.start("run")
        await templates(desk)

        left = [name for name in START if name != "Welcome message"]
        assert list(rows(await window(desk, "Templates", "6 templates."))) == left
