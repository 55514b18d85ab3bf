"""Many clients written down at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.client import kind_of
from bot.domain.client_record import ClientRecord
from bot.domain.folding import folded
from bot.domain.ids import new_id
from bot.storage.repositories.base import Repository
from bot.storage.repositories.clients import search_text
from bot.storage.tables import addresses, client_tags, clients


class AddressTaken(Exception):
    """An address has become somebody's meanwhile: nothing of this transaction may be kept."""


@dataclass(frozen=True)
class NewClient:
    """A client that is nobody yet, with addresses that are nobody's; the first is used first. The record's
    next appointment is no column of it, and is set by whoever writes the client down."""

    id: str
    record: ClientRecord
    addresses: tuple[str, ...] = ()


class NewClients(Repository):
    """Adds clients to one workspace."""

    async def add(self, people: Sequence[NewClient], now: datetime) -> None:
        """Write these clients down. Raises AddressTaken.

        An address that was taken off a client before comes with all that is known of it: a STOP holds for
        the number, whoever's it is.
        """
        await self._insert_all(self._insert(clients), [self._row(each, now) for each in people])
        wanted = [
            self._address(each.id, *placed, now) for each in people for placed in enumerate(each.addresses)
        ]
        got = await self._insert_all(self._taking_over(), wanted)
        if len(got) < len(wanted):
            raise AddressTaken
        await self._insert_all(
            self._insert(client_tags), [tag for each in people for tag in self._tags(each)]
        )

    def _row(self, new: NewClient, now: datetime) -> dict[str, Any]:
        record = new.record
        return {
            "id": new.id,
            "workspace_id": self._workspace_id,
            "name": record.name,
            "company": record.company,
            "time_zone": record.time_zone,
            "kind": record.kind,
            "language": record.language,
            "owner": record.owner,
            "notes": record.notes,
            "last_order": record.last_order,
            "search_text": search_text(record.name, record.company),
            "created_at": now,
        }

    def _address(self, client_id: str, position: int, value: str, now: datetime) -> dict[str, Any]:
        return {
            "id": new_id(),
            "workspace_id": self._workspace_id,
            "client_id": client_id,
            "value": value,
            "kind": kind_of(value).value,
            "position": position,
            "created_at": now,
        }

    def _taking_over(self) -> Any:
        new = self._insert(addresses)
        return new.on_conflict_do_update(
            index_elements=["workspace_id", "value"],
            set_={
                "client_id": new.excluded.client_id,
                "position": new.excluded.position,
                "retired_at": None,
            },
            where=addresses.c.retired_at.is_not(None),
        ).returning(addresses.c.id)

    def _tags(self, new: NewClient) -> list[dict[str, str]]:
        mine = {"workspace_id": self._workspace_id, "client_id": new.id}
        return [mine | {"folded": folded(tag), "tag": tag} for tag in new.record.tags]
