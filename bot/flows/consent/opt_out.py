"""An address opts out of a channel, or back in: consent, the do-not-contact list, reviews and the report."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.address_words import display
from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState, DncEntry, DncSource, ReviewState
from bot.domain.message import Message
from bot.domain.settings import ConsentRules
from bot.flows.consent.reach import Reached, same_person
from bot.flows.opt_in.waking import decided
from bot.flows.team.notify import notify
from bot.storage.repositories.consents import ConsentChange
from bot.storage.unit_of_work import UnitOfWork

FAMILIES = (Channel.SMS, Channel.WHATSAPP)
# How the ledger names what the do-not-contact list calls by its source.
_LEDGER = {DncSource.STOP: "keyword"}


@dataclass(frozen=True)
class Wish:
    """What an address wants, and how we know.

    ``message`` is the evidence: the client's own, or one of ours that the carrier refused; ``code`` is what
    the carrier said. ``by`` is the teammate who decided, None when nobody had to. ``at`` is when it holds.
    """

    message: Message
    client_name: str
    source: DncSource
    at: datetime
    by: str | None = None
    code: str = ""

    @property
    def evidence(self) -> str:
        """What the ledger keeps as the proof."""
        return f"{self.message.id} {self.code}".strip()


def channels_of(channel: Channel, rules: ConsentRules) -> tuple[Channel, ...]:
    """The channel families that an opt-out of ``channel`` holds on."""
    return FAMILIES if rules.stop_covers_all else (channel.family,)


async def opt_out(uow: UnitOfWork, wish: Wish) -> tuple[Channel, ...]:
    """Nothing more goes to this address; the channel families on which that holds.

    An open review of it is decided by that, and the program reports it.
    """
    message, by, at = wish.message, wish.by, wish.at
    rules = (await uow.settings.load()).settings.consent
    channels = channels_of(message.channel, rules)
    theirs = await _same_person(uow, message, channels)
    await uow.consents.of_addresses([each.id for each in theirs], lock=True)
    withdrawn = [_change(wish, each, way, ConsentState.WITHDRAWN) for each in theirs for way in channels]
    await uow.consents.record(withdrawn)
    where = None if rules.stop_covers_all else message.channel.family
    await uow.dnc.add([DncEntry(each.value, where, wish.source, "", by, at) for each in theirs])
    for each in theirs:
        await uow.reviews.close_of_address(each.id, channels, ReviewState.OPTED_OUT, by, at)
        if Channel.WHATSAPP in channels:
            await decided(uow, message.client_id, each.id, ConsentState.WITHDRAWN, at)
    await notify(uow, _report(wish, channels), f"opt_out:{message.id}", at)
    return channels


async def opt_in(uow: UnitOfWork, wish: Wish) -> None:
    """The client wants ordinary texts again on the channel they wrote on: marketing needs its own consent."""
    message, at = wish.message, wish.at
    family = message.channel.family
    theirs = await _same_person(uow, message, [family])
    await uow.consents.record([_change(wish, each, family, ConsentState.EXPRESS) for each in theirs])
    for each in theirs:
        await uow.dnc.remove(each.value, family)
        await uow.reviews.close_of_address(each.id, [family], ReviewState.DISMISSED, None, at)
        if family is Channel.WHATSAPP:
            await decided(uow, message.client_id, each.id, ConsentState.EXPRESS, at)


async def _same_person(uow: UnitOfWork, message: Message, channels: Collection[Channel]) -> list[Reached]:
    client = await uow.clients.get(message.client_id) if Channel.WHATSAPP in channels else None
    return same_person(client, [Reached(message.address_id, message.to)], channels)


def _change(wish: Wish, theirs: Reached, channel: Channel, state: ConsentState) -> ConsentChange:
    return ConsentChange(
        address_id=theirs.id,
        channel=channel,
        state=state,
        source=_LEDGER.get(wish.source, wish.source.value),
        evidence=wish.evidence,
        at=wish.at,
        scope=ConsentScope.TRANSACTIONAL,
        sender=wish.message.sender,
        by=wish.by,
    )


def _report(wish: Wish, channels: tuple[Channel, ...]) -> str:
    # A lead that nobody has named is called by its number, which a report must not hold.
    unnamed = wish.client_name in {"", display(wish.message.to), wish.message.to}
    who = "A client without a name" if unnamed else wish.client_name
    where = " and ".join(channel.label for channel in channels)
    return f"{who} opted out of {where}. Nothing more goes there; their thread in the inbox says why."
