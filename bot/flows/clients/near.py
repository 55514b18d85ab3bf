"""Clients who may have been meant by a name with a slip in it."""

import asyncio
from collections.abc import Sequence

from bot.domain.client import Client
from bot.domain.folding import folded
from bot.domain.spelling import distance, meant, slips_in, words_of
from bot.storage.unit_of_work import UnitOfWork

# Of those who nearly fit, so many are put in order.
_MOST = 200


async def near(uow: UnitOfWork, typed: str, limit: int) -> list[Client]:
    """Clients whose name or company nearly holds every word that was typed: the closest first, and those who
    are at most one slip farther than the closest."""
    words = words_of(typed)
    if not any(map(slips_in, words)):
        return []
    text = await uow.client_search.text()
    # Fifty thousand names take a while: nobody else is to wait for it.
    choices = await asyncio.to_thread(_choices, words, text)
    if not all(choices):
        return []
    found = [(_distance(words, each), each) for each in await uow.client_search.with_words(choices, _MOST)]
    closest = min((slips for slips, _ in found), default=0)
    close = [(slips, each) for slips, each in found if slips <= closest + 1]
    return [each for _, each in sorted(close, key=lambda pair: pair[0])][:limit]


def _choices(words: Sequence[str], text: str) -> list[list[str]]:
    """What each word may stand for: itself where somebody's name holds it, and what is close to it."""
    known = set(text.split())
    return [[*([word] if any(word in each for each in known) else []), *meant(word, known)] for word in words]


def _distance(words: Sequence[str], client: Client) -> int:
    text = folded(f"{client.name} {client.company}")
    return sum(distance(word, text) for word in words)
