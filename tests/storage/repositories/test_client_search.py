"""Clients are found by any part of a name or number as people type them."""

import pytest

from bot.storage.store import Store
from tests.storage.repositories.people import PEOPLE
from tests.storage.seeds import NOW


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zoe", ["Zoë Müller"]),
        ("ZOË", ["Zoë Müller"]),
        ("Zoe\u0308", ["Zoë Müller"]),
        ("muller", ["Zoë Müller"]),
        ("  zoe   MULLER ", ["Zoë Müller"]),
        ("jane", ["Jane Doe", "Mary Jane Watson"]),
        ("%", ["100% Fit_Gym"]),
        ("100%", ["100% Fit_Gym"]),
        ("fit_", ["100% Fit_Gym"]),
        ("_", ["100% Fit_Gym"]),
        ("\\", ["Back\\slash"]),
        ("k\\s", ["Back\\slash"]),
        ("'; DROP TABLE clients; --", []),
        ("nobody", []),
        ("5550002", ["Jane Doe"]),
        ("(212) 555-0002", ["Jane Doe"]),
        ("+1 212 555 0002", ["Jane Doe"]),
        ("07400 123456", ["100% Fit_Gym"]),
        ("0044 7400 123456", ["100% Fit_Gym"]),
        ("２１２５５５０００２", ["Jane Doe"]),
        ("7400", ["100% Fit_Gym", "1000 Fit Gyms"]),
        ("74", []),
        ("a\0b", []),
        ("\ud83d", []),
    ],
)
async def test_a_search_finds_what_people_mean_and_takes_their_signs_for_signs(
    store: Store, known: str, typed: str, found: list[str]
) -> None:
    async with store.read(known) as uow:
        assert [client.name for client in await uow.client_search.matching(typed, 10)] == found


async def test_a_search_gives_no_more_than_asked_for_and_everybody_for_nothing_typed(
    store: Store, known: str
) -> None:
    async with store.read(known) as uow:
        assert len(await uow.client_search.matching("", 100)) == len(PEOPLE)
        assert len(await uow.client_search.matching("", 2)) == 2
        assert await uow.client_search.matching("a" * 5000, 10) == []


async def test_words_are_found_in_any_order_and_who_begins_with_them_first(
    store: Store, workspace_id: str
) -> None:
    named = ["Ann Bo", "Joann Bo", "Bo Ann", "Mary Ann"]
    async with store.write(workspace_id) as uow:
        people = [(f"+1212555001{number}", name) for number, name in enumerate(named)]
        await uow.clients.add_with_addresses(people, NOW, lead=False)
        assert [c.name for c in await uow.client_search.matching("bo ann", 9)] == [
            "Bo Ann",
            "Ann Bo",
            "Joann Bo",
        ]
        assert [c.name for c in await uow.client_search.matching("ann", 9)] == [
            "Ann Bo",
            "Bo Ann",
            "Mary Ann",
            "Joann Bo",
        ]


async def test_one_word_of_each_choice_is_enough(store: Store, known: str) -> None:
    async with store.read(known) as uow:
        found = await uow.client_search.with_words([["jane", "zoe"], ["muller", "100%"]], 9)
        assert [client.name for client in found] == ["Zoë Müller"]
        assert "100% fit_gym" in (await uow.client_search.text()).splitlines()


async def test_a_team_without_clients_has_no_words(store: Store, workspace_id: str) -> None:
    async with store.read(workspace_id) as uow:
        assert await uow.client_search.text() == ""
