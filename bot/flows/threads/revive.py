"""A thread whose card is gone gets a new card, and the conversation goes on there."""

from datetime import datetime

from bot.domain.conversation import Conversation
from bot.flows.threads import items
from bot.storage.store import UnitOfWork


async def revive(uow: UnitOfWork, conversation: Conversation, now: datetime) -> None:
    """Have the card posted anew, and say in the new thread why it is there."""
    if conversation.root_ts is None:
        return
    await uow.conversations.set_root(conversation.id, None)
    gone = "The card of this conversation was deleted, so it goes on here."
    key = f"revived:{conversation.id}:{conversation.root_ts}"
    await uow.outbox.add([items.root(conversation), items.system_post(conversation, gone, key)], now)
