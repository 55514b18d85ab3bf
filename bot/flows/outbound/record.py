"""Recording what the provider answered, a batch at a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.failure import Failure
from bot.domain.message import Message, Status
from bot.flows.attention.failures import went
from bot.flows.context import Context
from bot.flows.outbound.dispatch import Attempt
from bot.flows.outbound.instead import by_sms_instead
from bot.flows.outbound.introduced import remember_introductions
from bot.flows.outbound.joining import with_join_words
from bot.flows.outbound.moves import Move, apply
from bot.flows.outbound.outcome import after_failure
from bot.flows.outbound.second_try import second_tries
from bot.flows.threads import items
from bot.ports import Accepted
from bot.storage.repositories.messages import MessageEvent
from bot.storage.wakeups import Topic


async def record_attempts(ctx: Context, workspace_id: str, attempts: Sequence[Attempt]) -> None:
    """Write the outcomes; a receipt that was faster than the answer keeps its say.

    What was taken and has not changed since its claim, which is nearly everything, is written as it is. The
    rest is looked at first, in a transaction of its own: two locks each of several messages might cross.
    """
    rest = await _record_taken(ctx, workspace_id, attempts)
    if rest:
        await _record_moves(ctx, workspace_id, rest)


async def _record_taken(ctx: Context, workspace_id: str, attempts: Sequence[Attempt]) -> Sequence[Attempt]:
    """Write what the provider took; return what must be looked at."""
    taken = [(each.message, each.result) for each in attempts if isinstance(each.result, Accepted)]
    if not taken:
        return attempts
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        written = await uow.messages.accept([_accepted(*each, now) for each in taken])
        done = [(message, result) for message, result in taken if _key(message) in written]
        await uow.messages.log(MessageEvent(message.id, now, result.status) for message, result in done)
        await went(uow, [message for message, _ in done])
        await remember_introductions(uow, [(message, result.status) for message, result in done], now)
        await uow.outbox.add([item for message, _ in done for item in items.about(message)], now)
        uow.wake(Topic.MESSAGES)
    return [attempt for attempt in attempts if _key(attempt.message) not in written]


def _accepted(message: Message, result: Accepted, now: datetime) -> dict[str, object]:
    return {
        "id": message.id,
        "attempts": message.attempts,
        "status": result.status.value,
        "provider_id": result.provider_id,
        "updated_at": now,
    }


def _key(message: Message) -> tuple[str, int]:
    # The number of the attempt as well: an older one of the same message is no longer the message's claim.
    return message.id, message.attempts


async def _record_moves(ctx: Context, workspace_id: str, attempts: Sequence[Attempt]) -> None:
    async with ctx.store.write(workspace_id) as uow:
        messages = await uow.messages.locked(attempt.message.id for attempt in attempts)
        there = {message.id: message for message in messages}
        moves = [_move(ctx, attempt) for attempt in attempts if _counts(attempt, there)]
        worded = await with_join_words(uow, messages, moves)
        moved = await apply(uow, messages, worded, ctx.clock.now())
        await second_tries(ctx, uow, moved)
        await by_sms_instead(ctx, uow, moved)
        uow.wake(Topic.MESSAGES)


def _counts(attempt: Attempt, there: Mapping[str, Message]) -> bool:
    message = there.get(attempt.message.id)
    if message is None:
        return False
    # Written once already, without our knowing, and tried again since: an old failure must not put the
    # message back into the queue while the new call is on its way.
    outdated = message.attempts != attempt.message.attempts
    return not (outdated and isinstance(attempt.result, Failure))


def _move(ctx: Context, attempt: Attempt) -> Move:
    result = attempt.result
    if not isinstance(result, Failure):
        return Move(attempt.message.id, result.status, provider_id=result.provider_id)
    columns = after_failure(attempt.message, result, ctx.clock.now(), ctx.timing)
    status: Status = columns.pop("status")
    detail = {"failure": result.kind.value, "code": result.code, "reason": result.reason}
    return Move(attempt.message.id, status, columns, failure=result, detail=detail)
