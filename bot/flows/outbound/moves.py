"""Moving messages along their declared transitions, with the log, the thread and the card following."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.consent import DncSource
from bot.domain.failure import Failure, FailureKind, RecipientFault
from bot.domain.message import Message, Purpose, Status, may_move
from bot.domain.thread import Offer, OfferKind
from bot.domain.whatsapp_id import is_whatsapp_id
from bot.flows.attention import failures
from bot.flows.consent.opt_out import Wish, opt_out
from bot.flows.money.follow import Step, follow, lock_month
from bot.flows.opt_in.undone import asked_in_vain
from bot.flows.outbound.introduced import remember_introductions
from bot.flows.outbound.outcome import has_second_try
from bot.flows.team.failing import report_failing
from bot.flows.threads import items
from bot.flows.threads.notices import offers_as_json
from bot.storage.repositories.channel_states import Fault
from bot.storage.repositories.messages import MessageEvent
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Move:
    """A step that a message is asked to take, and the columns that change with it."""

    message_id: str
    status: Status
    columns: dict[str, Any] = field(default_factory=dict)
    provider_id: str | None = None
    failure: Failure | None = None
    receipt_key: str | None = None
    detail: dict[str, Any] | None = None


@dataclass(frozen=True)
class Moved:
    """A message as it was before it moved, the status it has now, and the failure that brought it there.

    ``provider_id`` is the provider's name for it by now, if it has one."""

    message: Message
    status: Status
    failure: Failure | None
    provider_id: str | None = None


@dataclass
class _State:
    message: Message
    columns: dict[str, Any]
    moved: bool = False
    failure: Failure | None = None


async def apply(
    uow: UnitOfWork, messages: Sequence[Message], moves: Sequence[Move], now: datetime
) -> list[Moved]:
    """Take each step that is one forward; log every one. Return what has moved.

    ``messages`` are locked by this transaction. A repeat or a step back changes nothing but the log.
    """
    states = {message.id: _State(message, _unchanged(message)) for message in messages}
    events = [_step(states[move.message_id], move, now) for move in moves]
    await uow.messages.log(events)
    changed = [state for state in states.values() if state.columns["updated_at"] == now]
    await uow.messages.update([{"id": state.message.id} | state.columns for state in changed])
    moved = [
        Moved(state.message, Status(state.columns["status"]), state.failure, state.columns["provider_id"])
        for state in states.values()
        if state.moved
    ]
    await _follow(uow, moved, now)
    return moved


def _unchanged(message: Message) -> dict[str, Any]:
    return {
        "status": message.status.value,
        "provider_id": message.provider_id,
        "error_code": message.error_code,
        "error_text": message.error_text,
        "can_retry": message.can_retry,
        "next_attempt_at": message.next_attempt_at,
        "lease_owner": message.lease_owner,
        "lease_until": message.lease_until,
        "by_rcs": message.by_rcs,
        "updated_at": message.updated_at,
    }


def _step(state: _State, move: Move, now: datetime) -> MessageEvent:
    columns = state.columns
    known = columns["provider_id"]
    # A receipt for another send of the same message must not move this one.
    foreign = bool(known and move.provider_id and known != move.provider_id)
    moves = not foreign and (may_move(Status(columns["status"]), move.status) or _went_after_all(state, move))
    if not known and move.provider_id:
        columns |= {"provider_id": move.provider_id, "updated_at": now}
    if moves:
        columns |= _SETTLED | move.columns | {"status": move.status.value, "updated_at": now}
        state.moved, state.failure = True, move.failure
    return MessageEvent(move.message_id, now, move.status, moves, move.detail, move.receipt_key)


def _went_after_all(state: _State, move: Move) -> bool:
    # The provider seemed to refuse, so the message waits for its next try; a receipt proves that it has it.
    waits = state.columns["status"] == Status.QUEUED.value and state.message.attempts > 0
    return waits and bool(move.receipt_key) and may_move(Status.SENDING, move.status)


# Whatever moves a message ends the claim on it, unless the move itself sets another.
_SETTLED = {"lease_owner": None, "lease_until": None}


async def _follow(uow: UnitOfWork, moved: list[Moved], now: datetime) -> None:
    await _follow_with_money(uow, moved, now)
    await failures.moved(uow, [(each.message, each.status) for each in moved if _is_settled(each)], now)
    shown: list[OutboxItem] = []
    for each in moved:
        if each.failure:
            _log_failure(each.message, each.status, each.failure)
        shown += items.about(each.message)
        shown += await _explanation(uow, each)
    # In the order of their addresses, so that two transactions never wait in a ring.
    for each in sorted(moved, key=lambda each: each.message.address_id):
        if each.failure and each.failure.kind is FailureKind.OPTED_OUT:
            await _opted_out(uow, each.message, each.failure, now)
    if faults := [fault for each in moved if (fault := _fault(each, now))]:
        await uow.channel_states.faulty(faults)
    failed = [each.message for each in moved if each.status is Status.FAILED and _is_settled(each)]
    await asked_in_vain(uow, failed, now)
    await remember_introductions(uow, [(each.message, each.status) for each in moved], now)
    await uow.outbox.add(shown, now)
    await report_failing(uow, [(each.message, each.status, each.failure) for each in moved], now)


async def _follow_with_money(uow: UnitOfWork, moved: list[Moved], now: datetime) -> None:
    """The charges first: what is put into the outbox comes after (see bot.storage.repositories.budgets)."""
    await follow(uow, [Step(each.message, each.status, each.provider_id) for each in moved])
    if any(each.status is Status.FAILED and has_second_try(each.message, each.failure) for each in moved):
        await lock_month(uow, now)


def _is_settled(moved: Moved) -> bool:
    """Not so a failure after which we try once more by ourselves."""
    return moved.status is not Status.FAILED or not has_second_try(moved.message, moved.failure)


def _log_failure(message: Message, status: Status, failure: Failure) -> None:
    # The reason's words stay out: some providers quote the number in them.
    known = {"message_id": message.id, "provider": message.provider, "status": status.value}
    _log.warning(
        "Sending a text met a failure.", extra=known | {"kind": failure.kind.value, "code": failure.code}
    )


async def _explanation(uow: UnitOfWork, moved: Moved) -> list[OutboxItem]:
    message, failure = moved.message, moved.failure
    if moved.status not in {Status.FAILED, Status.QUEUED}:
        return []
    conversation = await uow.conversations.get(message.conversation_id)
    if conversation is None:
        return []
    if moved.status is Status.FAILED and not has_second_try(message, failure):
        return [items.message_post("failure", conversation, message.id, **_way_out(message, failure))]
    if failure and moved.status is Status.QUEUED and failure.kind is FailureKind.WAIT:
        # A short retry needs no word; what the provider puts off for hours does, once a message.
        said = f"A text is held back for now: {failure.reason} It goes by itself as soon as it may."
        return [items.system_post(conversation, said, f"wait:{message.id}")]
    return []


def _way_out(message: Message, failure: Failure | None) -> dict[str, Any]:
    """The client has to be given another number where this one can never be reached; a closed window takes
    a template; and where only WhatsApp is shut, an SMS may do."""
    if failure is None:
        return {}
    offers = []
    if failure.recipient:
        offers.append(Offer(OfferKind.FIX_NUMBER, message.client_id))
    if failure.needs_template and message.template is None:
        offers.append(Offer(OfferKind.USE_TEMPLATE, message.id))
    takes_sms = not is_whatsapp_id(message.to) and message.purpose is not Purpose.OPT_IN
    if _only_whatsapp_is_shut(failure) and takes_sms:
        offers.append(Offer(OfferKind.SEND_AS_SMS, message.id))
    return {"offers": offers_as_json(offers)} if offers else {}


def _only_whatsapp_is_shut(failure: Failure) -> bool:
    return failure.needs_template or failure.recipient is RecipientFault.NOT_ON_WHATSAPP


async def _opted_out(uow: UnitOfWork, message: Message, failure: Failure, now: datetime) -> None:
    """The carrier knows of an opt-out that we have missed, such as one made before we had the number."""
    client = await uow.clients.get(message.client_id)
    name = client.name if client else ""
    await opt_out(uow, Wish(message, name, DncSource.PROVIDER, now, code=failure.code or ""))


def _fault(moved: Moved, now: datetime) -> Fault | None:
    """What the failure says of the address for good: the gate refuses the next text before it costs."""
    message, failure = moved.message, moved.failure
    if failure is None or failure.recipient is None or moved.status is not Status.FAILED:
        return None
    return Fault(message.address_id, message.channel.family, failure.recipient, failure.code, now)
