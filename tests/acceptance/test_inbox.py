"""What needs attention, over HTTP: what waits is listed, and gone when somebody has dealt with it."""

import json
from typing import Any

import pytest

from bot.sandbox.slack.modals.view import View
from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

Row = dict[str, Any]


async def opened(desk: Desk, user: str, typed: str = "") -> View:
    """The window that /inbox opens."""
    view: View = await desk.open_form(user, "/inbox", typed)
    assert view.callback_id == "inbox"
    return view


def rows(view: View) -> list[Row]:
    return [block for block in view.blocks if block.get("accessory")]


def said(row: Row) -> str:
    return str(row["text"]["text"])


async def listed(desk: Desk, whom: str, user: str = MAYA, typed: str = "") -> list[str]:
    """Why this client is listed, on every page; the words of each row."""
    view, found = await opened(desk, user, typed), []
    while True:
        found += [said(row) for row in rows(view) if whom in said(row)]
        if "inbox_next" not in json.dumps(view.blocks):
            await desk.people.close_view(user, view.id)
            return found
        assert await desk.people.click(user, view.id, "pages", "inbox_next")
        view = front(desk, user)


def front(desk: Desk, user: str) -> View:
    view = desk.people.open_view(user)
    assert view is not None
    return view


async def waits(desk: Desk, whom: str, *reasons: str, user: str = MAYA, typed: str = "") -> None:
    """Until the client is listed for exactly these reasons, the most pressing first."""

    async def so() -> bool:
        found = await listed(desk, whom, user, typed)
        return len(found) == len(reasons) and all(map(str.__contains__, found, reasons))

    await eventually(so, f"{whom} is listed for {reasons}")


async def known(desk: Desk, name: str) -> tuple[Any, str]:
    """A client with a name, who has been answered; the phone and the thread."""
    client = desk.newcomer(name)
    root = await desk.in_touch(client)
    await desk.press(MAYA, desk.root(root), "intake_create")
    assert (await desk.people.submit(MAYA, front(desk, MAYA).id)).ok
    desk.reply(MAYA, root, f"Hello {name}")
    await desk.delivered(client, 1)
    return client, root


async def test_who_writes_is_listed_until_answered(desk: Desk) -> None:
    client, root = await known(desk, "Ida Wharf")
    await waits(desk, "Ida Wharf")
    client.write("Is 5 pm fine?", WHATSAPP)
    await waits(desk, "Ida Wharf", "Waits for an answer")
    [row] = await listed(desk, "Ida Wharf")
    assert "> Is 5 pm fine?" in row
    assert f"p{root.replace('.', '')}" in row
    desk.reply(MAYA, root, "It is")
    await waits(desk, "Ida Wharf")


async def test_an_unknown_number_is_listed_until_it_has_a_name(desk: Desk) -> None:
    client = desk.newcomer("Finn Mole")
    root = await desk.in_touch(client)
    await waits(desk, "Finn Mole", "Unknown number")
    await desk.press(MAYA, desk.root(root), "intake_create")
    assert (await desk.people.submit(MAYA, front(desk, MAYA).id)).ok
    await waits(desk, "Finn Mole", "Waits for an answer")


async def test_a_failed_text_is_listed_until_it_is_done(shared: Program, desk: Desk) -> None:
    client, root = await known(desk, "Uma Jetty")
    text = "Your papers are ready"
    shared.twilio.faults.fail_next("create", code=20003, match=lambda form: text in str(form.get("Body")))
    desk.reply(MAYA, root, text)
    await desk.in_thread(root, "did not reach the client")
    await waits(desk, "Uma Jetty", "Not delivered")
    await waits(desk, "Uma Jetty", "Not delivered", typed="mine")
    await waits(desk, "Uma Jetty", user=SAM, typed="mine")

    view = await opened(desk, MAYA, "mine")
    [row] = [each for each in rows(view) if "Uma Jetty" in said(each)]
    done = next(o for o in row["accessory"]["options"] if o["text"]["text"].startswith("Done"))
    chosen = {"selected_option": done}
    assert await desk.people.choose(MAYA, view.id, row["block_id"], "inbox_row", chosen)
    assert not [each for each in rows(front(desk, MAYA)) if "Uma Jetty" in said(each)]
    await waits(desk, "Uma Jetty")
    assert client.texts(WHATSAPP) == ["Hello Uma Jetty"]


async def test_a_later_text_deals_with_a_failed_one(shared: Program, desk: Desk) -> None:
    client, root = await known(desk, "Olaf Pier")
    text = "The room is booked"
    shared.twilio.faults.fail_next("create", code=20003, match=lambda form: text in str(form.get("Body")))
    desk.reply(MAYA, root, text)
    await waits(desk, "Olaf Pier", "Not delivered")
    desk.reply(MAYA, root, "Your room is booked")
    await desk.delivered(client, 2)
    await waits(desk, "Olaf Pier")


async def test_words_that_may_be_an_opt_out_are_listed_until_somebody_decides(desk: Desk) -> None:
    client, root = await known(desk, "Pia Berth")
    client.write("please stop texting me", WHATSAPP)
    question = await desk.in_thread(root, "just opt out of WhatsApp?")
    await waits(desk, "Pia Berth", "May be an opt-out")
    [row] = await listed(desk, "Pia Berth")
    assert "counts as one after <!date^" in row
    await desk.press(MAYA, question, "dismiss_opt_out")
    await waits(desk, "Pia Berth", "Waits for an answer")


async def test_who_asked_and_then_opted_out_is_listed_until_closed(desk: Desk) -> None:
    client, root = await known(desk, "Stella Stop")
    client.write("Is my boat ready?", WHATSAPP)
    await waits(desk, "Stella Stop", "Waits for an answer")
    client.write("STOP", WHATSAPP)
    await desk.in_thread(root, "opted out of WhatsApp")
    await waits(desk, "Stella Stop", "Waits, but has opted out")
    [row] = await listed(desk, "Stella Stop")
    assert "> Is my boat ready?" in row
    assert "no text may answer this. Call or email them, or close the conversation." in row

    view = await opened(desk, MAYA, "mine")
    [block] = [each for each in rows(view) if "Stella Stop" in said(each)]
    close = next(o for o in block["accessory"]["options"] if o["text"]["text"] == "Close the conversation")
    chosen = {"selected_option": close}
    assert await desk.people.choose(MAYA, view.id, block["block_id"], "inbox_row", chosen)
    assert not [each for each in rows(front(desk, MAYA)) if "Stella Stop" in said(each)]
    await desk.people.close_view(MAYA, front(desk, MAYA).id)
    await desk.in_thread(root, "closed this conversation")
    await waits(desk, "Stella Stop")


async def test_mine_nobody_s_and_everyone_s(desk: Desk) -> None:
    client, root = await known(desk, "Rosa Dock")
    client.write("One more thing", WHATSAPP)
    await waits(desk, "Rosa Dock", "Waits for an answer")
    await waits(desk, "Rosa Dock", "Waits for an answer", typed="mine")
    await waits(desk, "Rosa Dock", typed="nobody")
    await waits(desk, "Rosa Dock", user=SAM, typed="mine")
    await eventually(lambda: "card_release" in desk.said(root), "the card shows who looks after Rosa")
    await desk.press(MAYA, desk.root(root), "card_release")
    await waits(desk, "Rosa Dock", typed="mine")
    await waits(desk, "Rosa Dock", "Waits for an answer", typed="nobody")


async def test_pages_hold_everybody_once(desk: Desk) -> None:
    names = [f"Page {letter}" for letter in "ABCDEFGHIJ"]
    for name in names:
        desk.newcomer(name).write("Hello", WHATSAPP)
    for name in names:
        await waits(desk, name, "Unknown number")
    view = await opened(desk, MAYA)
    assert "1 to 8 of " in json.dumps(view.blocks)
    assert len(await listed(desk, "Page ")) == len(names)
