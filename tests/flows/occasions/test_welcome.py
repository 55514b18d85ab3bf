"""A new client is welcomed once, by whichever door, and only while a trigger for that is on."""

from dataclasses import replace

import pytest

from bot.domain.client_record import ClientRecord, digests, record_of
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Role
from bot.flows.clients.create import create
from bot.flows.clients.edit import edit
from bot.flows.clients.intake.create import Named
from bot.flows.clients.intake.create import create as name_lead
from bot.flows.clients.typed_addresses import Typed
from bot.flows.occasions.set import WELCOMED, welcome
from bot.flows.occasions.wanted import Wanted
from bot.storage.tables import occasions
from tests.flows.harness import Team
from tests.flows.occasions.calendar import AT_ONCE, appointment, have, states, trigger
from tests.flows.series.again import begin
from tests.support.world import inbound

ZOE = "+12025550177"
NEW = OccasionKind.NEW_CLIENT


@pytest.fixture(autouse=True)
async def _may(team: Team) -> None:
    await team.promote("U1", Role.MANAGER)


async def new_ones(team: Team) -> list[str]:
    return [row.source for row in await team.rows(occasions, kind=NEW.value)]


async def add(team: Team, number: str = ZOE) -> None:
    made = await create(team.ctx, team.workspace_id, "U1", ClientRecord(name="Zoe Park"), Typed(number))
    assert made


async def test_one_whom_a_person_adds_is_welcomed(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    await add(team)
    assert await new_ones(team) == ["slack"]
    assert await states(team) == [("at_once", "planned")]


async def test_nobody_is_welcomed_while_no_trigger_is_on(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW, is_on=False)
    await add(team)
    assert await new_ones(team) == []


async def test_one_without_a_number_cannot_be_welcomed(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    await add(team, "")
    assert await new_ones(team) == []


async def test_who_writes_first_is_welcomed_once_named(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    await team.hear(inbound("Hello", "SM1", sender=ZOE))
    assert await new_ones(team) == []
    async with team.ctx.store.read(team.workspace_id) as uow:
        lead = (await uow.clients.by_addresses([ZOE]))[ZOE].client_id
    said = await name_lead(team.ctx, team.workspace_id, "U1", lead, Named("Zoe Park"))
    assert said == "Zoe Park is a client now."
    assert await new_ones(team) == ["slack"]


async def test_one_who_comes_with_an_appointment_is_welcomed_as_well_and_once(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    wish = appointment(number=ZOE, name="Zoe Park", source="http", user="", ref="A-1")
    await have(team, wish)
    await have(team, wish)
    assert await new_ones(team) == ["http"]


async def test_an_import_welcomes_nobody(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    await have(team, appointment(number=ZOE, name="Zoe Park", source="import", user="", announces=False))
    assert await new_ones(team) == []


async def test_who_is_texted_by_hand_gets_no_second_text_by_itself(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    await team.text("Hello", number=ZOE)
    await begin(team, new_number="+12025550178")
    assert await new_ones(team) == []


async def test_one_who_was_welcomed_is_not_welcomed_again_by_another_door(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    await add(team)
    told = Wanted(NEW, "http", number=ZOE, name="Zoe Park", ref="evt-1")
    again = await have(team, told)
    assert (again.is_new, again.left_out) == (False, (WELCOMED,))
    assert await new_ones(team) == ["slack"]


async def test_one_whom_a_system_has_told_of_is_not_welcomed_again_once_named(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    await have(team, Wanted(NEW, "http", number=ZOE, name="Zoe Park", ref="evt-1"))
    async with team.ctx.store.write(team.workspace_id) as uow:
        known = (await uow.clients.by_addresses([ZOE]))[ZOE].client_id
        await welcome(team.ctx, uow, known, "U1", "slack")
    assert await new_ones(team) == ["http"]


async def test_a_person_may_welcome_somebody_again(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    await add(team)
    await have(team, Wanted(NEW, "slack", "U1", number=ZOE, intent_key="view:1"))
    assert await new_ones(team) == ["slack", "slack"]


async def test_a_lead_whom_a_system_or_the_form_on_the_client_names_is_welcomed(team: Team) -> None:
    await trigger(team, AT_ONCE, kind=NEW)
    for index, number in enumerate((ZOE, "+12025550178")):
        await team.hear(inbound("Hello", f"SM{index}", sender=number))
    await have(team, appointment(number=ZOE, name="Zoe Park", source="http", user="", ref="A-1"))
    assert await new_ones(team) == ["http"]
    async with team.ctx.store.read(team.workspace_id) as uow:
        lead = (await uow.clients.by_addresses(["+12025550178"]))["+12025550178"].client_id
        client = await uow.clients.get(lead)
    assert client
    shown = record_of(client, None)
    named = replace(shown, name="Ann Lee")
    await edit(team.ctx, team.workspace_id, "U1", lead, named, digests(shown))
    assert await new_ones(team) == ["http", "slack"]
