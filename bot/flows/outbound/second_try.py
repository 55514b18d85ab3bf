"""The one more try by ourselves, when a client's phone could not be reached."""

from collections.abc import Mapping, Sequence

from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Message
from bot.flows.context import Context
from bot.flows.outbound.again import send_again_later
from bot.flows.outbound.enqueue import Enqueued
from bot.flows.outbound.route import NoRoute
from bot.flows.threads import items
from bot.storage.store import UnitOfWork


def follows(message: Message, failure: Failure | None) -> bool:
    """Whether this failure has a second try: a message that is itself one has none."""
    return bool(failure and failure.kind is FailureKind.RETRY_ONCE and message.retry_of is None)


async def second_tries(
    ctx: Context, uow: UnitOfWork, moved: Sequence[Message], failures: Mapping[str, Failure]
) -> None:
    """Queue the second tries of messages that have just failed; ``failures`` are by message id."""
    for message in moved:
        if follows(message, failures.get(message.id)):
            await _try_once_more(ctx, uow, message)


async def _try_once_more(ctx: Context, uow: UnitOfWork, message: Message) -> None:
    now, wait = ctx.clock.now(), ctx.timing.retry_undelivered
    try:
        stored = await send_again_later(ctx, uow, message, wait)
    except NoRoute:
        stored = None
    conversation = await uow.conversations.get(message.conversation_id)
    if conversation is None or (stored and not stored.is_new):
        return
    if _is_on_its_way(stored):
        minutes = max(1, round(wait.total_seconds() / 60))
        said = f"The client’s phone could not be reached. Trying once more in {minutes} min."
        await uow.outbox.add([items.system_post(conversation, said, f"again:{message.id}")], now)
    else:
        # There is no second try after all, so this failure is the last word and is told.
        await uow.outbox.add([items.message_post("failure", conversation, message.id)], now)


def _is_on_its_way(stored: Enqueued | None) -> bool:
    return stored is not None and not stored.refused
