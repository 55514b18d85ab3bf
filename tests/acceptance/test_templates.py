"""A client who has been silent for a day is written to with an approved template, from wherever one is."""

from datetime import time
from typing import Any

import pytest

from bot.domain.phone import display
from bot.sandbox.seed_templates import OPT_IN, TEMPLATES
from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk, PhoneUser
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

REMINDER, CONFIRM, MAP, SPANISH = (each.sid for each in TEMPLATES[:4])
MARKETING = TEMPLATES[4].sid


async def silent_for_a_day(program: Program, desk: Desk) -> tuple[PhoneUser, str]:
    """A client who wrote by WhatsApp more than a day ago, and the card of their thread; it is day."""
    program.fast_forward_to(time(10))
    client = desk.newcomer()
    root = await desk.in_touch(client)
    program.fast_forward(hours=25)
    return client, root


async def window(desk: Desk, user: str, title: str) -> Any:
    """The window with this title, once it is in front."""

    def found() -> Any:
        view = desk.people.open_view(user)
        return view if view and view.title["text"] == title else None

    return await eventually(found, f"the window {title!r} is open")


async def choose(desk: Desk, user: str, template: str) -> Any:
    """Press *Use* at a template; the window in which it is filled in."""
    view = await window(desk, user, "Choose a template")
    assert await desk.people.click(user, view.id, f"template:{template}", "template_pick")
    return await window(desk, user, "Send a template")


async def fill(desk: Desk, user: str, **values: str) -> Any:
    """Write into the blanks, by ``v`` and their names; the window as it is then."""
    view = desk.people.open_view(user)
    for name, value in values.items():
        desk.typed.append(value)
        block = f"variable:{name.removeprefix('v')}"
        assert await desk.people.type_text(user, view.id, block, "template_value", value)
    last = list(values.values())[-1]
    await eventually(lambda: last in preview(desk.people.open_view(user)), "the preview follows")
    return desk.people.open_view(user)


def preview(view: Any) -> str:
    """How the client will read it, as far as it is filled in."""
    return next(str(block["text"]["text"]) for block in view.blocks if block["block_id"] == "preview")


async def test_a_reply_after_a_day_is_refused_and_a_template_goes_in_its_place(
    shared: Program, desk: Desk
) -> None:
    client, root = await silent_for_a_day(shared, desk)
    reply = desk.reply(SAM, root, "Your glasses are ready, please collect them")
    await desk.marked(reply, "x")
    notice = await desk.notice(SAM, "takes no text of your own now")
    assert desk.buttons(notice) == ["Use a template", "Send as SMS"]
    await desk.press(SAM, notice, "use_template")
    view = await window(desk, SAM, "Choose a template")
    assert "Your glasses are ready, please collect them" in str(view.blocks)
    rows = [block for block in view.blocks if block["block_id"].startswith("template:")]
    usable = [block["block_id"].partition(":")[2] for block in rows if "accessory" in block]
    assert usable == [REMINDER, CONFIRM, MAP, OPT_IN, SPANISH]
    assert "only utility ones" in next(str(b) for b in rows if b["block_id"] == f"template:{MARKETING}")
    assert "Rejected by WhatsApp: “A template must not begin or end with a variable.”" in str(rows)
    await choose(desk, SAM, REMINDER)
    view = await fill(desk, SAM, v1="Nora", v2="Monday", v3="3:00 PM")
    assert "Your glasses are ready, please collect them" in str(view.blocks)
    said = "Hi Nora, this is Harbor Clinic: we see you on Monday at 3:00 PM."
    assert preview(view) == said
    assert (await desk.people.submit(SAM, view.id)).ok
    assert await desk.delivered(client, 1) == [said]
    post = await desk.in_thread(root, said)
    assert "Template appointment_reminder" in str(post.blocks)
    await desk.marked(post, "white_check_mark")
    assert "is on its way" in await desk.hears(SAM, "The template appointment_reminder")
    # The words that were typed are still in the thread, to be copied.
    assert "Your glasses are ready" in reply.text


async def test_the_card_s_button_sends_one_with_buttons_and_an_answer_opens_the_window(
    shared: Program, desk: Desk
) -> None:
    client, root = await silent_for_a_day(shared, desk)
    await desk.press(MAYA, desk.root(root), "card_template")
    await choose(desk, MAYA, CONFIRM)
    view = await fill(desk, MAYA, v1="Omar Reyes", v2="Friday")
    assert (await desk.people.submit(MAYA, view.id)).ok
    said = "Hello Omar Reyes, can you still make it on Friday? Press a button to tell us."
    assert await desk.delivered(client, 1) == [said]
    shown = shared.twilio.phones.conversation(client.number, channel=WHATSAPP)[-1]
    assert shown["buttons"] == ["I will be there", "Please move it"]
    assert "Buttons: I will be there · Please move it" in str((await desk.in_thread(root, said)).blocks)
    client.write("I will be there", WHATSAPP, ButtonText="I will be there", ButtonPayload="i_will_be_there")
    await desk.in_thread(root, "I will be there")
    await desk.marked(desk.reply(MAYA, root, "Lovely, see you then"), "white_check_mark")


async def test_a_template_with_a_picture_goes_from_the_form_of_whatsapp(shared: Program, desk: Desk) -> None:
    shared.fast_forward_to(time(10))
    client = desk.newcomer("Priya Shah")
    view = await desk.open_form(SAM, "/whatsapp", f"{client.number} This is how to find us")
    assert "Use a template" in str(view.blocks)
    assert await desk.people.click(SAM, view.id, "template", "compose_use_template")
    view = await window(desk, SAM, "Choose a template")
    assert "This is how to find us" in str(view.blocks)
    await choose(desk, SAM, MAP)
    view = await fill(desk, SAM, vfirst_name="Priya")
    assert (await desk.people.submit(SAM, view.id)).ok
    [said] = await desk.delivered(client, 1)
    assert said == "Hi Priya, this is how to find Harbor Clinic. Ring at the blue door."
    [shown] = shared.twilio.phones.conversation(client.number, channel=WHATSAPP)
    assert [file["content_type"] for file in shown["media"]] == ["image/png"]
    root = await desk.thread_of(display(client.number))
    await desk.in_thread(root, "With a file above the text")
    await eventually(lambda: desk.people.open_view(SAM) is None, "every window is closed")


async def test_what_is_missing_is_said_at_its_blank_and_nothing_goes(shared: Program, desk: Desk) -> None:
    client, root = await silent_for_a_day(shared, desk)
    await desk.press(SAM, desk.root(root), "card_template")
    await choose(desk, SAM, REMINDER)
    view = await fill(desk, SAM, v1="Nora")
    refused = await desk.people.submit(SAM, view.id)
    assert set(refused.errors) == {"variable:2", "variable:3"}
    assert client.texts(WHATSAPP) == []


async def test_an_approval_that_is_taken_back_stands_in_the_list_once_it_is_refreshed(
    shared: Program, desk: Desk
) -> None:
    _, root = await silent_for_a_day(shared, desk)
    await desk.press(SAM, desk.root(root), "card_template")
    view = await window(desk, SAM, "Choose a template")
    shared.twilio.contents[SPANISH].status = "paused"
    assert await desk.people.click(SAM, view.id, "refresh", "templates_refresh")
    await eventually(
        lambda: "WhatsApp has paused it" in str(desk.people.open_view(SAM).blocks), "the list is drawn anew"
    )
