"""An appointment set with /reminder: confirmed to the client at once, reminded of, moved, and called off."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.roles import Role
from bot.sandbox.slack.models import Message
from bot.storage.repositories.consents import ConsentChange
from tests.acceptance.people import MAYA, OUR_SMS, SMS, Desk, PhoneUser
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONFIRMED, REMINDED = "Reply C to confirm.", "this is a reminder about your appointment"
MOVED, CANCELLED = "has been moved: it is now on", "has been cancelled."
STARTED = ("Appointment confirmation", "Appointment reminder", "Appointment moved", "Appointment cancelled")


async def switch_on(desk: Desk) -> None:
    """Switch the triggers on that the app comes with."""
    assert (await desk.people.command(MAYA, desk.inbox, "/reminder", "triggers")).ok
    for name in STARTED:
        view = await eventually(lambda: desk.people.open_view(MAYA), "the list of triggers opens")
        row = next(block for block in view.blocks if f"*{name}*" in str(block.get("text")))
        trigger = str(row["block_id"]).partition(":")[2]
        assert await desk.people.click(MAYA, view.id, f"does:{trigger}", "trigger_on")
    view = desk.people.open_view(MAYA)
    assert view
    assert str(view.blocks).count(":large_green_circle: On") == len(STARTED)
    await desk.people.close_view(MAYA, view.id)


async def prepared(program: Program, phone: PhoneUser) -> None:
    """The client has a name and has agreed to be texted, and the team has said which number to call."""
    now = datetime.fromtimestamp(program.sandbox.clock.now(), UTC)
    async with program.writing() as uow:
        owner = (await uow.clients.by_addresses([phone.number]))[phone.number]
        await uow.clients.rename(owner.client_id, "Cara Doe")
        said = (owner.address_id, Channel.SMS, ConsentState.EXPRESS, "test", "a test's word", now)
        await uow.consents.record([ConsentChange(*said)])
        kept = await uow.settings.load()
        answers = replace(kept.settings.answers, phone=OUR_SMS)
        await uow.settings.save(replace(kept.settings, answers=answers), kept.version, MAYA, now)


async def texts(phone: PhoneUser, words: str, number: int) -> list[str]:
    """What is on the phone with these words, once there is so much."""

    def found() -> list[str]:
        return [each for each in phone.texts(SMS) if words in each]

    await eventually(lambda: len(found()) >= number, f"{number} texts say {words!r}")
    return found()


async def choose(desk: Desk, block: str, value: dict[str, Any]) -> None:
    view = desk.people.open_view(MAYA)
    assert view
    assert await desk.people.choose(MAYA, view.id, block, block, value)


async def newest_offer(desk: Desk, root: str, words: str) -> Message:
    """The newest post in the thread that says this and can be acted on."""

    def find() -> Message | None:
        said = [each for each in desk.thread(root) if words in each.text and desk.buttons(each)]
        return said[-1] if said else None

    found: Message = await eventually(find, f"the thread says {words!r}")
    return found


async def test_an_appointment_is_confirmed_reminded_of_moved_and_called_off(
    shared: Program, desk: Desk
) -> None:
    await shared.promote(MAYA, Role.MANAGER)
    await switch_on(desk)
    shared.fast_forward_to(time(9))
    phone = desk.newcomer()
    root = await desk.in_touch(phone, SMS)
    await prepared(shared, phone)

    view = await desk.open_form(MAYA, "/reminder", f"{phone.number} tomorrow 10am Check-up")
    foretold = next(str(each["text"]["text"]) for each in view.blocks if each["block_id"] == "foretold")
    assert "Goes at once: Appointment confirmation" in foretold
    assert (await desk.people.submit(MAYA, view.id)).ok
    await desk.hears(MAYA, "The appointment Check-up of")
    [confirmed] = await texts(phone, CONFIRMED, 1)
    assert "10:00 AM" in confirmed
    assert "*Next appointment:* Check-up" in await card(desk, root, "Check-up")

    shared.fast_forward_to(time(10, 1))
    [reminded] = await texts(phone, REMINDED, 1)
    assert "10:00 AM" in reminded

    await desk.press(MAYA, await newest_offer(desk, root, "set an appointment"), "occasion_change")
    await choose(desk, "occasion_at", {"selected_time": "11:30"})
    view = desk.people.open_view(MAYA)
    assert view
    assert (await desk.people.submit(MAYA, view.id)).ok
    [moved] = await texts(phone, MOVED, 1)
    assert "11:30 AM" in moved

    shared.fast_forward_to(time(11, 31))
    again = (await texts(phone, REMINDED, 2))[-1]
    assert "11:30 AM" in again

    await desk.press(MAYA, await newest_offer(desk, root, "moved the appointment"), "occasion_cancel")
    view = desk.people.open_view(MAYA)
    assert view
    assert (await desk.people.submit(MAYA, view.id)).ok
    await texts(phone, CANCELLED, 1)
    shared.fast_forward_to(time(12), "America/New_York")
    shared.fast_forward(days=1)
    reply = desk.reply(MAYA, root, "See you another time")
    await desk.marked(reply, "white_check_mark")
    assert len(await texts(phone, REMINDED, 2)) == 2


async def card(desk: Desk, root: str, words: str) -> str:
    """The client's card once it says this."""
    await eventually(lambda: words in desk.said(root), f"the card says {words!r}")
    return desk.said(root)
