"""Finding a client, or noticing that a number is new."""

import pytest

from bot.flows.clients.card import load_card
from bot.flows.clients.find import client_by_id
from bot.flows.clients.search import MAX_QUERY, SearchResult, search
from tests.flows.harness import JANE, Team
from tests.support.world import inbound


@pytest.fixture
async def known(team: Team) -> Team:
    """A team that knows a few people."""
    await team.meet("Jane Doe")
    await team.meet("Zoë Janeway", "+12025550166")
    await team.meet("100% Fit_Club", "+12025550167")
    return team


async def _search(team: Team, query: str, limit: int = 20) -> SearchResult:
    return await search(team.ctx, team.workspace_id, query, limit)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("jane", ["Jane Doe", "Zoë Janeway"]),
        ("zoe", ["Zoë Janeway"]),
        (" DOE ", ["Jane Doe"]),
        ("2125550123", ["Jane Doe"]),
        ("555-0166", ["Zoë Janeway"]),
        ("%", ["100% Fit_Club"]),
        ("t_c", ["100% Fit_Club"]),
        ("e_w", []),
        ("doe jane", ["Jane Doe"]),
        ("janeway zoe", ["Zoë Janeway"]),
        ("nobody", []),
        ("<!channel>", []),
        ("\\", []),
    ],
)
async def test_clients_are_found_by_name_and_number(known: Team, query: str, names: list[str]) -> None:
    found = await _search(known, query)
    assert [client.name for client in found.clients] == names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        # Two letters changed places, one too many, one left out, another one; the nearest comes first.
        ("jnae doe", ["Jane Doe", "Zoë Janeway"]),
        ("janewy", ["Zoë Janeway", "Jane Doe"]),
        ("zoe janewai", ["Zoë Janeway"]),
        ("fitt", ["100% Fit_Club"]),
        # Who fits leaves out who nearly does.
        ("zoe", ["Zoë Janeway"]),
        # A slip in a number would be somebody else's number.
        ("2125550124", []),
        ("xq", []),
        ("jane quentin", []),
    ],
)
async def test_a_slip_in_a_name_is_forgiven(known: Team, query: str, names: list[str]) -> None:
    found = await _search(known, query)
    assert [client.name for client in found.clients] == names


async def test_who_has_become_part_of_another_is_not_near_either(known: Team) -> None:
    jane = await known.meet("Jane Doe")
    async with known.ctx.store.write(known.workspace_id) as uow:
        await uow.clients.change(jane, merged_into=jane)
    assert [client.name for client in (await _search(known, "jnae doe")).clients] == ["Zoë Janeway"]


async def test_those_that_begin_with_it_come_first_and_no_more_than_asked_for(known: Team) -> None:
    assert [client.name for client in (await _search(known, "jane", 1)).clients] == ["Jane Doe"]


async def test_a_whole_number_that_nobody_has_is_new(known: Team) -> None:
    found = await _search(known, "(202) 555-0199")
    assert (found.clients, found.new_number, found.problem) == ((), "+12025550199", None)


async def test_a_known_number_is_its_client_however_it_is_written(known: Team) -> None:
    found = await _search(known, "1 212 555-0123")
    assert ([client.name for client in found.clients], found.new_number) == (["Jane Doe"], None)


@pytest.mark.parametrize("query", ["+1 303 44", "99999999999999999999999", "+999 1234567"])
async def test_what_cannot_be_a_number_says_why(known: Team, query: str) -> None:
    found = await _search(known, query)
    assert found.problem
    assert (found.clients, found.new_number) == ((), None)


async def test_an_endless_query_is_cut(known: Team) -> None:
    assert (await _search(known, "jane" + " " * 5 + "x" * MAX_QUERY * 10)).clients == ()


async def test_another_workspace_finds_nobody(known: Team) -> None:
    async with known.ctx.store.workspaces() as workspaces:
        other = await workspaces.remember("T0OTHER", "Other", "U0BOT", known.clock.now())
    assert await search(known.ctx, other.id, "jane") == SearchResult()
    [first, *_] = await known.clients()
    assert await client_by_id(known.ctx, other.id, first.id) is None


async def test_a_client_is_found_by_id(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    found = await client_by_id(team.ctx, team.workspace_id, client_id)
    assert found
    assert [address.value for address in found.addresses] == [JANE]
    assert await client_by_id(team.ctx, team.workspace_id, "0" * 26) is None


async def test_a_card_shows_what_is_so_now(team: Team) -> None:
    await team.hear(inbound("STOP", "SM1"))
    await team.work()
    async with team.ctx.store.read(team.workspace_id) as uow:
        conversation = await uow.conversations.get((await team.messages())[0].conversation_id)
        assert conversation
        card = await load_card(uow, conversation, team.clock.now())
    assert card
    assert card.client.is_lead
    assert [consent.state for consent in card.consents] == ["withdrawn"]
    assert card.last_delivery
    assert card.last_delivery.status == "accepted"
    assert card.last_inbound_at == team.clock.now().replace(hour=15, minute=0, second=0, microsecond=0)
