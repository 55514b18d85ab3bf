"""Making sure that a client has a thread."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.conversation import Conversation
from bot.flows.threads import items
from bot.storage.store import UnitOfWork


async def open_threads(
    uow: UnitOfWork, client_ids: Iterable[str], slack_channel: str, now: datetime
) -> dict[str, Conversation]:
    """The active conversation of each client; a new one has its card put into the outbox."""
    wanted = sorted(set(client_ids))
    active = await uow.conversations.active_of(wanted)
    missing = [client_id for client_id in wanted if client_id not in active]
    if not missing:
        return active
    added = await uow.conversations.add(missing, slack_channel, now)
    await uow.outbox.add([items.root(conversation) for conversation in added], now)
    return await uow.conversations.active_of(wanted)
