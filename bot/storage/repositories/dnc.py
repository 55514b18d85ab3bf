"""The do-not-contact list: numbers to which nothing goes, on one channel or on any."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select

from bot.domain.channel import Channel
from bot.domain.consent import DncEntry
from bot.storage.repositories.base import Repository
from bot.storage.repositories.recipients import read_dnc
from bot.storage.tables import dnc
from bot.storage.tables.consents import EVERY_CHANNEL


class DncList(Repository):
    """The list of one workspace. It is by number: whose the number is may change."""

    async def add(self, entries: Sequence[DncEntry]) -> None:
        """Put numbers on the list; one that is there already keeps its entry, which tells since when."""
        rows = [
            {
                "workspace_id": self._workspace_id,
                "number": entry.number,
                "channel": _stored(entry.channel),
                "source": entry.source.value,
                "reason": entry.reason,
                "added_by": entry.added_by,
                "added_at": entry.added_at,
            }
            for entry in entries
        ]
        rows.sort(key=lambda row: (str(row["number"]), str(row["channel"])))
        await self._insert_all(self._insert_once(dnc), rows)

    async def remove(self, number: str, channel: Channel | None) -> list[DncEntry]:
        """Take a number off for a channel, or for every channel (None); the entries that are gone by that.

        An entry for every channel goes with the first channel that is allowed again: what the client wants on
        the others is told by the consents, which stay as they are.
        """
        gone = delete(dnc).where(dnc.c.workspace_id == self._workspace_id, dnc.c.number == number)
        if channel is not None:
            gone = gone.where(dnc.c.channel.in_([channel.family.value, EVERY_CHANNEL]))
        rows = await self._connection.execute(gone.returning(dnc))
        return [read_dnc(row) for row in rows]

    async def of_numbers(self, numbers: Iterable[str]) -> list[DncEntry]:
        """What is listed of these numbers, in their order."""
        mine = dnc.c.workspace_id == self._workspace_id
        query = select(dnc).where(mine, self._among(dnc.c.number, sorted(set(numbers))))
        rows = await self._connection.execute(query.order_by(dnc.c.number, dnc.c.channel))
        return [read_dnc(row) for row in rows]

    async def page(self, limit: int, offset: int = 0, digits: str = "") -> list[DncEntry]:
        """Entries, the newest first, that hold these digits in their number."""
        query = select(dnc).where(dnc.c.workspace_id == self._workspace_id)
        if digits:
            query = query.where(dnc.c.number.contains(digits, autoescape=True))
        ordered = query.order_by(dnc.c.added_at.desc(), dnc.c.number, dnc.c.channel)
        return [read_dnc(row) for row in await self._connection.execute(ordered.limit(limit).offset(offset))]

    async def count(self, digits: str = "") -> int:
        """How many entries hold these digits in their number."""
        query = select(func.count()).where(dnc.c.workspace_id == self._workspace_id)
        if digits:
            query = query.where(dnc.c.number.contains(digits, autoescape=True))
        return int((await self._connection.execute(query)).scalar_one())


def _stored(channel: Channel | None) -> str:
    return channel.family.value if channel else EVERY_CHANNEL
