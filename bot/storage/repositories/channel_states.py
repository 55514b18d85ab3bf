"""What experience has shown of an address on a channel: when it wrote, what it has had, why it fails."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select, update

from bot.domain.channel import Channel
from bot.domain.failure import RecipientFault
from bot.storage.repositories.base import Repository
from bot.storage.tables import addresses, channel_states


@dataclass(frozen=True)
class Fault:
    """Why an address cannot be reached on a channel, for good, and the provider's code that says so."""

    address_id: str
    channel: Channel
    fault: RecipientFault
    code: str | None
    at: datetime


@dataclass(frozen=True)
class ChannelState:
    """An address on a channel family as experience has shown it; the last three are set together."""

    address_id: str
    channel: Channel
    last_inbound_at: datetime | None
    fault: RecipientFault | None
    fault_code: str | None
    fault_at: datetime | None


class ChannelStates(Repository):
    """The addresses of one workspace, as experience has shown them. Each row is there only once needed."""

    async def of_client(self, client_id: str) -> list[ChannelState]:
        """What is known of a client's addresses; channels of which nothing is known are left out."""
        query = (
            select(channel_states)
            .join(addresses, addresses.c.id == channel_states.c.address_id)
            .where(addresses.c.client_id == client_id, channel_states.c.workspace_id == self._workspace_id)
            .order_by(channel_states.c.address_id, channel_states.c.channel)
        )
        return [
            ChannelState(
                address_id=row.address_id,
                channel=Channel(row.channel),
                last_inbound_at=row.last_inbound_at,
                fault=RecipientFault(row.fault) if row.fault else None,
                fault_code=row.fault_code,
                fault_at=row.fault_at,
            )
            for row in await self._connection.execute(query)
        ]

    async def heard(self, when: dict[tuple[str, Channel], datetime]) -> None:
        """These addresses have written on these channels, so they can be reached there.

        An older word than the newest known one changes nothing but that.
        """
        insert = self._insert(channel_states)
        newest = case(
            (
                channel_states.c.last_inbound_at > insert.excluded.last_inbound_at,
                channel_states.c.last_inbound_at,
            ),
            else_=insert.excluded.last_inbound_at,
        )
        reachable = {"fault": None, "fault_code": None, "fault_at": None}
        await self._upsert(
            [(*key, {"last_inbound_at": at}) for key, at in when.items()],
            {"last_inbound_at": newest, **reachable},
            insert,
        )

    async def introduced(self, keys: Sequence[tuple[str, Channel]], at: datetime) -> None:
        """A text that names the business has gone to these addresses; the first one counts."""
        insert = self._insert(channel_states)
        first = func.coalesce(channel_states.c.introduced_at, insert.excluded.introduced_at)
        rows = [(*key, {"introduced_at": at}) for key in dict.fromkeys(keys)]
        await self._upsert(rows, {"introduced_at": first}, insert)

    async def not_introduced(self, since: dict[tuple[str, Channel], datetime]) -> None:
        """The text that was to make us known to these addresses has not arrived; one that had gone before its
        moment still counts."""
        mine = channel_states.c.workspace_id == self._workspace_id
        for (address_id, channel), moment in sorted(since.items()):
            this = (
                channel_states.c.address_id == address_id,
                channel_states.c.channel == channel.family.value,
                channel_states.c.introduced_at >= moment,
            )
            forget = update(channel_states).where(mine, *this).values(introduced_at=None)
            await self._connection.execute(forget)

    async def faulty(self, faults: Sequence[Fault]) -> None:
        """The provider has said that these addresses can never be reached on these channels."""
        insert = self._insert(channel_states)
        rows = [
            (
                each.address_id,
                each.channel,
                {"fault": each.fault.value, "fault_code": each.code, "fault_at": each.at},
            )
            for each in faults
        ]
        await self._upsert(
            rows, {name: insert.excluded[name] for name in ("fault", "fault_code", "fault_at")}, insert
        )

    async def _upsert(
        self, rows: Sequence[tuple[str, Channel, dict[str, Any]]], changes: dict[str, Any], insert: Any
    ) -> None:
        keyed = {
            (address, channel.family.value): {
                "workspace_id": self._workspace_id,
                "address_id": address,
                "channel": channel.family.value,
                **columns,
            }
            for address, channel, columns in rows
        }
        statement = insert.on_conflict_do_update(
            index_elements=["address_id", "channel"],
            set_=changes,
            where=channel_states.c.workspace_id == self._workspace_id,
        )
        # In the order of their ids, so that two transactions never wait in a ring.
        await self._insert_all(statement, [keyed[key] for key in sorted(keyed)])
