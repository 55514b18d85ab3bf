"""Finding clients by what somebody types of a name, a company or a number."""

import unicodedata
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from bot.domain.client import Client
from bot.domain.folding import folded
from bot.storage.repositories.base import Repository
from bot.storage.repositories.clients import Clients
from bot.storage.tables import addresses, clients

_LEAST_DIGITS = 3


class ClientSearch(Repository):
    """Clients of one workspace, those that have become part of another left out."""

    async def matching(self, query: str, limit: int) -> list[Client]:
        """Clients whose name or company holds every word of ``query``, in any order, or who have a number
        with its digits. Those that begin with it come first, then those of whom a word does."""
        wanted = folded(query)
        words = wanted.split() or [""]
        fits = or_(and_(*map(_holds, words)), *self._numbers(query))
        text = clients.c.search_text
        begins = text.startswith(wanted, autoescape=True)
        has_word = or_(*(text.contains(blank + words[0], autoescape=True) for blank in " \n"))
        place = case((begins, 0), (has_word, 1), else_=2)
        return await self._found(fits, limit, place, text)

    async def with_words(self, choices: Sequence[Collection[str]], limit: int) -> list[Client]:
        """Clients whose name or company holds one word out of each of these choices."""
        fits = and_(*(or_(*map(_holds, choice)) for choice in choices))
        return await self._found(fits, limit, clients.c.search_text)

    async def text(self) -> str:
        """Every name and company, folded, in one text: many times faster than as many rows."""
        query = select(func.aggregate_strings(clients.c.search_text, "\n")).where(self._workspace())
        return (await self._connection.execute(query)).scalar_one() or ""

    async def _found(
        self, fits: ColumnElement[bool], limit: int, *order: ColumnElement[object]
    ) -> list[Client]:
        query = select(clients.c.id).where(self._workspace(), fits).order_by(*order).limit(limit)
        ids = list((await self._connection.execute(query)).scalars())
        return await Clients(self._connection, self._workspace_id).by_ids(ids)

    def _workspace(self) -> ColumnElement[bool]:
        return and_(clients.c.workspace_id == self._workspace_id, clients.c.merged_into.is_(None))

    def _numbers(self, query: str) -> list[ColumnElement[bool]]:
        # Zeros before an area or a country code are dialled, but are not part of the number.
        digits = "".join(str(unicodedata.decimal(c)) for c in query if c.isdecimal()).lstrip("0")
        if len(digits) < _LEAST_DIGITS:
            return []
        owner = select(addresses.c.client_id).where(
            addresses.c.workspace_id == self._workspace_id,
            addresses.c.retired_at.is_(None),
            addresses.c.value.like(f"%{digits}%"),
        )
        return [clients.c.id.in_(owner)]


def _holds(word: str) -> ColumnElement[bool]:
    return clients.c.search_text.contains(word, autoescape=True)
