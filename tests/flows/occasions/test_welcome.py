"""A new client is welcomed once, by whichever door, and only while a trigger for that is on."""

import pytest

from bot.domain.client_record import ClientRecord
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Role
from bot.flows.clients.create import create
from bot.flows.clients.intake.create import Named
from bot.flows.clients.intake.create import create as name_lead
from bot.flows.clients.typed_addresses import Typed
from bot.storage.tables import occasions
from tests.flows.harness import Team
from tests.flows.occasions.calendar import AT_ONCE, appointment, have, states, trigger
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
