"""What the variables stand for: the client, the business, and what each kind of occasion tells."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.domain.money import Money
from bot.domain.occasion import Details, Occasion, OccasionKind
from bot.domain.settings import KeywordAnswers
from bot.flows.message_templates.values import values_of
from bot.storage.tables import clients
from bot.templating.variables import NAMES, Value
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import MONDAY_TEN, appointment, have
from tests.support.world import CLOCK_START, OUR_SMS

OURS = KeywordAnswers(
    phone="+12025550111", email="hello@harbor.example", portal="https://harbor.example/portal"
)
AMOUNT = Money(Decimal("120.00"), "EUR")


def occasion(kind: OccasionKind, client_id: str, **details: Any) -> Occasion:
    day = date(2026, 11, 27) if kind is OccasionKind.PAYMENT else None
    return Occasion("O1", kind, client_id, CLOCK_START, CLOCK_START, day=day, details=Details(**details))


async def values(team: Team, client_id: str, about: Occasion | None = None) -> dict[str, Value | None]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        client = await uow.clients.get(client_id)
        assert client
        found = await values_of(uow, client, team.clock.now(), number=JANE, sender=OUR_SMS, occasion=about)
    return {name: value for name, value in found.items() if value}


async def test_who_the_client_is_and_who_we_are(team: Team) -> None:
    client_id = await team.meet("Jane van Doe")
    await team.change(clients, client_id, language="es", last_order="two lamps")
    await team.decide(answers=OURS)
    assert await values(team, client_id) == {
        "client_name": "Jane van Doe",
        "first_name": "Jane",
        "language": "es",
        "last_order": "two lamps",
        "company_name": "Harbor Clinic",
        "company_phone": "+1 202-555-0111",
        "company_email": "hello@harbor.example",
        "portal_url": "https://harbor.example/portal",
        "sender": "+1 202-555-0100",
    }


async def test_who_has_no_name_yet_is_called_by_none(team: Team) -> None:
    client_id = await team.meet(JANE)
    await team.change(clients, client_id, is_lead=True)
    assert not {"client_name", "first_name"} & (await values(team, client_id)).keys()


async def test_an_appointment_is_told_on_the_client_s_own_clock(team: Team) -> None:
    done = await have(team, appointment())
    await team.decide(answers=OURS)
    client_id = done.occasion.client_id
    for found in (await values(team, client_id, done.occasion), await values(team, client_id)):
        at = found["appointment_date"]
        assert isinstance(at, datetime)
        assert (at, at.hour) == (MONDAY_TEN, 10)
        assert (found["appointment_name"], found["appointment_place"]) == ("Check-up", "Main St 1")
        assert found["reschedule_phone"] == "+1 202-555-0111"


async def test_an_appointment_of_its_own_is_told_rather_than_the_next_one(team: Team) -> None:
    await have(team, appointment())
    later = await have(team, appointment(datetime(2026, 12, 1, 15, tzinfo=UTC)))
    found = await values(team, later.occasion.client_id, later.occasion)
    assert found["appointment_date"] == datetime(2026, 12, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "details", "told"),
    [
        (
            OccasionKind.PAYMENT,
            {"number": "1043", "amount": AMOUNT, "link": "https://pay.example"},
            {
                "invoice_number": "1043",
                "invoice_amount": AMOUNT,
                "due_date": date(2026, 11, 27),
                "payment_url": "https://pay.example",
            },
        ),
        (
            OccasionKind.DOCUMENT,
            {"name": "Deed of sale", "link": "https://read.example"},
            {"document_name": "Deed of sale", "document_url": "https://read.example"},
        ),
        (OccasionKind.NEW_CLIENT, {"link": "https://in.example"}, {"portal_url": "https://in.example"}),
        (OccasionKind.NEW_CLIENT, {}, {"portal_url": "https://harbor.example/portal"}),
        (
            OccasionKind.DOCUMENT,
            {"name": "Deed", "more": (("room", "4"),)},
            {"document_name": "Deed", "room": "4"},
        ),
    ],
)
async def test_each_kind_tells_what_is_its_own(
    team: Team, kind: OccasionKind, details: dict[str, Any], told: dict[str, Value]
) -> None:
    client_id = await team.meet("Jane Doe")
    await team.decide(answers=OURS)
    before = await values(team, client_id)
    assert await values(team, client_id, occasion(kind, client_id, **details)) == before | told


async def test_every_value_has_a_name_that_a_template_may_use(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    async with team.ctx.store.read(team.workspace_id) as uow:
        client = await uow.clients.get(client_id)
        assert client
        named: set[str] = set()
        for kind in OccasionKind:
            about = occasion(kind, client_id, link="https://x.example")
            named |= (await values_of(uow, client, team.clock.now(), occasion=about)).keys()
    assert named == NAMES
