"""What people write down of a client beside its name: tags and kinds, and who may write at this moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.domain.folding import folded
from bot.domain.ids import new_id
from bot.storage.repositories.base import Repository
from bot.storage.repositories.clients import search_text
from bot.storage.tables import client_tags, clients


class ClientRecords(Repository):
    """The records of one workspace's clients."""

    async def add(self, name: str, now: datetime) -> str:
        """A client of this name without an address; its id."""
        client_id = new_id()
        row = {
            "id": client_id,
            "workspace_id": self._workspace_id,
            "name": name,
            "search_text": search_text(name, ""),
            "created_at": now,
        }
        await self._connection.execute(clients.insert().values(**row))
        return client_id

    async def lock(self, client_ids: Sequence[str]) -> None:
        """Keep others who lock from changing these clients until this transaction ends.

        In the order of their ids, so that two transactions never wait in a ring.
        """
        mine = clients.c.workspace_id == self._workspace_id
        rows = select(clients.c.id).where(mine, self._among(clients.c.id, client_ids)).order_by(clients.c.id)
        await self._connection.execute(rows.with_for_update(key_share=True))

    async def set_tags(self, client_id: str, tags: Sequence[str]) -> None:
        """Give a client these tags and no others; two that differ only in case or accents are one."""
        mine = client_tags.c.workspace_id == self._workspace_id
        await self._connection.execute(delete(client_tags).where(mine, client_tags.c.client_id == client_id))
        rows = {
            folded(tag): {
                "workspace_id": self._workspace_id,
                "client_id": client_id,
                "folded": folded(tag),
                "tag": tag,
            }
            for tag in tags
        }
        await self._insert_all(self._insert(client_tags), list(rows.values()))

    async def tags(self, limit: int) -> list[str]:
        """The tags in use as they are mostly written, the most used first."""
        used = (
            select(client_tags.c.folded, func.max(client_tags.c.tag).label("tag"))
            .where(client_tags.c.workspace_id == self._workspace_id)
            .group_by(client_tags.c.folded)
            .order_by(func.count().desc(), client_tags.c.folded)
            .limit(limit)
        )
        return [row.tag for row in await self._connection.execute(used)]

    async def kinds(self, limit: int) -> list[str]:
        """The kinds of clients in use, the most used first."""
        used = (
            select(clients.c.kind)
            .where(clients.c.workspace_id == self._workspace_id)
            .group_by(clients.c.kind)
            .order_by(func.count().desc(), clients.c.kind)
            .limit(limit)
        )
        return list((await self._connection.execute(used)).scalars())
