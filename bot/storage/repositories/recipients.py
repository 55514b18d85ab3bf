"""What the gate must know about recipients, read for a whole batch in one statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, select

from bot.domain.channel import Channel
from bot.domain.consent import Consent, ConsentScope, ConsentState, DncEntry, DncSource
from bot.domain.failure import RecipientFault
from bot.storage.repositories.base import Repository
from bot.storage.rows import among_given, listed
from bot.storage.tables import addresses, channel_states, clients, consents, dnc, opt_out_reviews
from bot.storage.tables.base import is_literally
from bot.storage.tables.consents import EVERY_CHANNEL


@dataclass(frozen=True)
class Recipient:
    """An address on one channel family, with its client."""

    address_id: str
    number: str
    client_id: str
    client_name: str
    time_zone: str | None
    is_spam: bool
    consent: Consent | None
    dnc: DncEntry | None
    opt_out_review: bool
    fault: RecipientFault | None
    last_inbound_at: datetime | None
    introduced_at: datetime | None


class Recipients(Repository):
    """What is known of the addresses of one workspace."""

    async def of_addresses(self, address_ids: Iterable[str], channel: Channel) -> dict[str, Recipient]:
        """These addresses by id, as they stand on this channel's family."""
        ids = sorted(set(address_ids))
        if not ids:
            return {}
        given = {
            "ids": listed(ids, self._dialect),
            "of_workspace": self._workspace_id,
            "family": channel.family.value,
        }
        rows = await self._connection.execute(_standing(self._dialect), given)
        return {row.id: _read(row, channel.family) for row in rows}

    async def dnc_of(self, number: str, channel: Channel) -> DncEntry | None:
        """The entry that forbids this number on this channel, whoever's it is."""
        query = (
            select(dnc)
            .where(
                dnc.c.workspace_id == self._workspace_id,
                dnc.c.number == number,
                dnc.c.channel.in_([channel.family.value, EVERY_CHANNEL]),
            )
            .limit(1)
        )
        row = (await self._connection.execute(query)).one_or_none()
        return read_dnc(row) if row else None


def read_dnc(row: Row[Any]) -> DncEntry:
    """A row of the do-not-contact list."""
    return DncEntry(
        number=row.number,
        channel=None if row.channel == EVERY_CHANNEL else Channel(row.channel),
        source=DncSource(row.source),
        reason=row.reason,
        added_by=row.added_by,
        added_at=row.added_at,
    )


@cache
def _standing(dialect: str) -> Select[Any]:
    """Built once: an address, its client, and all that is kept for it on the family."""
    family: Any = bindparam("family")
    everywhere = dnc.alias("everywhere")
    under_review = exists().where(
        opt_out_reviews.c.address_id == addresses.c.id,
        opt_out_reviews.c.channel == family,
        is_literally(opt_out_reviews.c.state, "open"),
    )
    whole = (
        addresses.join(clients, clients.c.id == addresses.c.client_id)
        .outerjoin(consents, and_(consents.c.address_id == addresses.c.id, consents.c.channel == family))
        .outerjoin(
            channel_states,
            and_(channel_states.c.address_id == addresses.c.id, channel_states.c.channel == family),
        )
        .outerjoin(dnc, _listed(dnc, family))
        .outerjoin(everywhere, _listed(everywhere, bindparam("everywhere", EVERY_CHANNEL)))
    )
    return (
        select(
            addresses.c.id,
            addresses.c.value,
            addresses.c.client_id,
            clients.c.name,
            clients.c.time_zone,
            clients.c.is_spam,
            consents.c.state,
            consents.c.scope,
            consents.c.since,
            consents.c.expires_at,
            channel_states.c.fault,
            channel_states.c.last_inbound_at,
            channel_states.c.introduced_at,
            under_review.label("under_review"),
            *(column.label(f"dnc_{column.name}") for column in _entry(dnc)),
            *(column.label(f"all_{column.name}") for column in _entry(everywhere)),
        )
        .select_from(whole)
        .where(
            addresses.c.workspace_id == bindparam("of_workspace"),
            among_given(addresses.c.id, "ids", dialect),
        )
    )


def _listed(table: Any, channel: Any) -> Any:
    return and_(
        table.c.workspace_id == addresses.c.workspace_id,
        table.c.number == addresses.c.value,
        table.c.channel == channel,
    )


def _entry(table: Any) -> tuple[Any, ...]:
    return (table.c.source, table.c.reason, table.c.added_by, table.c.added_at)


def _read(row: Row[Any], family: Channel) -> Recipient:
    return Recipient(
        address_id=row.id,
        number=row.value,
        client_id=row.client_id,
        client_name=row.name,
        time_zone=row.time_zone,
        is_spam=row.is_spam,
        consent=_consent(row, family) if row.state else None,
        dnc=_dnc(row, family),
        opt_out_review=bool(row.under_review),
        fault=RecipientFault(row.fault) if row.fault else None,
        last_inbound_at=row.last_inbound_at,
        introduced_at=row.introduced_at,
    )


def _consent(row: Row[Any], family: Channel) -> Consent:
    state, scope = ConsentState(row.state), ConsentScope(row.scope)
    return Consent(row.id, family, state, row.since, scope, row.expires_at)


def _dnc(row: Row[Any], family: Channel) -> DncEntry | None:
    """The wider entry is the one that is told: it explains more."""
    if row.all_source:
        source = DncSource(row.all_source)
        return DncEntry(row.value, None, source, row.all_reason, row.all_added_by, row.all_added_at)
    if row.dnc_source:
        source = DncSource(row.dnc_source)
        return DncEntry(row.value, family, source, row.dnc_reason, row.dnc_added_by, row.dnc_added_at)
    return None
