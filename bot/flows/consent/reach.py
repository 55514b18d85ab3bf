"""How far an opt-out reaches: the addresses of one person, those that come later, and what ends with it.

By every door the same: the client's STOP, a no to the opt-in message, a withdrawal by hand, and the
do-not-contact list.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import ConsentState, DncEntry, DncSource
from bot.domain.whatsapp_id import is_whatsapp_id
from bot.storage.repositories.consents import ConsentChange
from bot.storage.unit_of_work import UnitOfWork

# How the ledger names a withdrawal that a teammate was told of, and one that another address of the same
# person has brought along.
BY_HAND, SAME_PERSON = "person", "same_person"


@dataclass(frozen=True)
class Reached:
    """An address by its id, and what it is."""

    id: str
    value: str


def same_person(
    client: Client | None, own: Sequence[Reached], channels: Collection[Channel]
) -> list[Reached]:
    """The addresses and, where WhatsApp is among the channels, those of the client that reach the same person
    there: the identities behind a number, and the numbers in front of an identity. Whoever hides the number
    and says STOP must not be written to at it."""
    known = {each.id for each in own}
    has_identity = any(is_whatsapp_id(each.value) for each in own)
    theirs = client.addresses if client and Channel.WHATSAPP in channels else ()
    others = [
        Reached(each.id, each.value)
        for each in theirs
        if each.id not in known and (has_identity or is_whatsapp_id(each.value))
    ]
    # In one order, so that two who decide at once never wait in a ring.
    return sorted([*own, *others], key=lambda each: each.id)


async def lock_people(
    uow: UnitOfWork, client_ids: Iterable[str], address_ids: Iterable[str]
) -> dict[tuple[str, Channel], ConsentState]:
    """The consents of these addresses and all others of the clients, locked at once and in one order: who
    locked one first and the rest later would wait in a ring with a withdrawal of the same moment."""
    found = await uow.clients.by_ids(sorted(set(client_ids)))
    theirs = {address.id for client in found for address in client.addresses}
    return await uow.consents.of_addresses(sorted(theirs | set(address_ids)), lock=True)


async def keep_opted_out(
    uow: UnitOfWork, client_id: str, values: Collection[str], *, same: bool = False
) -> None:
    """These are the client's from now on: whoever has opted out of WhatsApp, or is on the list for it, is so
    at them as well, until what ends it there ends it here. An identity that comes with an opt-out brings it
    to the numbers too: whatever it writes from is the same person's.

    ``same``: WhatsApp itself says that all the client's addresses are one person's. Otherwise only an
    identity tells that two of them are.
    """
    client = await uow.clients.get(client_id)
    if client is None:
        return
    every = [Reached(each.id, each.value) for each in client.addresses]
    for new in every:
        if new.value in values:
            theirs = every if same else same_person(client, [new], [Channel.WHATSAPP])
            others = [each for each in theirs if each != new]
            await _follow(uow, new, others)
            for other in others if is_whatsapp_id(new.value) else ():
                await _follow(uow, other, [new])


async def _follow(uow: UnitOfWork, new: Reached, others: Sequence[Reached]) -> None:
    """An address follows the others of its person out of WhatsApp."""
    if not others:
        return
    way = Channel.WHATSAPP
    states = await uow.consents.of_addresses(sorted(each.id for each in (new, *others)), lock=True)
    closing = [each.id for each in others if states.get((each.id, way)) is ConsentState.WITHDRAWN]
    if closing and states.get((new.id, way)) is not ConsentState.WITHDRAWN:
        latest = await uow.consents.latest_changes(closing)
        known = [latest[address_id, way] for address_id in closing]
        # The client's own word before a teammate's, which is easier to take back.
        told = max(known, key=lambda each: (each.source != BY_HAND, each.at))
        await uow.consents.record([replace(told, address_id=new.id, source=SAME_PERSON)])
    listed = await uow.dnc.of_numbers(each.value for each in others)
    entries = [replace(each, number=new.value, channel=way) for each in listed if each.channel in (None, way)]
    await uow.dnc.add(entries)


async def closed_with(
    uow: UnitOfWork, client: Client, address_ids: Collection[str], families: Sequence[Channel]
) -> list[tuple[Reached, Channel]]:
    """What the withdrawal by hand that closed these addresses has closed beside them, and nothing else does:
    it ends together with theirs. Locks them all."""
    theirs = [Reached(each.id, each.value) for each in client.addresses]
    own = [each for each in theirs if each.id in address_ids]
    ids = sorted(each.id for each in theirs)
    await uow.consents.of_addresses(ids, lock=True)
    latest = await uow.consents.latest_changes(ids)
    listed = await uow.dnc.of_numbers(each.value for each in theirs)
    found = []
    for family in families:
        ended = {_told(latest.get((each.id, family))) for each in own} - {None}
        for each in theirs:
            alike = each not in own and _told(latest.get((each.id, family))) in ended
            if alike and all(_is_by_hand(entry) for entry in _of(listed, each, family)):
                found.append((each, family))
    return found


def _told(change: ConsentChange | None) -> tuple[datetime, str, str] | None:
    """Which withdrawal by hand a change of the ledger belongs to, if to any."""
    if change is None or change.by is None or change.state is not ConsentState.WITHDRAWN:
        return None
    return (change.at, change.by, change.evidence) if change.source in {BY_HAND, SAME_PERSON} else None


def _of(listed: Sequence[DncEntry], each: Reached, family: Channel) -> list[DncEntry]:
    return [entry for entry in listed if entry.number == each.value and entry.channel in (None, family)]


def _is_by_hand(entry: DncEntry) -> bool:
    """Whether a withdrawal by hand has made the entry: what the client wrote is told by no reason."""
    return entry.source is DncSource.REVIEW and bool(entry.reason)
