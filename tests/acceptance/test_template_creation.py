"""A template made in Slack: handed in, approved or rejected, told of, sent, and answered by a button."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import select

from bot.domain.roles import Role
from bot.storage.store import Store
from bot.storage.tables import workspaces
from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk
from tests.support.program import Program, eventually

SYSTEM = "C0GENERAL"
NAME = "visit_tomorrow"
BODY = "Hi {{1}}, can you make it tomorrow at {{2}}? Press a button to tell us."
SAID = "Hi Nora, can you make it tomorrow at 9:00 AM? Press a button to tell us."


async def prepare(program: Program, database_url: str) -> Desk:
    """Sam is a manager, and an admin has chosen a channel for what the program reports."""
    await program.promote(SAM, Role.MANAGER)
    store = Store(database_url)
    async with store.reader.connect() as connection:
        workspace_id = str((await connection.execute(select(workspaces.c.id))).scalar_one())
    async with store.write(workspace_id) as uow:
        kept = await uow.settings.load()
        chosen = replace(kept.settings, system_channel=SYSTEM)
        await uow.settings.save(chosen, kept.version, MAYA, datetime.now(UTC))
    await store.close()
    return Desk(program)


async def window(desk: Desk, user: str, title: str, words: str = "") -> Any:
    """The window with this title and these words in it, once it is in front."""

    def found() -> Any:
        view = desk.people.open_view(user)
        fits = view and view.title["text"] == title and words in str(view.blocks)
        return view if fits else None

    return await eventually(found, f"the window {title!r} with {words!r} is open")


async def write(desk: Desk, user: str, **fields: str) -> None:
    """Write into the fields of the window in front."""
    for block, text in fields.items():
        view = desk.people.open_view(user)
        assert await desk.people.type_text(user, view.id, block, block, text)


async def make(desk: Desk, *, body: str = BODY) -> Any:
    """Write a template with two buttons, fill its examples in and hand it in."""
    answer = await desk.people.command(SAM, desk.inbox, "/messaging", "templates")
    assert answer.ok, answer
    listed = await window(desk, SAM, "WhatsApp templates")
    assert await desk.people.click(SAM, listed.id, "head", "template_new")
    view = await window(desk, SAM, "New template", "What it consists of")
    replies = {"selected_option": {"value": "quick_reply"}}
    assert await desk.people.choose(SAM, view.id, "kind", "template_kind", replies)
    await window(desk, SAM, "New template", "Buttons to answer by")
    await write(desk, SAM, name="Visit tomorrow", body="{{1}}, tomorrow?", replies="I will be there")
    refused = await desk.people.submit(SAM, view.id)
    assert "no blank at the very beginning" in refused.errors["body"]
    await write(desk, SAM, body=body, replies="I will be there\nPlease move it")
    assert (await desk.people.submit(SAM, view.id)).ok
    view = await window(desk, SAM, "New template", "Example for {{2}}")
    empty = await desk.people.submit(SAM, view.id)
    assert set(empty.errors) == {"sample:1", "sample:2"}
    for block, sample in (("sample:1", "Jane"), ("sample:2", "3:00 PM")):
        assert await desk.people.type_text(SAM, view.id, block, "template_sample", sample)
    view = await window(desk, SAM, "New template", "tomorrow at 3:00 PM?")
    assert "Buttons below it: I will be there · Please move it" in str(view.blocks)
    assert (await desk.people.submit(SAM, view.id)).ok
    await window(desk, SAM, "New template", "It is being handed in.")
    assert "WhatsApp has “visit_tomorrow” (English)" in await desk.hears_directly(SAM, "looks at it")


def contents(program: Program) -> list[Any]:
    return [each for each in program.twilio.contents.values() if each.called == NAME]


async def told(program: Program, words: str) -> str:
    """What the channel for reports is told, once it is; and that it is told once."""

    def found() -> list[str]:
        return [m.text for m in program.slack.workspace.messages(SYSTEM) if words in m.text]

    said: list[str] = await eventually(found, f"the channel is told {words!r}")
    assert len(said) == 1
    return said[0]


async def test_one_is_made_approved_sent_and_answered(program: Program, database_url: str) -> None:
    desk = await prepare(program, database_url)
    program.fast_forward_to(time(10))
    client = desk.newcomer()
    root = await desk.in_touch(client)
    await make(desk)
    [content] = contents(program)
    assert (content.status, content.category, content.variables) == (
        "received",
        "UTILITY",
        {"1": "Jane", "2": "3:00 PM"},
    )
    assert program.twilio.review(content.sid) == "approved"
    program.fast_forward(minutes=2)
    await told(program, "WhatsApp has approved the template “visit_tomorrow” (English).")
    assert await desk.hears_directly(SAM, "WhatsApp has approved the template “visit_tomorrow”")
    program.fast_forward(hours=25)
    await desk.people.close_view(SAM, desk.people.open_view(SAM).id, everything=True)
    await desk.press(SAM, desk.root(root), "card_template")
    view = await window(desk, SAM, "Choose a template", NAME)
    assert await desk.people.click(SAM, view.id, f"template:{content.sid}", "template_pick")
    view = await window(desk, SAM, "Send a template")
    for block, value in (("variable:1", "Nora"), ("variable:2", "9:00 AM")):
        assert await desk.people.type_text(SAM, view.id, block, "template_value", value)
    program.fast_forward_to(time(11))
    assert (await desk.people.submit(SAM, view.id)).ok
    assert await desk.delivered(client, 1) == [SAID]
    shown = program.twilio.phones.conversation(client.number, channel=WHATSAPP)[-1]
    assert shown["buttons"] == ["I will be there", "Please move it"]
    assert "Buttons: I will be there · Please move it" in str((await desk.in_thread(root, SAID)).blocks)
    client.write("I will be there", WHATSAPP, ButtonText="I will be there", ButtonPayload="i_will_be_there")
    await desk.in_thread(root, "I will be there")
    assert len(contents(program)) == 1
    assert [deed.actor for deed in await program.audit("template_submitted")] == [SAM]


async def test_one_is_rejected_with_its_reason_and_deleted(program: Program, database_url: str) -> None:
    desk = await prepare(program, database_url)
    # The first answer is lost: nothing is made twice.
    program.twilio.faults.fail_next("content_create", drop_answer=True)
    await make(desk)
    [content] = contents(program)
    assert program.twilio.review(content.sid, "rejected", "TAG_CONTENT_MISMATCH") == "rejected"
    program.fast_forward(minutes=2)
    said = await told(program, "WhatsApp has rejected the template “visit_tomorrow” (English).")
    assert "Its words do not fit its category or its language." in said
    await desk.people.close_view(SAM, desk.people.open_view(SAM).id, everything=True)
    assert (await desk.people.command(SAM, desk.inbox, "/messaging", "templates")).ok
    view = await window(desk, SAM, "WhatsApp templates")
    stopped = {"selected_option": {"value": "stopped"}}
    assert await desk.people.choose(SAM, view.id, "head", "templates_filter", stopped)
    view = await window(desk, SAM, "WhatsApp templates", "Rejected by WhatsApp: “Its words do not fit")
    assert await desk.people.click(SAM, view.id, f"listed:{content.sid}", "template_delete")
    await window(desk, SAM, "WhatsApp templates", "It is being deleted.")
    await desk.hears_directly(SAM, "The template “visit_tomorrow” (English) is deleted.")
    assert contents(program) == []
