"""An unknown number has written: its card asks whose it is, and the answer is kept."""

import asyncio

import pytest

from bot.domain.roles import Role
from bot.domain.thread import SystemPost
from bot.flows.clients.intake.create import NAME, Named, Rejected, create
from bot.flows.clients.merge.merge import Merged, Wanted, merge
from bot.flows.clients.merge.undo import undo
from bot.flows.team.permissions import NotAllowed
from bot.storage.tables import clients
from tests.flows.harness import JANE, Team
from tests.support.journeys import root_of
from tests.support.world import inbound

STRANGER = "+12125550177"


async def _lead(team: Team, profile: str = "") -> str:
    """Somebody nobody knows writes; the lead's id."""
    await team.hear(inbound("Hi, it is me", "SM1", sender=STRANGER, profile_name=profile))
    await team.work()
    [row] = await team.rows(clients, is_lead=True)
    return str(row.id)


def _names(team: Team) -> list[str]:
    intake = team.slack.roots[root_of(team.slack)].intake
    assert intake is not None
    return [each.name for each in intake.alike]


async def test_the_card_of_an_unknown_number_asks_and_one_of_a_client_does_not(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("Hello", "SM0"))
    await team.work()
    assert team.slack.roots[root_of(team.slack)].intake is None
    await _lead(team)
    assert _names(team) == []


async def test_clients_of_the_same_name_are_offered_and_nothing_is_guessed(team: Team) -> None:
    known = [await team.meet("Zoë Kim"), await team.meet("Zoe Kim", "+12125550178")]
    await team.meet("Zoe Kimble", "+12125550179")
    lead = await _lead(team, "zoe kim")
    assert sorted(_names(team)) == ["Zoe Kim", "Zoë Kim"]
    [row] = await team.rows(clients, id=lead)
    assert row.merged_into is None
    assert lead not in known


@pytest.mark.parametrize(
    ("saved", "writes", "same"),
    [
        ("+525512345678", "+5215512345678", True),  # Mexico: a 1 more on WhatsApp.
        ("+5491123456789", "+541123456789", True),  # Argentina: a 9 less.
        ("+5511987654321", "+551187654321", True),  # Brazil: the ninth digit.
        ("+13125550177", "+12125550177", False),  # Another city.
        ("+4915112345678", "+52151123456789", False),
    ],
)
async def test_the_same_number_written_otherwise_is_offered(
    team: Team, saved: str, writes: str, same: bool
) -> None:
    await team.meet("Lucía Paz", saved)
    await team.hear(inbound("Hola", "SM1", sender=writes))
    await team.work()
    assert _names(team) == (["Lucía Paz"] if same else [])


async def test_a_lead_without_a_profile_name_is_like_nobody_by_name(team: Team) -> None:
    await team.hear(inbound("Hi", "SM0", sender="+12125559911"), inbound("Hi", "SM1", sender=STRANGER))
    await team.work()
    assert _names(team) == []


async def test_create_client_names_it_and_says_so_in_the_thread(team: Team) -> None:
    lead = await _lead(team, "jd")
    typed = Named(" Jane \n Doe ", "Harbor", "vendor", "U1")
    assert await create(team.ctx, team.workspace_id, "U1", lead, typed) == "Jane Doe is a client now."
    await team.work()
    [row] = await team.rows(clients, id=lead)
    assert (row.name, row.company, row.kind, row.owner, row.is_lead) == (
        "Jane Doe",
        "Harbor",
        "vendor",
        "U1",
        False,
    )
    assert team.slack.roots[root_of(team.slack)].intake is None
    assert (team.posts(SystemPost)[-1].by, team.posts(SystemPost)[-1].text) == (
        "U1",
        "made this number a client: Jane Doe.",
    )
    assert [each.actor for each in await team.audit("client_named")] == ["U1"]


@pytest.mark.parametrize("name", ["", "  \n "])
async def test_a_client_needs_a_name(team: Team, name: str) -> None:
    lead = await _lead(team)
    outcome = await create(team.ctx, team.workspace_id, "U1", lead, Named(name))
    assert outcome == Rejected({NAME: "A client needs a name."})


async def test_of_two_who_decide_at_once_the_second_is_told_what_it_is(team: Team) -> None:
    lead = await _lead(team)
    typed = (Named("Jane"), Named("Joan"))
    outcomes = await asyncio.gather(
        *(create(team.ctx, team.workspace_id, "U1", lead, each) for each in typed)
    )
    [refused] = [each for each in outcomes if isinstance(each, Rejected)]
    [row] = await team.rows(clients, id=lead)
    assert f"it is {row.name} now" in refused.errors[NAME]


async def test_a_viewer_decides_nothing(team: Team) -> None:
    await team.promote("U9", Role.VIEWER)
    lead, jane = await _lead(team), await team.meet("Jane Doe")
    with pytest.raises(NotAllowed):
        await create(team.ctx, team.workspace_id, "U9", lead, Named("Jane"))
    with pytest.raises(NotAllowed):
        await merge(team.ctx, team.workspace_id, "U9", Wanted(jane, lead))


async def test_a_number_that_was_linked_belongs_to_the_client_until_that_is_undone(team: Team) -> None:
    lead, jane = await _lead(team), await team.meet("Jane Doe", JANE)
    done = await merge(team.ctx, team.workspace_id, "U1", Wanted(jane, lead))
    assert isinstance(done, Merged)
    await team.work()
    card = team.slack.roots[root_of(team.slack)]
    assert card.client.id == jane
    assert {each.value for each in card.client.addresses} == {JANE, STRANGER}
    await team.reply("Hello Jane")
    await team.wait(seconds=10)
    assert team.provider.sent[-1].to == STRANGER
    await undo(team.ctx, team.workspace_id, done.merge.id, "U1")
    await team.work()
    assert team.slack.roots[root_of(team.slack)].intake is not None


async def test_a_stop_of_an_unknown_number_is_obeyed_and_asks_all_the_same(team: Team) -> None:
    await team.hear(inbound("STOP", "SM1", sender=STRANGER))
    await team.work()
    assert await team.listed(STRANGER)
    assert _names(team) == []
