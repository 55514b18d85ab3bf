"""Recording what the provider answered: a batch in one transaction."""

from collections.abc import Mapping, Sequence

from bot.domain.failure import Failure
from bot.domain.message import Message, Status
from bot.flows.context import Context
from bot.flows.outbound.dispatch import Attempt
from bot.flows.outbound.moves import Move, apply
from bot.flows.outbound.outcome import after_failure
from bot.flows.outbound.second_try import second_tries
from bot.storage.wakeups import Topic


async def record_attempts(ctx: Context, workspace_id: str, attempts: Sequence[Attempt]) -> None:
    """Write the outcomes; a receipt that was faster than the answer keeps its say."""
    async with ctx.store.write(workspace_id) as uow:
        messages = await uow.messages.locked(attempt.message.id for attempt in attempts)
        there = {message.id: message for message in messages}
        moves = [_move(ctx, attempt) for attempt in attempts if _counts(attempt, there)]
        moved = await apply(uow, messages, moves, ctx.clock.now())
        await second_tries(ctx, uow, moved)
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
