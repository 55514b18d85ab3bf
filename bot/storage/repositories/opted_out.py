"""Which ways to a client an opt-out has closed, as conditions of a query over ``clients``.

A way is an address on a channel family by which the client has written. It is closed by a withdrawn consent
or by the do-not-contact list: what the gate refuses whoever asks (``bot.policy.checks.consent``).
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, exists, literal, or_

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.storage.tables import addresses, channel_states, clients, consents, dnc
from bot.storage.tables.consents import EVERY_CHANNEL

_FAMILIES = (Channel.SMS, Channel.WHATSAPP)
_WITHDRAWN = exists().where(
    consents.c.address_id == channel_states.c.address_id,
    consents.c.channel == channel_states.c.channel,
    consents.c.state == ConsentState.WITHDRAWN.value,
)
_LISTED = exists().where(
    dnc.c.workspace_id == channel_states.c.workspace_id,
    dnc.c.number == addresses.c.value,
    or_(dnc.c.channel == channel_states.c.channel, dnc.c.channel == EVERY_CHANNEL),
)
_CLOSED = or_(_WITHDRAWN, _LISTED)


@cache
def closed_on(family: Channel) -> ColumnElement[bool]:
    """The client has opted out of a way on this family."""
    return _a_way(channel_states.c.channel == family.value, _CLOSED)


@cache
def nothing_may_answer() -> ColumnElement[bool]:
    """The client has opted out of every way by which they have written, and has written by one."""
    return and_(_a_way(_CLOSED), ~_a_way(~_CLOSED))


@cache
def families_closed() -> ColumnElement[str]:
    """The families on which the client has opted out of a way, in one word each, apart by spaces."""
    first, second = (
        case((closed_on(family), literal(f"{family.value} ", String)), else_=literal("", String))
        for family in _FAMILIES
    )
    return first.concat(second)


def read_families(stored: str | None) -> tuple[Channel, ...]:
    """What ``families_closed`` says."""
    return tuple(Channel(family) for family in (stored or "").split())


def _a_way(*conditions: Any) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            addresses.c.client_id == clients.c.id,
            addresses.c.retired_at.is_(None),
            channel_states.c.address_id == addresses.c.id,
            channel_states.c.last_inbound_at.is_not(None),
            *conditions,
        )
        .correlate(clients)
    )
