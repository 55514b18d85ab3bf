"""Our own numbers, by what their provider calls them."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.repositories.base import Repository
from bot.storage.tables import own_numbers


class OwnNumbers(Repository):
    """The numbers of one workspace that a provider has told us."""

    async def remember(self, provider: str, number_id: str, address: str, now: datetime) -> None:
        """Keep what the provider has just said."""
        told = {"address": address, "told_at": now}
        insert = self._insert(own_numbers).values(
            workspace_id=self._workspace_id, provider=provider, number_id=number_id, **told
        )
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["workspace_id", "provider", "number_id"], set_=told)
        )

    async def known(self, provider: str, number_id: str) -> str | None:
        """What the provider said when it was last asked; None when it never was."""
        query = select(own_numbers.c.address).where(
            own_numbers.c.workspace_id == self._workspace_id,
            own_numbers.c.provider == provider,
            own_numbers.c.number_id == number_id,
        )
        address: str | None = (await self._connection.execute(query)).scalar_one_or_none()
        return address
