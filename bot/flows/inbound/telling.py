"""A word to the teammate whose doing in a thread an event is."""

from bot.domain.replies import TeammateDeleted, TeammateEdited, TeammateWrote
from bot.domain.thread import Notice
from bot.flows.context import Context
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork


async def tell(
    ctx: Context,
    uow: UnitOfWork,
    event: TeammateWrote | TeammateEdited | TeammateDeleted,
    said: str | Notice,
    key: str = "",
) -> None:
    """Say it where the event happened, to its author alone; with ``key`` only once under that key."""
    notice = Notice(said) if isinstance(said, str) else said
    now = ctx.clock.now()
    unique = key or f"{type(event).__name__}:{event.channel}:{event.ts}:{now.timestamp():.3f}"
    item = items.tell_notice(event.user, event.channel, event.root_ts, notice, unique)
    await uow.outbox.add([item], now)
