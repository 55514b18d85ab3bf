"""A teammate records what a client has allowed, or that the client has taken it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import ConsentScope, ConsentState, DncEntry, DncSource, ReviewState
from bot.domain.roles import Permission, Role
from bot.domain.settings import ConsentRules
from bot.domain.storable import storable
from bot.flows.clients.dnc import refresh_card, removed
from bot.flows.clients.merge.consents import SOURCE as MERGE
from bot.flows.consent.opt_out import channels_of
from bot.flows.consent.reach import BY_HAND, Reached, closed_with, same_person
from bot.flows.context import Context
from bot.flows.opt_in.waking import decided
from bot.flows.team.permissions import demand
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.consents import ConsentChange
from bot.storage.unit_of_work import UnitOfWork

NUMBERS, CHANNELS, EVIDENCE, EXPIRES = "numbers", "channels", "evidence", "expires"
SOURCES = {
    "web_form": "Web form",
    "paper": "Paper form",
    "phone": "By phone",
    "in_person": "In person",
    "import": "Imported list",
}
MAX_WORDS = 1000
CLIENT_GONE = "This client does not exist any more. Close this and type /client to find another."
NO_EVIDENCE = "Say where the proof lies: a link, or a name and day. Written consent needs one."


@dataclass(frozen=True)
class NewConsent:
    """What a client has allowed, as the form was filled in; ``expires`` is the last day it holds."""

    address_ids: tuple[str, ...]
    channels: tuple[Channel, ...]
    state: ConsentState
    scope: ConsentScope
    source: str
    evidence: str = ""
    wording: str = ""
    expires: date | None = None


@dataclass(frozen=True)
class Recorded:
    """It is in the ledger. ``cleared`` is how many entries of the do-not-contact list went with it."""

    client_name: str
    cleared: int = 0


@dataclass(frozen=True)
class Rejected:
    """Nothing was changed: a sentence for each field that cannot be so."""

    errors: dict[str, str]


async def record_consent(
    ctx: Context, workspace_id: str, user: str, client_id: str, given: NewConsent
) -> Recorded | Rejected:
    """Record express or implied consent for each number and channel. Raises NotAllowed.

    Over a withdrawal or an entry of the do-not-contact list only somebody may who can clear that list, with
    evidence; the entry goes. What a withdrawal by hand has closed beside the chosen numbers is open with them
    again, unless something else closes it too.
    """
    async with ctx.store.write(workspace_id) as uow:
        role = await demand(uow, user, Permission.MANAGE_CONSENT)
        client = await uow.clients.get(client_id)
        zone = ZoneInfo((await uow.settings.load()).settings.time_zone)
        errors = _problems(client, given, zone, ctx.clock.now())
        if client is None or errors:
            return Rejected(errors)
        ended = await closed_with(uow, client, given.address_ids, _families(given))
        forbidden = await _forbidden(uow, client, given)
        refused = _may_not_lift(role, given) if forbidden else {}
        if refused:
            return Rejected(refused)
        cleared = await _clear(ctx, uow, user, client, given, ended) if forbidden else 0
        pairs = [*_pairs(given), *((each.id, family) for each, family in ended)]
        changes = [_change(given, pair, user, ctx.clock.now(), zone) for pair in pairs]
        await _keep(ctx, uow, user, client, changes, "consent_recorded")
        return Recorded(client.name, cleared)


async def withdraw_consent(
    ctx: Context,
    workspace_id: str,
    user: str,
    client_id: str,
    address_ids: Sequence[str],
    channels: Sequence[Channel],
    evidence: str,
) -> Recorded | Rejected:
    """Record that the client wants nothing more on these channels, or on any where the workspace has decided
    that an opt-out holds everywhere. It reaches as far as the client's own STOP: on WhatsApp the identity
    behind a number as well, and it stands on the do-not-contact list. An open review is decided by it.
    Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.MANAGE_CONSENT)
        client = await uow.clients.get(client_id)
        rules = (await uow.settings.load()).settings.consent
        given = NewConsent(
            tuple(address_ids),
            _reach(rules, channels),
            ConsentState.WITHDRAWN,
            ConsentScope.TRANSACTIONAL,
            BY_HAND,
            evidence,
        )
        errors = _choice_problems(client, given)
        if not _words(evidence):
            errors[EVIDENCE] = "Say how the client has said so, such as on the phone and on which day."
        if client is None or errors:
            return Rejected(errors)
        theirs = _as_far_as_a_stop(client, given)
        now = ctx.clock.now()
        pairs = await _to_withdraw(uow, given, theirs)
        changes = [_change(given, pair, user, now, UTC) for pair in pairs]
        await _keep(ctx, uow, user, client, changes, "consent_withdrawn")
        closed = {address_id for address_id, _ in pairs}
        where = [None] if rules.stop_covers_all else _families(given)
        listed = [each.value for each in theirs if each.id in closed]
        await uow.dnc.add(_entries(listed, where, _words(evidence), user, now))
        for each in theirs:
            await uow.reviews.close_of_address(each.id, _families(given), ReviewState.OPTED_OUT, user, now)
        return Recorded(client.name)


def _entries(
    values: Sequence[str], where: Sequence[Channel | None], words: str, user: str, now: datetime
) -> list[DncEntry]:
    return [
        DncEntry(value, family, DncSource.REVIEW, words, user, now) for value in values for family in where
    ]


def _reach(rules: ConsentRules, channels: Sequence[Channel]) -> tuple[Channel, ...]:
    """The channel families on which an opt-out of these holds."""
    return tuple(dict.fromkeys(family for channel in channels for family in channels_of(channel, rules)))


def _as_far_as_a_stop(client: Client, given: NewConsent) -> list[Reached]:
    """Every address that reaches the same person on these channels."""
    own = [Reached(each.id, each.value) for each in client.addresses if each.id in given.address_ids]
    return same_person(client, own, given.channels)


async def _to_withdraw(
    uow: UnitOfWork, given: NewConsent, theirs: Sequence[Reached]
) -> list[tuple[str, Channel]]:
    """What is chosen, and what goes with it; there the client's own word stays the last one, so that it does
    not end with what a teammate was told. What a merge has closed ends when that is undone, which this does
    not. Locked in the order in which every opt-out takes them."""
    ids = [each.id for each in theirs]
    states = await uow.consents.of_addresses(ids, lock=True)
    latest = await uow.consents.latest_changes(ids)
    own_word = {
        pair
        for pair, state in states.items()
        if state is ConsentState.WITHDRAWN and latest[pair].source not in {BY_HAND, MERGE}
    }
    every = [(address_id, family) for address_id in ids for family in _families(given)]
    return [pair for pair in every if pair[0] in given.address_ids or pair not in own_word]


def _problems(client: Client | None, given: NewConsent, zone: tzinfo, now: datetime) -> dict[str, str]:
    errors = _choice_problems(client, given)
    if given.state is ConsentState.EXPRESS and not _words(given.evidence):
        errors[EVIDENCE] = NO_EVIDENCE
    if given.expires and _end_of(given.expires, zone) <= now:
        errors[EXPIRES] = "That day is over. Choose a later one, or none."
    return errors


def _choice_problems(client: Client | None, given: NewConsent) -> dict[str, str]:
    errors = {} if given.channels else {CHANNELS: "Choose at least one channel."}
    if client is None:
        return {CHANNELS: CLIENT_GONE}
    own = {address.id for address in client.addresses}
    if not given.address_ids or not set(given.address_ids) <= own:
        errors[NUMBERS] = "Choose at least one of the client's numbers."
    return errors


async def _forbidden(uow: UnitOfWork, client: Client, given: NewConsent) -> bool:
    """Whether the client has opted out of any of it. Locked: a STOP at this very moment comes before or
    after, never in between."""
    states = await uow.consents.of_addresses(given.address_ids, lock=True)
    pairs = _pairs(given)
    if any(states.get(pair) is ConsentState.WITHDRAWN for pair in pairs):
        return True
    listed = await uow.dnc.of_numbers(_numbers(client, given))
    return any(entry.channel is None or entry.channel in _families(given) for entry in listed)


def _may_not_lift(role: Role, given: NewConsent) -> dict[str, str]:
    if not role.may(Permission.CLEAR_DNC):
        least = Role.needed_for(Permission.CLEAR_DNC)
        return {
            CHANNELS: "The client has opted out of this. They can text START to come back, or a "
            f"{least.value} can record their new consent with evidence."
        }
    return {} if _words(given.evidence) else {EVIDENCE: f"The client has opted out before. {NO_EVIDENCE}"}


async def _clear(
    ctx: Context,
    uow: UnitOfWork,
    user: str,
    client: Client,
    given: NewConsent,
    ended: Sequence[tuple[Reached, Channel]],
) -> int:
    gone = []
    chosen = [(number, family) for number in _numbers(client, given) for family in _families(given)]
    for number, family in [*chosen, *((each.value, family) for each, family in ended)]:
        gone += await uow.dnc.remove(number, family)
    if gone:
        await uow.audit.write([removed(user, gone, ctx, client.id, _words(given.evidence))])
    return len(gone)


async def _keep(
    ctx: Context, uow: UnitOfWork, user: str, client: Client, changes: Sequence[ConsentChange], action: str
) -> None:
    await uow.consents.record(changes)
    for change in changes:
        if change.channel is Channel.WHATSAPP and change.state is not ConsentState.IMPLIED:
            await decided(uow, client.id, change.address_id, change.state, ctx.clock.now())
    first = changes[0]
    detail = {
        "channels": sorted({change.channel.value for change in changes}),
        "addresses": sorted({change.address_id for change in changes}),
        "state": first.state.value,
        "scope": first.scope.value,
        "source": first.source,
    }
    await uow.audit.write([Deed(user, action, ctx.clock.now(), client.id, detail=detail)])
    await refresh_card(ctx, uow, client.id)


def _change(
    given: NewConsent, pair: tuple[str, Channel], user: str, now: datetime, zone: tzinfo
) -> ConsentChange:
    return ConsentChange(
        address_id=pair[0],
        channel=pair[1],
        state=given.state,
        source=given.source,
        evidence=_words(given.evidence),
        at=now,
        scope=given.scope,
        wording=_words(given.wording),
        by=user,
        expires_at=_end_of(given.expires, zone) if given.expires else None,
    )


def _end_of(day: date, zone: tzinfo) -> datetime:
    """The last moment of a day in the workspace's zone, as UTC."""
    return datetime.combine(day, time.max, zone).astimezone(UTC)


def _pairs(given: NewConsent) -> list[tuple[str, Channel]]:
    return [(address, family) for address in given.address_ids for family in _families(given)]


def _families(given: NewConsent) -> list[Channel]:
    return list(dict.fromkeys(channel.family for channel in given.channels))


def _numbers(client: Client, given: NewConsent) -> list[str]:
    return [address.value for address in client.addresses if address.id in given.address_ids]


def _words(typed: str) -> str:
    return storable(typed).strip()[:MAX_WORDS]
