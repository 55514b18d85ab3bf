"""What is filled in beforehand: what one can tell of the client, and nothing that is only likely."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.client import Address, Client
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.template import Template, Variable
from bot.flows.templates.addressee import Addressee, Whom, addressee
from bot.flows.templates.suggest import suggestions
from tests.flows.harness import JANE, Team
from tests.flows.templates.shelves import REMINDER
from tests.support.world import inbound

# A quarter past two in the afternoon in Denver.
AT = datetime(2026, 11, 30, 21, 15, tzinfo=UTC)
CLIENT = Client(
    "C1",
    "W1",
    "Jane van Doe",
    is_lead=False,
    created_at=AT,
    company="Doe & Sons",
    time_zone="America/Denver",
    addresses=(Address("A1", "C1", JANE),),
    last_order="two lamps",
)


def template(body: str, *variables: tuple[str, str]) -> Template:
    return replace(REMINDER, body=body, variables=tuple(Variable(*each) for each in variables))


async def suggested(
    team: Team, made: Template, client: Client | None = CLIENT, at: datetime | None = AT
) -> dict[str, str]:
    if client:
        client = replace(client, id=await team.meet(client.name))
        found = (Occasion("O1", OccasionKind.APPOINTMENT, client.id, AT, AT, at=at),) if at else ()
        async with team.ctx.store.write(team.workspace_id) as uow:
            for occasion in found:
                await uow.occasions.add(occasion)
    return await suggestions(team.ctx, team.workspace_id, made, Addressee(JANE, client))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("first_name", "Jane"),
        ("customer_name", "Jane van Doe"),
        ("Client", "Jane van Doe"),
        ("company", "Doe & Sons"),
        ("clinic_name", "Harbor Clinic"),
        ("appointment_date", "Monday, November 30"),
        ("day", "Monday, November 30"),
        ("time", "2:15 PM"),
        ("order", "two lamps"),
        ("colour", None),
    ],
)
async def test_a_blank_with_a_name_says_what_belongs_there(team: Team, name: str, value: str | None) -> None:
    found = await suggested(team, template("{{" + name + "}}", (name, "Bob")))
    assert found == ({name: value} if value else {})


@pytest.mark.parametrize(
    ("body", "sample", "value"),
    [
        ("Hi {{1}}, welcome.", "Bob", "Jane"),
        ("Hello {{1}}!", "Bob Smith", "Jane van Doe"),
        ("Dear {{ 1 }}", "Customer_Name", "Jane"),
        ("We spoke to {{1}}.", "Bob", None),
        ("We spoke to {{1}}.", "Customer_Name", "Jane van Doe"),
        ("See you on {{1}}.", "Monday", "Monday, November 30"),
        ("See you on {{1}}.", "Nov 30", "Monday, November 30"),
        ("See you on {{1}}.", "30/11/2026", "Monday, November 30"),
        ("See you at {{1}}.", "3 pm", "2:15 PM"),
        ("See you at {{1}}.", "15:00", "2:15 PM"),
        ("See you {{1}}.", "Monday at 3:00 PM", "Monday, November 30 at 2:15 PM"),
        ("This is {{1}}.", "harbor clinic", "Harbor Clinic"),
        ("Your code is {{1}}.", "1234", None),
        ("Your code is {{1}}.", "", None),
    ],
)
async def test_a_numbered_blank_is_told_by_its_sample_and_by_a_greeting(
    team: Team, body: str, sample: str, value: str | None
) -> None:
    found = await suggested(team, template(body, ("1", sample)))
    assert found == ({"1": value} if value else {})


async def test_an_appointment_that_is_over_is_not_named(team: Team) -> None:
    past = datetime(2020, 1, 1, tzinfo=UTC)
    assert await suggested(team, template("{{date}}", ("date", "")), at=past) == {}


async def test_who_has_no_name_yet_is_not_called_by_the_number(team: Team) -> None:
    lead = replace(CLIENT, is_lead=True, name=JANE)
    assert await suggested(team, REMINDER, lead) == {"2": "Monday, November 30", "3": "2:15 PM"}


async def test_of_a_stranger_only_our_own_name_is_known(team: Team) -> None:
    made = template("{{name}} {{business}}", ("name", ""), ("business", ""))
    assert await suggested(team, made, None) == {"business": "Harbor Clinic"}


async def test_a_message_that_did_not_go_names_its_client_and_its_address_and_its_words(team: Team) -> None:
    await team.hear(inbound("Hi", "SM1", sender=JANE))
    await team.work()
    await team.reply("See you")
    await team.work()
    message = (await team.messages())[-1]
    who, words = await addressee(team.ctx, team.workspace_id, Whom(message_id=message.id))
    assert who
    assert who.client
    assert (who.to, who.address_id, who.client.id) == (JANE, message.address_id, message.client_id)
    assert words == "See you"


async def test_a_client_or_a_number_is_who_is_meant(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    for whom in (Whom(client_id=client_id), Whom(number=JANE)):
        who, words = await addressee(team.ctx, team.workspace_id, whom)
        assert who
        assert who.client
        assert (who.client.id, words) == (client_id, "")
    assert await addressee(team.ctx, team.workspace_id, Whom(number="+12125550177")) == (
        Addressee("+12125550177"),
        "",
    )


@pytest.mark.parametrize("whom", [Whom(client_id="gone"), Whom(message_id="gone")])
async def test_nobody_is_meant_by_what_is_gone(team: Team, whom: Whom) -> None:
    assert (await addressee(team.ctx, team.workspace_id, whom))[0] is None
