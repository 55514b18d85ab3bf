"""Fifty thousand clients as a list of patients or customers has them, and what people type to find them."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.repositories.clients import search_text
from bot.storage.tables import addresses, clients
from tests.benchmarks import seed

# Names and syllables as they stand in lists of several countries.
_FIRST = (
    *("Anna", "Maria", "José", "Zoë", "John", "Jonathan", "Peter", "Katharina", "Michael", "Sandra"),
    *("Luis", "Ahmed", "Fatima", "Olivia", "Noah", "Emma", "Liam", "Sophia", "Łukasz", "Søren"),
    *("Amélie", "Priya", "Wei", "Mei", "Dmitri", "Olga", "Pedro", "Lucía", "François", "Ingrid"),
)
_SYLLABLES = (
    *("ka", "ro", "mi", "son", "ber", "man", "lo", "ti", "ne", "sch", "wa", "go", "ri", "ez", "ham"),
    *("ley", "ton", "da", "vi", "per", "mül", "ñe", "çel", "ø", "ski", "zar", "bu", "ten"),
)
_ROWS_AT_ONCE = 5000


async def add_named_clients(engine: AsyncEngine, workspace: str, count: int, now: datetime) -> list[str]:
    """So many clients with a number each; their names, the same ones in every run."""
    chance = random.Random(count)
    surnames = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(9000)]
    names = [f"{chance.choice(_FIRST)} {chance.choice(surnames)}" for _ in range(count)]
    companies = [f"{chance.choice(surnames)} Ltd" if chance.random() < 0.3 else "" for _ in range(count)]
    for first in range(0, count, _ROWS_AT_ONCE):
        numbers = range(first, min(first + _ROWS_AT_ONCE, count))
        async with engine.begin() as connection:
            await connection.execute(
                clients.insert(),
                [
                    {
                        "id": _id("C", number),
                        "workspace_id": workspace,
                        "name": names[number],
                        "company": companies[number],
                        "search_text": search_text(names[number], companies[number]),
                        "created_at": now,
                    }
                    for number in numbers
                ],
            )
            await connection.execute(
                addresses.insert(),
                [
                    {
                        "id": _id("A", number),
                        "workspace_id": workspace,
                        "client_id": _id("C", number),
                        "value": seed.phone(number),
                        "created_at": now,
                    }
                    for number in numbers
                ],
            )
    return names


def typed(names: Sequence[str], first: int, count: int) -> Iterator[str]:
    """What is typed: beginnings of names, whole names, ends of numbers, and in every third a slip."""
    for number in range(first, first + count):
        chance = random.Random(number)
        name = chance.choice(names)
        yield chance.choice((_beginning, _whole, _digits, _slip, _slip_in_surname, _number))(name, chance)


def _id(kind: str, number: int) -> str:
    return f"0BENCHSEARCH{kind}{1_000_000_000_000 + number}"


def _beginning(name: str, chance: random.Random) -> str:
    return name[: chance.randint(1, len(name))]


def _whole(name: str, _: random.Random) -> str:
    return name


def _digits(_: str, chance: random.Random) -> str:
    return str(chance.randrange(1000, 100_000))


def _number(_: str, chance: random.Random) -> str:
    return seed.phone(chance.randrange(50_000))


def _slip_in_surname(name: str, chance: random.Random) -> str:
    return _slip(name.split()[1], chance)


def _slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
