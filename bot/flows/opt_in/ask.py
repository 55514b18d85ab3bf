"""Sending the opt-in message: once at a time, whoever presses, and again after a day of silence at most."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.domain.message import Message, Purpose
from bot.domain.opt_in import ANSWER_WITHIN, ASK_AGAIN_AFTER, OptIn, OptInState
from bot.flows.context import Context
from bot.flows.opt_in.ledger import asked_entry
from bot.flows.opt_in.offer import offered_to
from bot.flows.outbound.enqueue import Intent, enqueue
from bot.flows.outbound.route import Route
from bot.flows.threads import items
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

ALREADY = "They were asked a moment ago: their answer will stand in the thread."
_SETTLED = frozenset({ConsentState.EXPRESS, ConsentState.WITHDRAWN})


class CannotAsk(Exception):
    """The opt-in message cannot go; the message says why. Nothing must be kept of the transaction."""


@dataclass(frozen=True)
class Whom:
    """Which client is asked, at which address, and in whose thread that is shown."""

    conversation: Conversation
    client_name: str
    route: Route


async def ask(ctx: Context, uow: UnitOfWork, whom: Whom, user: str) -> OptIn | None:
    """Ask, unless the client has decided, is being asked or has written to us by themselves: then None, and
    the gate knows what follows.

    Raises CannotAsk.
    """
    now, address_id = ctx.clock.now(), whom.route.address.id
    # Locked, so that of two who press at once the second sees what the first has done.
    consents = await uow.consents.of_addresses([address_id], lock=True)
    state = consents.get((address_id, Channel.WHATSAPP), ConsentState.UNKNOWN)
    latest = (await uow.opt_ins.latest([address_id])).get(address_id)
    is_open = latest is not None and latest.state is OptInState.ASKED and latest.ends_at > now
    known = (await uow.recipients.of_addresses([address_id], Channel.WHATSAPP)).get(address_id)
    has_written = known is not None and known.last_inbound_at is not None
    return (
        None
        if is_open or has_written or state in _SETTLED
        else await _ask(uow, whom, user, state, latest, now)
    )


async def ask_anew(ctx: Context, uow: UnitOfWork, whom: Whom, user: str, latest: OptIn) -> OptIn:
    """Ask once more in the place of ``latest``, whose address is locked. Raises CannotAsk."""
    return await _ask(uow, whom, user, ConsentState.PENDING, latest, ctx.clock.now())


async def _ask(
    uow: UnitOfWork, whom: Whom, user: str, state: ConsentState, latest: OptIn | None, now: datetime
) -> OptIn:
    message = await _send(uow, whom, user, now)
    if latest and latest.takes_an_answer:
        await uow.opt_ins.settle(latest.id, latest.state, state=OptInState.REPLACED)
    asked = _question(whom, user, message, _before(state, latest))
    if not await uow.opt_ins.add(asked):
        raise CannotAsk(ALREADY)
    await uow.consents.record([asked_entry(asked, message)])
    shown = items.message_post("outbound", whom.conversation, message.id)
    await uow.outbox.add([shown, *items.about(message)], now)
    await uow.audit.write([Deed(user, "opt_in_asked", now, message.client_id, message.id)])
    return asked


async def _send(uow: UnitOfWork, whom: Whom, user: str, now: datetime) -> Message:
    offered = await offered_to(uow, whom.route.address.value)
    if isinstance(offered, str):
        raise CannotAsk(offered)
    intent = Intent(
        key=f"opt_in:{new_id()}",
        conversation=whom.conversation,
        client_name=whom.client_name,
        route=whom.route,
        body=offered.text,
        due_at=now,
        user=user,
        purpose=Purpose.OPT_IN,
        template=offered.template,
    )
    stored = await enqueue(uow, intent, now)
    if stored.refused:
        raise CannotAsk(f"The opt-in message cannot go. {stored.refused}")
    return stored.message


def _question(whom: Whom, user: str, message: Message, before: ConsentState) -> OptIn:
    # Asked when it goes: at night it waits for the morning, and so does the time to answer.
    return OptIn(
        id=new_id(),
        address_id=whom.route.address.id,
        message_id=message.id,
        asked_by=user,
        asked_at=message.due_at,
        due_at=message.due_at + min(ASK_AGAIN_AFTER, ANSWER_WITHIN),
        before=before,
    )


def _before(state: ConsentState, latest: OptIn | None) -> ConsentState:
    """What holds again if it never arrives: not that somebody was asked before."""
    return latest.before if latest and state is ConsentState.PENDING else state
