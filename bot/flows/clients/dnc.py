"""The do-not-contact list in the hands of people: read, added to with a reason, cleared with evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.consent import DncEntry, DncSource
from bot.domain.phone import NotAPhoneNumber, parse
from bot.domain.roles import Permission
from bot.domain.storable import storable
from bot.flows.consent.reach import Reached, same_person
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.clients import Owner
from bot.storage.unit_of_work import UnitOfWork

NUMBER, CHANNELS, REASON, EVIDENCE = "number", "channels", "reason", "evidence"
PAGE = 10
MAX_WORDS = 500
NO_REASON = "Say why, in a few words: whoever asks later must understand it."
NO_EVIDENCE = "Say how the client has agreed, such as a link to the signed form or the day of a call."
NO_CHANNEL = "Choose at least one channel."


@dataclass(frozen=True)
class Listed:
    """An entry, with the client whose number it is, if it is anybody's."""

    entry: DncEntry
    client_id: str | None = None
    client_name: str = ""


@dataclass(frozen=True)
class DncPage:
    """A page of the list, the newest first; ``total`` is how many entries fit."""

    rows: tuple[Listed, ...]
    total: int
    page: int

    @property
    def has_more(self) -> bool:
        """Whether there is a page after it."""
        return (self.page + 1) * PAGE < self.total


@dataclass(frozen=True)
class Rejected:
    """Nothing was changed: a sentence for each field that cannot be so."""

    errors: dict[str, str]


async def list_page(ctx: Context, workspace_id: str, user: str, page: int = 0, search: str = "") -> DncPage:
    """A page of the entries whose number holds the digits of ``search``. Raises NotAllowed."""
    digits = "".join(character for character in search if character.isascii() and character.isdigit())
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.MANAGE_CONSENT)
        total = await uow.dnc.count(digits)
        # A page that has become empty meanwhile is no page: the last one there is stands in for it.
        at = max(0, min(page, (total - 1) // PAGE))
        entries = await uow.dnc.page(PAGE, at * PAGE, digits)
        owners = await uow.clients.by_addresses({entry.number for entry in entries})
    return DncPage(tuple(_listed(entry, owners) for entry in entries), total, at)


async def add(
    ctx: Context, workspace_id: str, user: str, typed: str, channels: Sequence[Channel], reason: str
) -> str | Rejected:
    """Put a number on the list, on these channels or (all of them) on every one; the number in E.164 form.

    On WhatsApp the client's identity stands behind the number, and goes on the list with it.
    Raises NotAllowed.
    """
    errors: dict[str, str] = {}
    number, words = "", _words(reason)
    try:
        number = parse(typed, ctx.settings.default_region).e164
    except NotAPhoneNumber as problem:
        errors[NUMBER] = str(problem)
    if not channels:
        errors[CHANNELS] = NO_CHANNEL
    if not words:
        errors[REASON] = NO_REASON
    if errors:
        return Rejected(errors)
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.MANAGE_CONSENT)
        now = ctx.clock.now()
        where = entries_for(channels)
        client_id = await client_of(uow, number)
        entries = [DncEntry(number, each, DncSource.PERSON, words, user, now) for each in where]
        behind = await _behind(uow, client_id, number) if Channel.WHATSAPP in channels else []
        told = [DncEntry(each, Channel.WHATSAPP, DncSource.PERSON, words, user, now) for each in behind]
        await uow.dnc.add([*entries, *told])
        detail = {"channels": [_code(each) for each in where], "ends": number[-4:]}
        await uow.audit.write([Deed(user, "dnc_added", now, client_id, detail=detail)])
        await refresh_card(ctx, uow, client_id)
    return number


async def remove(
    ctx: Context, workspace_id: str, user: str, number: str, channel: Channel | None, evidence: str
) -> int | Rejected:
    """Take a number off the list on a channel, or on every one (None); how many entries are gone.

    The identity behind the number comes off with it, if it was put there together with it. What the client
    has said on a channel stays as it is: whoever withdrew consent has to give it anew.
    Raises NotAllowed.
    """
    words = _words(evidence)
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.CLEAR_DNC)
        if not words:
            return Rejected({EVIDENCE: NO_EVIDENCE})
        gone = await uow.dnc.remove(number, channel)
        if gone:
            client_id = await client_of(uow, number)
            await _remove_behind(uow, await _behind(uow, client_id, number), gone)
            await uow.audit.write([removed(user, gone, ctx, client_id, words)])
            await refresh_card(ctx, uow, client_id)
    return len(gone)


async def _behind(uow: UnitOfWork, client_id: str | None, number: str) -> list[str]:
    """The other addresses by which WhatsApp reaches whoever has this number."""
    client = await uow.clients.get(client_id) if client_id else None
    own = (
        [Reached(each.id, each.value) for each in client.addresses if each.value == number] if client else []
    )
    return [each.value for each in same_person(client, own, [Channel.WHATSAPP]) if each not in own]


async def _remove_behind(uow: UnitOfWork, behind: Sequence[str], gone: Sequence[DncEntry]) -> None:
    """What was put on the list together comes off together; anything else keeps an identity there."""
    made = {_made(entry) for entry in gone if entry.channel in (None, Channel.WHATSAPP)}
    for value in behind:
        entries = await uow.dnc.of_numbers([value])
        if entries and all(_made(entry) in made for entry in entries):
            await uow.dnc.remove(value, Channel.WHATSAPP)


def _made(entry: DncEntry) -> tuple[DncSource, str, str | None, datetime]:
    """By which deed an entry is there."""
    return entry.source, entry.reason, entry.added_by, entry.added_at


def removed(user: str, gone: Sequence[DncEntry], ctx: Context, client_id: str | None, evidence: str) -> Deed:
    """What the audit says of entries that were taken off: the evidence is why, so it is kept. Of the number
    only the end, to tell it from others."""
    detail = {
        "ends": gone[0].number[-4:],
        "channels": [_code(entry.channel) for entry in gone],
        "sources": sorted({entry.source.value for entry in gone}),
        "evidence": evidence,
    }
    return Deed(user, "dnc_removed", ctx.clock.now(), client_id, detail=detail)


def entries_for(channels: Sequence[Channel]) -> list[Channel | None]:
    """The entries that forbid these channels: a single one for every channel where all are meant."""
    families = {channel.family for channel in channels}
    if families == {Channel.SMS, Channel.WHATSAPP}:
        return [None]
    return [channel for channel in (Channel.SMS, Channel.WHATSAPP) if channel in families]


async def client_of(uow: UnitOfWork, number: str) -> str | None:
    """The client who has this number, if anybody has."""
    owner = (await uow.clients.by_addresses([number])).get(number)
    return owner.client_id if owner else None


async def refresh_card(ctx: Context, uow: UnitOfWork, client_id: str | None) -> None:
    """Write the client's card anew, if there is a thread in which it stands."""
    active = await uow.conversations.active_of([client_id]) if client_id else {}
    await uow.outbox.add([items.card(each.id) for each in active.values()], ctx.clock.now())


def _listed(entry: DncEntry, owners: dict[str, Owner]) -> Listed:
    owner = owners.get(entry.number)
    return Listed(entry, owner.client_id, owner.client_name) if owner else Listed(entry)


def _code(channel: Channel | None) -> str:
    return channel.value if channel else "all"


def _words(typed: str) -> str:
    return storable(typed).strip()[:MAX_WORDS]
