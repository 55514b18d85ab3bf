"""The strictest consent of two clients holds for every number of the one they become, and goes back again.

The ledger keeps every line it has: a merge and its undoing add lines of their own.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.channel import Channel
from bot.domain.consent import Consent, ConsentScope, ConsentState
from bot.domain.merge import Merge, Standing, becomes, strictest
from bot.flows.clients.merge.sides import FAMILIES, Side
from bot.storage.repositories.consents import ConsentChange
from bot.storage.repositories.merges import Change
from bot.storage.repositories.moving import row_of
from bot.storage.unit_of_work import UnitOfWork

SOURCE, UNDONE = "merge", "merge_undone"
_STRICTER = "the stricter of two clients that were merged"
_BEFORE = "what held before the merge"
_Key = tuple[str, Channel]


def afterwards(sides: tuple[Side, Side], family: Channel, now: datetime) -> Standing | None:
    """The strictest of both clients on a channel family; None when nothing is recorded of either."""
    listed = any(side.is_listed(family) for side in sides)
    return strictest([consent for side in sides for consent in side.of(family)], now, listed=listed)


async def lock_numbers(uow: UnitOfWork, client_ids: Iterable[str]) -> None:
    """Keep a STOP of this very moment before or after, never in between."""
    found = [await uow.clients.get(client_id) for client_id in client_ids]
    await uow.consents.of_addresses(
        sorted(address.id for client in found if client for address in client.addresses), lock=True
    )


async def join_consents(uow: UnitOfWork, merge: Merge, sides: tuple[Side, Side]) -> None:
    """Write the strictest into the ledger wherever it is not what holds already."""
    now = merge.merged_at
    own = {(each.address_id, each.channel): each for side in sides for each in side.consents}
    new: dict[_Key, Standing] = {}
    for family in FAMILIES:
        whole = afterwards(sides, family, now)
        for address in (address for side in sides for address in side.client.addresses):
            changed = becomes(own.get((address.id, family)), whole, now)
            if changed:
                new[address.id, family] = changed
    await uow.consents.record(_change(key, standing, merge) for key, standing in new.items())
    await uow.merges.keep(
        merge.id,
        "consents",
        [_kept(key, own.get(key), _consent(key, standing, now)) for key, standing in new.items()],
    )


async def part_consents(uow: UnitOfWork, merge: Merge, by: str, now: datetime) -> None:
    """What the merge has made stricter is as it was before; what has changed since stays as it is now."""
    is_now = {_code(each): each for each in await uow.consents.of_client(merge.survivor_id)}
    back: dict[_Key, Mapping[str, Any] | None] = {}
    for change in await uow.merges.changes(merge.id, "consents"):
        current = is_now.get(change.key)
        if current and row_of(current) == change.after:
            back[current.address_id, current.channel] = change.before
    # The line in the ledger comes first: it would set the time since when it holds.
    await uow.consents.record(_returned(key, row, by, now) for key, row in back.items())
    await uow.moving.put_consents_back(back)


def _change(key: _Key, standing: Standing, merge: Merge) -> ConsentChange:
    return ConsentChange(
        address_id=key[0],
        channel=key[1],
        state=standing.state,
        source=SOURCE,
        evidence=_STRICTER,
        at=merge.merged_at,
        scope=standing.scope,
        by=merge.merged_by,
        expires_at=standing.expires_at,
    )


def _returned(key: _Key, row: Mapping[str, Any] | None, by: str, now: datetime) -> ConsentChange:
    before = row or {"state": ConsentState.UNKNOWN, "scope": ConsentScope.TRANSACTIONAL, "expires_at": None}
    return ConsentChange(
        address_id=key[0],
        channel=key[1],
        state=ConsentState(before["state"]),
        source=UNDONE,
        evidence=_BEFORE,
        at=now,
        scope=ConsentScope(before["scope"]),
        by=by,
        expires_at=before["expires_at"],
    )


def _consent(key: _Key, standing: Standing, since: datetime) -> Consent:
    return Consent(key[0], key[1], standing.state, since, standing.scope, standing.expires_at)


def _kept(key: _Key, before: Consent | None, after: Consent) -> Change:
    return Change(f"{key[0]}:{key[1].value}", row_of(before) if before else None, row_of(after))


def _code(consent: Consent) -> str:
    return f"{consent.address_id}:{consent.channel.value}"
