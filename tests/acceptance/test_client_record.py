"""The record of a client over the whole program: written down, changed, its numbers coming and going."""

import json
from typing import Any

import pytest

from tests.acceptance.people import MAYA, SAM, Desk
from tests.support.program import eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


def front(desk: Desk, user: str = MAYA) -> Any:
    """The window in front."""
    view = desk.people.open_view(user)
    assert view is not None
    return view


def words(desk: Desk, user: str = MAYA) -> str:
    return json.dumps(front(desk, user).blocks, ensure_ascii=False)


async def fill(desk: Desk, user: str = MAYA, **texts: str) -> None:
    for block, text in texts.items():
        desk.typed.append(text)
        await desk.people.type_text(user, front(desk, user).id, block, block, text)


async def submit(desk: Desk, user: str = MAYA) -> None:
    result = await desk.people.submit(user, front(desk, user).id)
    assert result.ok, result


async def press(desk: Desk, block: str, action: str, user: str = MAYA) -> None:
    assert await desk.people.click(user, front(desk, user).id, block, action)


async def close_all(desk: Desk, user: str = MAYA) -> None:
    await desk.people.close_view(user, front(desk, user).id, everything=True)


async def test_a_client_is_written_down_changed_and_loses_a_number(desk: Desk) -> None:
    first, second = desk.newcomer(), desk.newcomer()
    await desk.open_form(MAYA, "/client", f"new {first.number}")
    await fill(desk, name="Jane Doe-Smythe", notes="Pays late")
    await submit(desk)
    assert first.shown in words(desk)

    # She writes: it is her thread, not a stranger's.
    first.write("Is my order ready?")
    root = await desk.thread_of("Jane Doe-Smythe")
    await desk.in_thread(root, "Is my order ready?")
    assert "Unknown number" not in desk.said(root)

    # What is known of her is changed: her card says so, and her notes stay inside.
    await press(desk, "record", "client_edit")
    await fill(desk, name="Jane Smythe", company="Harbor Bakery")
    await submit(desk)
    await desk.in_thread(root, "renamed this client: Jane Doe-Smythe is Jane Smythe now.")
    await eventually(
        lambda: "Jane Smythe" in desk.said(root) and "Harbor Bakery" in desk.said(root), "the card is anew"
    )
    assert "Pays late" not in desk.said(root)

    # A second number, by which she writes into the same thread.
    await press(desk, "record", "client_numbers")
    await fill(desk, number_0=second.number)
    await submit(desk)
    await eventually(lambda: second.shown in desk.said(root), "the card shows both numbers")
    second.write("This is my new phone")
    await desk.in_thread(root, "This is my new phone")

    # It is taken off again: what it writes now is a stranger's, and her thread hears nothing of it.
    remove = next(
        block["block_id"]
        for block, before in zip(front(desk).blocks[1:], front(desk).blocks, strict=False)
        if second.shown in json.dumps(before) and block["type"] == "actions"
    )
    await press(desk, remove, "number_remove")
    await desk.in_thread(root, f"took {second.shown} off this client.")
    await eventually(lambda: second.shown not in desk.said(root), "the card shows one number")
    second.write("Who is this?")
    other = await desk.thread_of(second.shown)
    await desk.in_thread(other, "Who is this?")
    assert other != root
    assert all("Who is this?" not in f"{m.text} {m.blocks}" for m in desk.thread(root))
    await close_all(desk)

    # A reply in her thread goes to the number that is left, although the other one wrote last.
    desk.reply(SAM, root, "Your order is ready")
    await desk.delivered(first, 1, "sms")
    assert second.texts("sms") == []


async def test_stop_holds_for_a_number_whoever_has_it(desk: Desk) -> None:
    phone = desk.newcomer()
    root = await desk.in_touch(phone)
    phone.write("STOP", "whatsapp")
    await eventually(lambda: "opted out" in desk.said(root), "the card says that they opted out")
    await desk.open_form(MAYA, "/client", phone.number)
    await press(desk, "record", "client_numbers")
    remove = next(b["block_id"] for b in front(desk).blocks if b["block_id"].startswith("doing:"))
    await press(desk, remove, "number_remove")
    await close_all(desk)
    await desk.open_form(MAYA, "/client", f"new {phone.number}")
    await fill(desk, name="Somebody Else")
    await submit(desk)
    assert "*opted out*" in words(desk)
    await close_all(desk)


async def test_a_wrong_number_is_fixed_from_its_failure(desk: Desk) -> None:
    wrong, right = desk.newcomer(fails_with=30005), desk.newcomer()
    await desk.text(MAYA, "/sms", f"{wrong.number} Your table is booked", name="Jo Wrongnumber")
    root = await desk.thread_of("Jo Wrongnumber")
    failure = await desk.in_thread(root, "did not reach the client")
    await eventually(lambda: "Fix number" in desk.buttons(failure), "the failure offers a way out")
    await desk.press(MAYA, failure, "fix_number")
    await fill(desk, number_0=right.number)
    await submit(desk)
    first_use = [b for b in front(desk).blocks if b["type"] == "actions"][-1]
    await press(desk, first_use["block_id"], "number_first")
    await close_all(desk)
    await desk.text(MAYA, "/sms", "Jo Wrongnumber Your table is booked")
    assert await desk.delivered(right, 1, "sms") == ["Your table is booked"]
