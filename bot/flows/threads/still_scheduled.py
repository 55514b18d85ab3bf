"""The authors of scheduled texts hear of what is written before these go: they may not fit any more."""

from collections.abc import Collection
from datetime import datetime

from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork


async def tell_of_scheduled(
    uow: UnitOfWork, client_ids: Collection[str], now: datetime, *, by: str = ""
) -> None:
    """Say it in the threads of these clients, once for each text: they wrote, or a teammate (``by``) did.

    Nothing is changed by it. Who wrote knows it already.
    """
    if not client_ids:
        return
    for message in await uow.timetable.scheduled(client_ids):
        if message.slack_user in {None, by} or message.due_at <= now or message.paused_by:
            continue
        if conversation := await uow.conversations.get(message.conversation_id):
            post = items.message_post("still_scheduled", conversation, message.id, by=by)
            await uow.outbox.add([post], now)
