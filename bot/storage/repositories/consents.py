"""Consent: the current state of each address and channel, and the ledger of how it came about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from bot.domain.channel import Channel
from bot.domain.consent import Consent, ConsentScope, ConsentState
from bot.domain.ids import new_id
from bot.storage.repositories.base import Repository
from bot.storage.tables import addresses, consent_events, consents


@dataclass(frozen=True)
class ConsentChange:
    """What changed an address's consent.

    ``evidence`` is what proves it, such as a message's id or where the signed form lies; ``wording`` what
    the client agreed to, ``sender`` which number of ours; ``by`` the teammate who recorded it.
    """

    address_id: str
    channel: Channel
    state: ConsentState
    source: str
    evidence: str
    at: datetime
    scope: ConsentScope = ConsentScope.TRANSACTIONAL
    wording: str = ""
    sender: str = ""
    by: str | None = None
    expires_at: datetime | None = None


class Consents(Repository):
    """What the addresses of one workspace have allowed."""

    async def of_addresses(
        self, address_ids: Iterable[str], *, lock: bool = False
    ) -> dict[tuple[str, Channel], ConsentState]:
        """The recorded states by address and channel family; what is not recorded is unknown.

        ``lock`` keeps others who lock from reading them until this transaction ends.
        """
        address_ids = list(address_ids)
        if lock:
            await self._lock(address_ids)
        query = select(consents.c.address_id, consents.c.channel, consents.c.state).where(
            consents.c.workspace_id == self._workspace_id, self._among(consents.c.address_id, address_ids)
        )
        rows = await self._connection.execute(query)
        return {(address, Channel(channel)): ConsentState(state) for address, channel, state in rows}

    async def _lock(self, address_ids: Sequence[str]) -> None:
        # The address and not the consent, which may not be recorded yet. In the order of their ids, so that
        # two transactions never wait in a ring; weak enough to let messages refer to the address meanwhile.
        mine = addresses.c.workspace_id == self._workspace_id
        named = self._among(addresses.c.id, address_ids)
        rows = select(addresses.c.id).where(mine, named).order_by(addresses.c.id)
        await self._connection.execute(rows.with_for_update(key_share=True))

    async def of_client(self, client_id: str) -> tuple[Consent, ...]:
        """Every recorded consent of a client's addresses."""
        query = (
            select(consents)
            .join(addresses, addresses.c.id == consents.c.address_id)
            .where(addresses.c.client_id == client_id, consents.c.workspace_id == self._workspace_id)
            .order_by(consents.c.address_id, consents.c.channel)
        )
        rows = await self._connection.execute(query)
        return tuple(_read(row) for row in rows)

    async def ledger(self, address_ids: Iterable[str], limit: int, offset: int = 0) -> list[ConsentChange]:
        """What changed the consents of these addresses, the newest first."""
        query = self._ledger_of(address_ids).order_by(consent_events.c.id.desc())
        rows = await self._connection.execute(query.limit(limit).offset(offset))
        return [_read_change(row) for row in rows]

    async def latest_changes(self, address_ids: Iterable[str]) -> dict[tuple[str, Channel], ConsentChange]:
        """The newest change of each address and channel: how today's state came about."""
        address_ids = list(address_ids)
        newest = (
            select(func.max(consent_events.c.id))
            .where(
                consent_events.c.workspace_id == self._workspace_id,
                self._among(consent_events.c.address_id, address_ids),
            )
            .group_by(consent_events.c.address_id, consent_events.c.channel)
        )
        query = self._ledger_of(address_ids).where(consent_events.c.id.in_(newest))
        changes = [_read_change(row) for row in await self._connection.execute(query)]
        return {(change.address_id, change.channel): change for change in changes}

    def _ledger_of(self, address_ids: Iterable[str]) -> Select[Any]:
        mine = consent_events.c.workspace_id == self._workspace_id
        return select(consent_events).where(mine, self._among(consent_events.c.address_id, address_ids))

    async def record(self, changes: Iterable[ConsentChange]) -> None:
        """Write each change into the ledger and make it the current state; the last one of a pair wins."""
        ledger = [self._ledger_row(change) for change in changes]
        await self._insert_all(self._insert(consent_events), ledger)
        newest = {(row["address_id"], row["channel"]): row for row in ledger}
        upsert = self._insert(consents)
        await self._insert_all(
            upsert.on_conflict_do_update(
                index_elements=["address_id", "channel"],
                set_={name: upsert.excluded[name] for name in ("state", "scope", "since", "expires_at")},
                where=consents.c.workspace_id == self._workspace_id,
            ),
            [
                {
                    "workspace_id": self._workspace_id,
                    "address_id": row["address_id"],
                    "channel": row["channel"],
                    "state": row["state"],
                    "scope": row["scope"],
                    "since": row["at"],
                    "expires_at": row["expires_at"],
                }
                for row in newest.values()
            ],
        )

    def _ledger_row(self, change: ConsentChange) -> dict[str, object]:
        return {
            "id": new_id(),
            "workspace_id": self._workspace_id,
            "address_id": change.address_id,
            "channel": change.channel.family.value,
            "state": change.state.value,
            "scope": change.scope.value,
            "source": change.source,
            "evidence": change.evidence,
            "wording": change.wording,
            "sender": change.sender,
            "recorded_by": change.by,
            "expires_at": change.expires_at,
            "at": change.at,
        }


def _read(row: Row[Any]) -> Consent:
    return Consent(
        address_id=row.address_id,
        channel=Channel(row.channel),
        state=ConsentState(row.state),
        since=row.since,
        scope=ConsentScope(row.scope),
        expires_at=row.expires_at,
    )


def _read_change(row: Row[Any]) -> ConsentChange:
    return ConsentChange(
        address_id=row.address_id,
        channel=Channel(row.channel),
        state=ConsentState(row.state),
        source=row.source,
        evidence=row.evidence,
        at=row.at,
        scope=ConsentScope(row.scope),
        wording=row.wording,
        sender=row.sender,
        by=row.recorded_by,
        expires_at=row.expires_at,
    )
