"""Clients and their addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, func, or_, select, update

from bot.domain.client import Address, AddressKind, Client, kind_of
from bot.domain.folding import folded
from bot.domain.ids import new_id
from bot.storage.repositories.base import Repository
from bot.storage.tables import addresses, client_tags, clients

# The plus with the country's code, and a subscriber's own digits.
_SAME_BEGINNING, _SAME_END = 3, 8


@dataclass(frozen=True)
class Owner:
    """Whose address it is."""

    address_id: str
    client_id: str
    client_name: str
    is_spam: bool = False


def search_text(name: str, company: str) -> str:
    """What a client is found by: the name, and the company on a line of its own."""
    return "\n".join(part for part in (folded(name), folded(company)) if part)


def named(name: str) -> ColumnElement[bool]:
    """Whether a client's whole name is this one, whatever the company."""
    wanted = folded(name)
    with_company = clients.c.search_text.startswith(f"{wanted}\n", autoescape=True)
    return or_(clients.c.search_text == wanted, with_company)


class Clients(Repository):
    """Clients of one workspace, with their addresses."""

    async def get(self, client_id: str) -> Client | None:
        """The client with this id."""
        found = await self._with_addresses([client_id])
        return found[0] if found else None

    async def by_ids(self, client_ids: Sequence[str]) -> list[Client]:
        """Those of these clients that there are, in the order of the ids."""
        return await self._with_addresses(client_ids)

    async def by_addresses(self, values: Iterable[str]) -> dict[str, Owner]:
        """Who owns each of these addresses; those nobody owns, or nobody any more, are left out."""
        query = (
            select(
                addresses.c.value, addresses.c.id, addresses.c.client_id, clients.c.name, clients.c.is_spam
            )
            .join(clients, clients.c.id == addresses.c.client_id)
            .where(
                addresses.c.workspace_id == self._workspace_id,
                self._among(addresses.c.value, values),
                addresses.c.retired_at.is_(None),
            )
        )
        rows = await self._connection.execute(query)
        return {value: Owner(*whose) for value, *whose in rows}

    async def tags_of(self, client_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The tags of each of these clients that has any."""
        query = select(client_tags.c.client_id, client_tags.c.tag).where(
            client_tags.c.workspace_id == self._workspace_id,
            self._among(client_tags.c.client_id, client_ids),
        )
        found: dict[str, tuple[str, ...]] = {}
        for client_id, tag in await self._connection.execute(query):
            found[client_id] = (*found.get(client_id, ()), tag)
        return found

    async def add_with_addresses(
        self, new: Sequence[tuple[str, str]], now: datetime, *, lead: bool
    ) -> dict[str, Owner]:
        """Clients for these (address, name) pairs; an address that somebody has by now keeps its owner.

        One that was taken off its client goes to the new one with all that is known of it: a STOP holds for
        the number, whoever's it is.
        """
        made = [(value, name, new_id()) for value, name in new]
        await self._insert_all(
            self._insert(clients),
            [
                {
                    "id": client_id,
                    "workspace_id": self._workspace_id,
                    "name": name,
                    "is_lead": lead,
                    "search_text": folded(name),
                    "created_at": now,
                }
                for _, name, client_id in made
            ],
        )
        await self._insert_all(
            self._taking_over(),
            [
                {
                    "id": new_id(),
                    "workspace_id": self._workspace_id,
                    "client_id": client_id,
                    "value": value,
                    "kind": kind_of(value).value,
                    "created_at": now,
                }
                for value, _, client_id in made
            ],
        )
        owners = await self.by_addresses(value for value, _, _ in made)
        await self._drop_ownerless(made, owners)
        return owners

    def _taking_over(self) -> Any:
        new = self._insert(addresses)
        return new.on_conflict_do_update(
            index_elements=["workspace_id", "value"],
            set_={"client_id": new.excluded.client_id, "retired_at": None, "position": 0},
            where=addresses.c.retired_at.is_not(None),
        )

    async def _drop_ownerless(self, made: list[tuple[str, str, str]], owners: dict[str, Owner]) -> None:
        # Another process met the same stranger at the same moment and was first: its client stays, not ours.
        lost = [client_id for value, _, client_id in made if owners[value].client_id != client_id]
        if lost:
            await self._connection.execute(clients.delete().where(clients.c.id.in_(lost)))

    async def rename(self, client_id: str, name: str) -> None:
        """Give a client its name; a lead that has been named is a client."""
        await self.change(client_id, name=name, is_lead=False)

    async def change(self, client_id: str, **columns: Any) -> None:
        """Set columns of a client: owner, notes, language, is_spam and so on. What it is found by follows."""
        this = clients.c.workspace_id == self._workspace_id, clients.c.id == client_id
        if columns.keys() & {"name", "company"}:
            query = select(clients.c.name, clients.c.company).where(*this)
            row = (await self._connection.execute(query)).one_or_none()
            known = {"name": row.name, "company": row.company} if row else {}
            found_by = {"name": "", "company": ""} | known | columns
            columns["search_text"] = search_text(found_by["name"], found_by["company"])
        await self._connection.execute(update(clients).where(*this).values(**columns))

    async def by_name_prefixes(self, prefixes: Sequence[str]) -> list[Client]:
        """Clients whose whole name is one of ``prefixes``."""
        found = (
            select(clients.c.id)
            .where(
                clients.c.workspace_id == self._workspace_id,
                clients.c.merged_into.is_(None),
                or_(false(), *(named(prefix) for prefix in prefixes)),
            )
            .limit(20)
        )
        return await self._with_addresses(list((await self._connection.execute(found)).scalars()))

    async def like(self, client: Client, limit: int) -> list[Client]:
        """Others who may be the same: of the same name, or with the same number written otherwise."""
        same_number = select(addresses.c.client_id).where(
            addresses.c.workspace_id == self._workspace_id,
            addresses.c.retired_at.is_(None),
            or_(false(), *(_written_otherwise(address.value) for address in client.numbers)),
        )
        # A name without a letter is the number itself.
        same_name = named(client.name) if any(map(str.isalpha, client.name)) else false()
        found = (
            select(clients.c.id)
            .where(
                clients.c.workspace_id == self._workspace_id,
                clients.c.id != client.id,
                clients.c.merged_into.is_(None),
                clients.c.is_spam.is_(False),
                or_(same_name, clients.c.id.in_(same_number)),
            )
            .order_by(clients.c.is_lead, clients.c.search_text, clients.c.id)
            .limit(limit)
        )
        return await self._with_addresses(list((await self._connection.execute(found)).scalars()))

    async def _with_addresses(self, ids: Sequence[str]) -> list[Client]:
        if not ids:
            return []
        mine = clients.c.workspace_id == self._workspace_id
        rows = await self._connection.execute(select(clients).where(mine, clients.c.id.in_(ids)))
        owned: dict[str, list[Address]] = {client_id: [] for client_id in ids}
        kept = addresses.c.retired_at.is_(None)
        listed = select(addresses).where(addresses.c.client_id.in_(ids), kept)
        in_order = listed.order_by(addresses.c.position, addresses.c.id)
        for row in await self._connection.execute(in_order):
            owned[row.client_id].append(Address(row.id, row.client_id, row.value, AddressKind(row.kind)))
        tagged: dict[str, list[str]] = {client_id: [] for client_id in ids}
        tags = select(client_tags).where(client_tags.c.client_id.in_(ids)).order_by(client_tags.c.folded)
        for row in await self._connection.execute(tags):
            tagged[row.client_id].append(row.tag)
        by_id = {row.id: _client(row, owned[row.id], tagged[row.id]) for row in rows}
        return [by_id[client_id] for client_id in ids if client_id in by_id]


def _written_otherwise(number: str) -> ColumnElement[bool]:
    """The same number of a country that writes it with one digit more on WhatsApp than in the telephone book,
    such as Mexico, Argentina and Brazil: it begins and ends alike, and is longer or shorter."""
    alike = addresses.c.value.like(f"{number[:_SAME_BEGINNING]}%{number[-_SAME_END:]}")
    length = func.length(addresses.c.value)
    return and_(alike, func.abs(length - len(number)) == 1)


def _client(row: Row[Any], owned: list[Address], tags: list[str]) -> Client:
    return Client(
        id=row.id,
        workspace_id=row.workspace_id,
        name=row.name,
        is_lead=row.is_lead,
        created_at=row.created_at,
        company=row.company,
        time_zone=row.time_zone,
        addresses=tuple(owned),
        is_spam=row.is_spam,
        kind=row.kind,
        language=row.language,
        owner=row.owner,
        tags=tuple(tags),
        notes=row.notes,
        last_order=row.last_order,
        merged_into=row.merged_into,
    )
