"""A reply that goes and stands in an older thread of its conversation: the thread of today tells of it."""

from datetime import datetime

from bot.domain.conversation import Conversation
from bot.domain.message import Message
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

_ELSEWHERE = "wrote to the client in an older thread of this conversation."


async def tell_of_reply(
    uow: UnitOfWork, goes_on: Conversation, message: Message, root_ts: str, now: datetime
) -> None:
    """Say in the thread of today that a teammate has written, with the way there: the words themselves may
    still be changed where they stand. ``root_ts`` is the root of the thread that the reply was written in;
    nothing is said where that is the one of today."""
    if message.slack_channel is None or message.slack_ts is None:
        return
    if (message.slack_channel, root_ts) == (goes_on.slack_channel, goes_on.root_ts):
        return
    place, key = (message.slack_channel, message.slack_ts), f"elsewhere:{message.id}"
    line = items.linked_post(goes_on, _ELSEWHERE, key, by=message.slack_user or "", link_at=place)
    await uow.outbox.add([line], now)
