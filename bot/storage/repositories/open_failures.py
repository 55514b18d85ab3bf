"""Texts that did not reach a client, or of which nobody can tell, until somebody has dealt with it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, select

from bot.domain.message import Message
from bot.storage.repositories.base import Repository
from bot.storage.rows import among_given, listed
from bot.storage.tables import messages, open_failures
from bot.storage.tables.base import is_literally


class OpenFailures(Repository):
    """The failures of one workspace that wait for somebody."""

    async def add(self, failed: Iterable[Message], now: datetime) -> None:
        """These wait from now on; what waits already waits since then."""
        rows = [
            {
                "workspace_id": self._workspace_id,
                "message_id": message.id,
                "client_id": message.client_id,
                "since": now,
            }
            for message in failed
        ]
        await self._insert_all(self._insert_once(open_failures), rows)

    async def settle(self, message_ids: Iterable[str]) -> bool:
        """These wait no more; whether any did."""
        ids = sorted(message_ids)
        if not ids:
            return False
        settled = delete(open_failures).where(self._mine(), self._among(open_failures.c.message_id, ids))
        return (await self._connection.execute(settled)).rowcount > 0

    async def settle_of_client(self, client_id: str) -> None:
        """Nothing of this client's waits any more."""
        await self.settle(await self._ids([client_id]))

    async def written_since(self, written: Mapping[str, datetime]) -> None:
        """To these clients went what was written at these moments: whoever wrote it knew of what had failed
        before. A text of which nobody can tell waits on until it is settled."""
        given = {"of_workspace": self._workspace_id, "clients": listed(written, self._dialect)}
        found = await self._connection.execute(_of_clients(self._dialect), given)
        await self.settle([id_ for id_, client_id, since in found if since < written[client_id]])

    async def _ids(self, client_ids: Iterable[str]) -> list[str]:
        query = select(open_failures.c.message_id).where(
            self._mine(), self._among(open_failures.c.client_id, client_ids)
        )
        return list((await self._connection.execute(query)).scalars())

    def _mine(self) -> Any:
        return open_failures.c.workspace_id == self._workspace_id


# Asked for every batch of messages that has gone, and building it would cost more than running it.
@cache
def _of_clients(dialect: str) -> Select[Any]:
    return (
        select(open_failures.c.message_id, open_failures.c.client_id, open_failures.c.since)
        .join(messages, messages.c.id == open_failures.c.message_id)
        .where(
            open_failures.c.workspace_id == bindparam("of_workspace"),
            among_given(open_failures.c.client_id, "clients", dialect),
            ~is_literally(messages.c.status, "unconfirmed"),
        )
    )
