"""An appointment over the whole program: set, reminded of, confirmed by a word, and told in Spanish."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import OccasionKind
from bot.domain.trigger import Offset, Trigger, Unit, When
from bot.storage.repositories.consents import ConsentChange
from bot.storage.store import Store
from bot.storage.unit_of_work import UnitOfWork
from tests.acceptance.people import MAYA, WHATSAPP, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

REMINDER = MessageTemplate(
    "01CONFIRMATIONSTEMPLATE000",
    "A day before",
    Reach.ALL,
    (
        Variant("", "Hi {{ first_name }}, see you on {{ appointment_date|weekday }}. Reply C to confirm."),
        Variant("es", "Hola {{ first_name }}, nos vemos el {{ appointment_date|weekday }}. Responda C."),
    ),
    1,
    datetime(2026, 11, 1, tzinfo=UTC),
)


@asynccontextmanager
async def kept(program: Program) -> AsyncIterator[UnitOfWork]:
    """What the bot keeps, for what the tests take as set up before."""
    store = Store(program.database_url.replace("sqlite://", "sqlite+aiosqlite://"))
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        assert workspace
        async with store.write(workspace.id) as uow:
            yield uow
    finally:
        await store.close()


async def have_a_trigger(program: Program) -> None:
    """The reminder goes a day before every appointment, as an admin has set it up."""
    offsets = (Offset(When.BEFORE, 24, Unit.HOURS),)
    made = Trigger(new_id(), OccasionKind.APPOINTMENT, REMINDER.id, offsets, REMINDER.updated_at)
    async with kept(program) as uow:
        await uow.message_templates.add(REMINDER)
        await uow.triggers.save(made)


async def agreed(program: Program, number: str) -> None:
    """The client has signed for being texted."""
    now = datetime.fromtimestamp(program.sandbox.clock.now(), UTC)
    async with kept(program) as uow:
        address = (await uow.clients.by_addresses([number]))[number].address_id
        given = ConsentChange(address, Channel.WHATSAPP, ConsentState.EXPRESS, "paper", "signed", now)
        await uow.consents.record([given])


def front(desk: Desk) -> Any:
    view = desk.people.open_view(MAYA)
    assert view is not None
    return view


async def choose(desk: Desk, block: str, value: dict[str, Any]) -> None:
    assert await desk.people.choose(MAYA, front(desk).id, block, block, value)


async def write_down(desk: Desk, number: str, name: str, at: int) -> None:
    """A new client who speaks Spanish and has an appointment."""
    await desk.open_form(MAYA, "/client", f"new {number}")
    desk.typed.append(name)
    await desk.people.type_text(MAYA, front(desk).id, "name", "name", name)
    [spanish] = [
        each
        for each in await desk.people.suggest(MAYA, front(desk).id, "language", "language", "spanish")
        if each["value"] == "es"
    ]
    await choose(desk, "language", {"selected_option": spanish})
    await choose(desk, "next_appointment", {"selected_date_time": at})
    result = await desk.people.submit(MAYA, front(desk).id)
    assert result.ok, result
    await desk.people.close_view(MAYA, front(desk).id, everything=True)


async def test_an_appointment_is_reminded_of_confirmed_and_told(shared: Program, desk: Desk) -> None:
    await have_a_trigger(shared)
    shared.fast_forward_to(time(10))
    phone = desk.newcomer()
    now = datetime.fromtimestamp(shared.sandbox.clock.now(), UTC)
    at = (now + timedelta(hours=26)).replace(minute=0, second=0, microsecond=0)
    await write_down(desk, phone.number, "Juana Ruiz", int(at.timestamp()))
    phone.write("Hola, soy Juana", WHATSAPP)
    root = await desk.thread_of("Juana Ruiz")
    await desk.in_thread(root, "Hola, soy Juana")
    await agreed(shared, phone.number)

    shared.fast_forward(hours=2)

    [reminder] = await desk.delivered(phone, 1)
    assert reminder.startswith("Hola Juana, nos vemos el ")
    phone.write("C", WHATSAPP)
    await desk.in_thread(root, "Answers the reminder of the appointment on ")
    line = await desk.in_thread(root, "Juana Ruiz confirmed the appointment of ")
    assert f"<@{MAYA}>" in f"{line.text} {line.blocks}"
    thanks = (await desk.delivered(phone, 2))[1]
    assert thanks.startswith("Harbor Clinic: gracias, su cita está confirmada. Le esperamos el ")

    shared.fast_forward(minutes=2)
    phone.write("status", WHATSAPP)
    status = (await desk.delivered(phone, 3))[2]
    assert status.startswith("Harbor Clinic: su próxima cita es el ")
    assert "a las 12:00 (hora de Nueva York)" in status

    # There is nothing left to confirm, so nothing is answered a second time.
    shared.fast_forward(minutes=2)
    phone.write("C", WHATSAPP)
    await desk.in_thread(root, "already.")
    await eventually(lambda: shared.twilio.idle, "all is quiet")
    assert len(phone.texts(WHATSAPP)) == 3
