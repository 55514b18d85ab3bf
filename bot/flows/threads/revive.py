"""A thread whose card is gone gets a new card, and the conversation goes on there."""

from datetime import datetime

from bot.domain.conversation import Conversation
from bot.flows.threads.renew import DELETED, Onward, renew
from bot.storage.unit_of_work import UnitOfWork


async def revive(uow: UnitOfWork, conversation: Conversation, now: datetime) -> None:
    """Have the card posted anew, and say in the new thread why it is there."""
    if conversation.root_ts is not None:
        # Nothing can be written below a card that is gone.
        await renew(uow, conversation, Onward(conversation.slack_channel, DELETED, stands=False), now)
