"""A client's addresses in the hands of people: added, taken off, handed on, put first."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.domain.client import Address, AddressKind, kind_of
from bot.domain.ids import new_id
from bot.domain.message import Message
from bot.storage.repositories.base import Repository
from bot.storage.repositories.messages import MESSAGE, read_message
from bot.storage.tables import addresses, messages
from bot.storage.tables.base import is_literally


class Addresses(Repository):
    """The phone numbers and WhatsApp identities of one workspace's clients."""

    async def get(self, address_id: str) -> Address | None:
        """The address with this id, if it is somebody's."""
        mine = addresses.c.workspace_id == self._workspace_id
        kept = addresses.c.retired_at.is_(None)
        query = select(addresses).where(mine, kept, addresses.c.id == address_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _read(row) if row else None

    async def add(self, client_id: str, value: str, now: datetime) -> Address | None:
        """Give a client an address that is nobody's, after those it has; None when somebody has it by now.

        One that was taken off a client before comes with all that is known of it: messages and consents
        belong to the number.
        """
        new = self._insert(addresses).values(
            id=new_id(),
            workspace_id=self._workspace_id,
            client_id=client_id,
            value=value,
            kind=kind_of(value).value,
            position=await self._end(client_id, func.max, 1),
            created_at=now,
        )
        taken = new.on_conflict_do_update(
            index_elements=["workspace_id", "value"],
            set_={
                "client_id": new.excluded.client_id,
                "position": new.excluded.position,
                "retired_at": None,
            },
            where=addresses.c.retired_at.is_not(None),
        )
        row = (await self._connection.execute(taken.returning(addresses))).one_or_none()
        return _read(row) if row else None

    async def retire(self, address_id: str, now: datetime) -> None:
        """Take an address off its client. The row, its messages and its consents stay."""
        await self._change(address_id, retired_at=now)

    async def hand_over(self, address_id: str, client_id: str) -> None:
        """Give somebody's address to another client, after those it has."""
        last = await self._end(client_id, func.max, 1)
        await self._change(address_id, client_id=client_id, position=last)

    async def put_first(self, address: Address) -> None:
        """Use this address before the client's others."""
        first = await self._end(address.client_id, func.min, -1)
        await self._change(address.id, position=first)

    async def queued(self, address: Address) -> list[Message]:
        """The texts that wait to go there, locked in the order of their ids."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.client_id == address.client_id,
                messages.c.address_id == address.id,
                is_literally(messages.c.status, "queued"),
            )
            .order_by(messages.c.id)
            .with_for_update()
        )
        return [read_message(row) for row in await self._connection.execute(query)]

    async def _end(self, client_id: str, end: Any, step: int) -> int:
        """The place before the first or behind the last of a client's addresses."""
        query = select(end(addresses.c.position)).where(
            addresses.c.workspace_id == self._workspace_id,
            addresses.c.client_id == client_id,
            addresses.c.retired_at.is_(None),
        )
        found = (await self._connection.execute(query)).scalar_one()
        return 0 if found is None else int(found) + step

    async def _change(self, address_id: str, **columns: Any) -> None:
        mine = addresses.c.workspace_id == self._workspace_id
        kept = addresses.c.retired_at.is_(None)
        changed = update(addresses).where(mine, kept, addresses.c.id == address_id)
        await self._connection.execute(changed.values(**columns))


def _read(row: Row[Any]) -> Address:
    return Address(row.id, row.client_id, row.value, AddressKind(row.kind))
