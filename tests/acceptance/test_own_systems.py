"""Appointments that another system or a workflow sets: the whole program hears it, and the text goes."""

from datetime import timedelta

import pytest

from bot.commands.sandbox_system import give_key
from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import OccasionKind
from bot.domain.trigger import Offset, Trigger, When
from bot.storage.repositories.consents import ConsentChange
from bot.storage.store import Store
from bot.vault import fresh_key
from tests.acceptance.people import MAYA, SMS, Desk
from tests.support.program import Program, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

KEYS = fresh_key()


@pytest.fixture(scope="module")
def bot_env() -> dict[str, str]:
    return {"ENCRYPTION_KEYS": KEYS}


def database(program: Program) -> str:
    """Its address with the driver that the store needs."""
    return program.database_url.replace("sqlite:", "sqlite+aiosqlite:")


async def announces(program: Program, number: str) -> None:
    """Whoever gets an appointment is told at once, and this client wants to be."""
    store, now = Store(database(program)), program.clock.now()
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        assert workspace
        words = Variant("", "See you at {{ appointment_place }}.")
        template = MessageTemplate(new_id(), f"Words {new_id()}", Reach.ALL, (words,), 1, now)
        async with store.write(workspace.id) as uow:
            await uow.message_templates.add(template)
            owner = (await uow.clients.by_addresses([number]))[number]
            yes = ConsentChange(
                owner.address_id, Channel.SMS, ConsentState.EXPRESS, "test", "their word", now
            )
            await uow.consents.record([yes])
            kind, offsets = OccasionKind.APPOINTMENT, (Offset(When.AT_ONCE),)
            if not await uow.triggers.on(kind):
                await uow.triggers.save(Trigger(new_id(), kind, template.id, offsets, now))
    finally:
        await store.close()


async def test_a_signed_request_sets_an_appointment_and_its_text_goes(shared: Program, desk: Desk) -> None:
    system = shared.sandbox.system
    phone = desk.newcomer("Ana Torres")
    root = await desk.in_touch(phone, SMS)
    await announces(shared, phone.number)
    system.key = await give_key(database(shared), KEYS, shared.clock)
    assert system.key
    desk.typed.append(system.key.secret)
    tomorrow = shared.clock.now() + timedelta(days=1)
    event = {
        "id": "evt-1",
        "event": "appointment.set",
        "ref": "A-17",
        "client": {"number": phone.number},
        "at": tomorrow.isoformat(),
        "place": "2 Pier Road",
    }
    status, answer = await system.tell(event)
    assert (status, answer["state"]) == (201, "open")
    assert await system.tell(event) == (status, answer)
    await eventually(lambda: phone.texts(SMS).count("See you at 2 Pier Road.") == 1, "the text has arrived")
    await desk.in_thread(root, "set an appointment")
    status, answer = await system.tell({"id": "evt-2", "event": "appointment.cancelled", "ref": "A-17"})
    assert (status, answer["state"]) == (200, "cancelled")
    # What is signed with another secret is nobody's.
    system.key = type(system.key)(system.key.id, "tlsk_guessed")
    assert await system.tell(event) == (401, {"error": "unauthorized", "reason": "signature_not_valid"})


async def test_a_workflow_sets_an_appointment_and_hears_what_is_planned(shared: Program, desk: Desk) -> None:
    phone = desk.newcomer("Ben Ortiz")
    await desk.in_touch(phone, SMS)
    await announces(shared, phone.number)
    inputs = {
        "kind": "appointment",
        "number": phone.number,
        "when": int((shared.clock.now() + timedelta(days=1)).timestamp()),
        "details": "5 Quay Street",
    }
    run_id = shared.slack.people.run_step(MAYA, "set_reminder", inputs)
    await shared.slack.settle()
    [event_id] = [
        each.event_id
        for each in shared.slack.events.log.values()
        if each.event.get("function_execution_id") == run_id
    ]
    shared.slack.events.redeliver(event_id, times=2)
    run = shared.slack.workspace.runs[run_id]
    await eventually(lambda: run.state == "completed", "the workflow has heard of it")
    assert "1 message goes at once." in run.outputs["planned"]
    await eventually(lambda: phone.texts(SMS).count("See you at 5 Quay Street.") == 1, "the text has arrived")
    failing = shared.slack.people.run_step(MAYA, "set_reminder", inputs | {"number": "12"})
    failed = shared.slack.workspace.runs[failing]
    await eventually(lambda: failed.state == "failed", "the workflow has heard why it cannot be")
    assert failed.error.startswith("Client's phone: “12” is too short")
    ends = [call for call in shared.slack.calls if call.method == "functions.completeSuccess" and call.ok]
    assert len(ends) == 1
