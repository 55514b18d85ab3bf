"""The list of clients, a page at a time, the newest activity first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from bot.domain.client import Client
from bot.domain.folding import folded
from bot.storage.repositories.base import Repository
from bot.storage.repositories.clients import Clients
from bot.storage.tables import client_tags, clients, conversations
from bot.storage.tables.base import is_literally


@dataclass(frozen=True)
class Listing:
    """Which clients are meant; what is empty or False leaves none out.

    Clients that are marked as spam are only in a listing of spam, and those that have become part of another
    in none.
    """

    owner: str = ""
    tag: str = ""
    leads: bool = False
    spam: bool = False


@dataclass(frozen=True)
class Seen:
    """A client with when it was last written to or from, or else was added."""

    client: Client
    at: datetime


@dataclass(frozen=True)
class Place:
    """A place in the list: just after this client, or with ``newer`` just before it."""

    at: datetime
    client_id: str
    newer: bool = False


# What the list is in the order of. No index holds it: it changes with every text, and 50,000 clients are put
# in order within a twentieth of a second.
_activity = func.coalesce(conversations.c.last_message_at, clients.c.created_at)


class ClientList(Repository):
    """The clients of one workspace as a list."""

    async def page(self, listing: Listing, limit: int, place: Place | None = None) -> list[Seen]:
        """So many clients from this place on, the newest activity first."""
        active = and_(
            conversations.c.client_id == clients.c.id, is_literally(conversations.c.state, "active")
        )
        query = (
            select(clients.c.id, _activity.label("at"))
            .select_from(clients.outerjoin(conversations, active))
            .where(*self._meant(listing), *([_beyond(place)] if place else []))
        )
        newer = place is not None and place.newer
        order = (_activity, clients.c.id) if newer else (_activity.desc(), clients.c.id.desc())
        rows = (await self._connection.execute(query.order_by(*order).limit(limit))).all()
        at = {row.id: row.at for row in (reversed(rows) if newer else rows)}
        found = await Clients(self._connection, self._workspace_id).by_ids(list(at))
        return [Seen(client, at[client.id]) for client in found]

    async def after(self, client_id: str, limit: int) -> list[Client]:
        """So many clients behind this one in the order in which they were added, those marked as spam among
        them, and those that have become part of another left out; from the first one for an empty id."""
        query = (
            select(clients.c.id)
            .where(
                clients.c.workspace_id == self._workspace_id,
                clients.c.merged_into.is_(None),
                clients.c.id > client_id,
            )
            .order_by(clients.c.id)
            .limit(limit)
        )
        ids = list((await self._connection.execute(query)).scalars())
        return await Clients(self._connection, self._workspace_id).by_ids(ids)

    async def has_any(self) -> bool:
        """Whether there is a client at all, spam left out."""
        query = select(exists().where(*self._meant(Listing())))
        return bool((await self._connection.execute(query)).scalar_one())

    def _meant(self, listing: Listing) -> list[ColumnElement[bool]]:
        conditions = [
            clients.c.workspace_id == self._workspace_id,
            clients.c.merged_into.is_(None),
            clients.c.is_spam.is_(listing.spam),
        ]
        if listing.owner:
            conditions.append(clients.c.owner == listing.owner)
        if listing.leads:
            conditions.append(clients.c.is_lead.is_(True))
        if listing.tag:
            tagged = exists().where(
                client_tags.c.client_id == clients.c.id, client_tags.c.folded == folded(listing.tag)
            )
            conditions.append(tagged)
        return conditions


def _beyond(place: Place) -> Any:
    if place.newer:
        return or_(_activity > place.at, and_(_activity == place.at, clients.c.id > place.client_id))
    return or_(_activity < place.at, and_(_activity == place.at, clients.c.id < place.client_id))
