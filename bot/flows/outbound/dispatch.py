"""From due to called: claim under a lease, ask the gate once more, call the provider.

Nothing is sent inside a transaction: the claim commits, the call happens, ``record`` writes what came of it.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Message
from bot.flows.context import Context
from bot.flows.desk import MediaDesk
from bot.flows.gate.ask import ask
from bot.flows.gate.question import of_message
from bot.flows.money.later import charge_for_later
from bot.flows.outbound.as_decided import as_decided, hide_what_is_refused, keep_as_decided
from bot.flows.outbound.hold import put_off, tell_authors
from bot.flows.outbound.refuse import refuse
from bot.flows.threads.answered import answered_on_time
from bot.policy.decision import Hold, Refuse, Send
from bot.ports import Outgoing, Provider, SendResult
from bot.storage.repositories.claims import ClaimedMessage
from bot.storage.repositories.lanes import Pace
from bot.storage.repositories.messages import lane_of
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempt:
    """A message and what the provider answered."""

    message: Message
    result: SendResult


async def claim_due(
    ctx: Context, workspace_id: str, owner: str, limit: int, *, look_first: bool = True
) -> list[ClaimedMessage]:
    """Lease what is due and may go. What the gate now refuses is marked so, and its author is told.

    ``look_first``: a transaction is begun only if something is due, which is right for who has just found
    nothing.
    """
    if look_first and not await _any_due(ctx, workspace_id):
        return []
    async with ctx.store.write(workspace_id) as uow:
        claimed = await uow.claims.due(
            owner,
            ctx.clock.now(),
            lease=ctx.timing.lease,
            horizon=ctx.timing.horizon,
            limit=limit,
            pace=lambda lane: _pace(ctx, lane),
        )
        return await _still_allowed(ctx, uow, claimed) if claimed else []


async def _any_due(ctx: Context, workspace_id: str) -> bool:
    async with ctx.store.look(workspace_id) as uow:
        return await uow.claims.any_due(ctx.clock.now(), ctx.timing.horizon)


async def next_turn(ctx: Context, workspace_id: str) -> datetime | None:
    """When the next message can go, as things stand now."""
    async with ctx.store.look(workspace_id) as uow:
        return await uow.claims.next_turn()


async def call(
    provider: Provider, claimed: ClaimedMessage, now: datetime, desk: MediaDesk | None = None
) -> Attempt:
    """Hand one message to its provider; ``desk`` makes the links by which it fetches our files."""
    message, until = claimed.message, claimed.valid_until
    outgoing = Outgoing(
        id=message.id,
        channel=message.channel,
        sender=message.sender,
        to=message.to,
        body=message.whole,
        media=desk.linked(message.media, now) if desk else message.media,
        valid_for=until - now if until else None,
        template=message.template,
    )
    try:
        return Attempt(message, await provider.send(outgoing))
    except Exception:
        # A fault of ours, and nobody knows how far the call had come: never repeated blindly.
        _log.exception("A call to a provider broke off.", extra={"message_id": message.id})
        return Attempt(message, Failure(FailureKind.AMBIGUOUS, "The call broke off before it was answered."))


def _pace(ctx: Context, lane: str) -> Pace:
    for sender in ctx.senders:
        if lane_of(sender.channel, sender.address) == lane:
            return Pace(sender.interval)
    # A sender that is no longer set up: the provider will say so, once a second.
    return Pace(timedelta(seconds=1))


async def _still_allowed(
    ctx: Context, uow: UnitOfWork, claimed: list[ClaimedMessage]
) -> list[ClaimedMessage]:
    """Ask the gate once more: much can have happened since the message was asked for."""
    now = ctx.clock.now()
    answers = await ask(uow, [of_message(ctx, each.message) for each in claimed], now)
    allowed: list[ClaimedMessage] = []
    held: list[tuple[Message, Hold]] = []
    refused: list[tuple[Message, Refuse]] = []
    for each, answer in zip(claimed, answers, strict=True):
        match answer.decision:
            case Send(valid_until=valid_until):
                allowed.append(ClaimedMessage(as_decided(each.message, answer), each.turn, valid_until))
            case Hold() as hold:
                held.append((each.message, hold))
            case Refuse() as refusal:
                await hide_what_is_refused(uow, answer, now)
                refused.append((each.message, refusal))
    await keep_as_decided(uow, [each.message for each in claimed], [each.message for each in allowed], now)
    await answered_on_time(uow, [each.message for each in allowed], now)
    settings = answers[0].facts.settings
    still_held, without_money = await charge_for_later(uow, held, settings, now)
    await refuse(ctx, uow, [*refused, *without_money], now)
    await put_off(uow, still_held, now)
    await tell_authors(ctx, uow, still_held, answers, now)
    return allowed
