"""The one more try by ourselves of a text that the carrier took and then did not deliver."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.failure import Failure
from bot.domain.message import Message, Status
from bot.flows.attention.failures import failed
from bot.flows.context import Context
from bot.flows.outbound.again import send_again_later
from bot.flows.outbound.enqueue import Enqueued
from bot.flows.outbound.moves import Moved
from bot.flows.outbound.outcome import has_second_try
from bot.flows.outbound.route import NoRoute
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

# A longer wait is told in hours.
_IN_MINUTES = 90


async def second_tries(ctx: Context, uow: UnitOfWork, moved: Sequence[Moved]) -> None:
    """Queue the second tries of the messages that have just failed and are worth one."""
    for each in moved:
        if each.status is Status.FAILED and has_second_try(each.message, each.failure):
            await _try_once_more(ctx, uow, each.message, each.failure)


async def _try_once_more(ctx: Context, uow: UnitOfWork, message: Message, failure: Failure | None) -> None:
    now = ctx.clock.now()
    wait = (failure.retry_after if failure else None) or ctx.timing.retry_undelivered
    try:
        stored = await send_again_later(ctx, uow, message, wait)
    except NoRoute:
        stored = None
    conversation = await uow.conversations.get(message.conversation_id)
    if conversation is None or (stored and not stored.is_new):
        return
    if _is_on_its_way(stored):
        why = f"{failure.reason} " if failure else ""
        said = f"{why}Trying once more in {_lasting(wait)}."
        await uow.outbox.add([items.system_post(conversation, said, f"again:{message.id}")], now)
    else:
        # There is no second try after all, so this failure is the last word and is told.
        await failed(uow, [message], now)
        await uow.outbox.add([items.message_post("failure", conversation, message.id)], now)


def _lasting(wait: timedelta) -> str:
    minutes = max(1, round(wait.total_seconds() / 60))
    if minutes <= _IN_MINUTES:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"about {hours} hour{'s' if hours > 1 else ''}"


def _is_on_its_way(stored: Enqueued | None) -> bool:
    return stored is not None and not stored.refused
