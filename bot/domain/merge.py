"""Two clients made one: what is kept of each, and whose consent holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.client import Client
from bot.domain.consent import Consent, ConsentScope, ConsentState

UNDO_FOR = timedelta(days=30)
# What people choose between where the two clients differ.
CHOSEN = ("name", "company", "owner", "time_zone", "language")
# Taken from the survivor, and from the other one where the survivor has none.
_FILLED = ("last_order",)

# From the strictest on. The gate takes expired, pending and unknown alike: for a consent that is not there.
_STRICTEST_FIRST = (
    ConsentState.WITHDRAWN,
    ConsentState.EXPIRED,
    ConsentState.PENDING,
    ConsentState.IMPLIED,
    ConsentState.EXPRESS,
)
_ENDED = frozenset({ConsentState.WITHDRAWN, ConsentState.EXPIRED})


@dataclass(frozen=True)
class Merge:
    """That one client has become part of another. It can be undone until ``undo_until``; times are UTC."""

    id: str
    survivor_id: str
    merged_id: str
    merged_by: str
    merged_at: datetime
    undo_until: datetime
    undone_at: datetime | None = None
    undone_by: str | None = None


@dataclass(frozen=True)
class Standing:
    """A consent without an address: what holds on a channel family."""

    state: ConsentState
    scope: ConsentScope = ConsentScope.TRANSACTIONAL
    expires_at: datetime | None = None


def differing(survivor: Client, other: Client) -> tuple[str, ...]:
    """The fields in which both have something, and not the same: somebody chooses between them."""
    return tuple(
        name
        for name in CHOSEN
        if getattr(survivor, name)
        and getattr(other, name)
        and getattr(survivor, name) != getattr(other, name)
    )


def together(survivor: Client, other: Client, from_other: Iterable[str] = ()) -> dict[str, object]:
    """What the survivor is afterwards: its own, the other's where it has none or where ``from_other`` says
    so. Notes of both are kept, one below the other; somebody who was named stays named."""
    taken = set(from_other)
    kept: dict[str, object] = {}
    for name in (*CHOSEN, *_FILLED):
        own, others = getattr(survivor, name), getattr(other, name)
        kept[name] = others if (others and (not own or name in taken)) else own
    kept["notes"] = "\n\n".join(dict.fromkeys(note for note in (survivor.notes, other.notes) if note))
    kept["is_lead"] = survivor.is_lead and other.is_lead
    return kept


def strictest(consents: Iterable[Consent], now: datetime, *, listed: bool = False) -> Standing | None:
    """The strictest of what is recorded on one channel family, with the narrowest scope and the earliest end.

    None when nothing is recorded. ``listed``: a number is on the do-not-contact list, which is an opt-out.
    """
    known = [consent for consent in consents if consent.state is not ConsentState.UNKNOWN]
    if listed:
        return Standing(ConsentState.WITHDRAWN)
    if not known:
        return None
    state = min((consent.state_at(now) for consent in known), key=_STRICTEST_FIRST.index)
    if state in _ENDED:
        return Standing(state)
    narrow = any(consent.scope is ConsentScope.TRANSACTIONAL for consent in known)
    scope = ConsentScope.TRANSACTIONAL if narrow else ConsentScope.MARKETING
    ends = [consent.expires_at for consent in known if consent.expires_at]
    return Standing(state, scope, min(ends, default=None))


def becomes(own: Consent | None, whole: Standing | None, now: datetime) -> Standing | None:
    """What an address's consent has to become where ``whole`` is the strictest of both clients; None when it
    stays as it is.

    A number of which nothing is recorded gets nobody's permission: only an opt-out reaches it.
    """
    if whole is None:
        return None
    if own is None or own.state is ConsentState.UNKNOWN:
        return whole if whole.state is ConsentState.WITHDRAWN else None
    ended = own.state_at(now)
    if ended in _ENDED and ended is whole.state:
        return None
    return None if Standing(own.state, own.scope, own.expires_at) == whole else whole
