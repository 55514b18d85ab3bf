"""Whether a client waits for an answer: begun by the client's text, ended by a teammate's.

``conversations.unanswered_since`` is what the card shows; it changes only here, and where a conversation is
closed, muted or merged.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from bot.domain.conversation import Conversation, Work
from bot.domain.keywords import Keyword, keyword
from bot.domain.message import Direction, Message
from bot.flows.threads import items
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork

# Nobody says STOP more often than this, one after the other, before a merge is undone.
_LOOKED_THROUGH = 50


async def heard(
    uow: UnitOfWork,
    messages: Sequence[Message],
    dealt_with: Collection[str],
    threads: Mapping[str, Conversation],
    now: datetime,
) -> None:
    """Clients wrote these. What a keyword has dealt with, by message id, and a STOP once more wait for
    nobody; a plain "yes" is an answer to the team like any other."""
    asking = {each.conversation_id for each in messages if _waits(each, dealt_with)}
    silent = {each.conversation_id for each in messages} - asking
    if asking:
        await uow.conversations.heard(asking, now)
        await uow.outbox.add(_opened(threads.values(), asking, now), now)
    if silent:
        await uow.conversations.said(silent, now)


async def answered(uow: UnitOfWork, conversation_id: str, now: datetime) -> None:
    """A teammate wrote to the client."""
    await uow.conversations.said([conversation_id], now, answered=True)


async def answered_on_time(uow: UnitOfWork, going: Iterable[Message], now: datetime) -> None:
    """These texts go now. One that a person had scheduled is a teammate's answer from this moment on; to what
    the client has written since it was scheduled it is none."""
    for message in going:
        if message.scheduled_for and message.slack_user:
            thread = message.conversation_id
            has_written = await uow.messages.count_received_after(thread, message.id)
            await uow.conversations.said([thread], now, answered=not has_written)


async def asked_nothing(uow: UnitOfWork, conversation_id: str, since: datetime) -> None:
    """What the client wrote from then on waits for nobody after all; what waited before waits on."""
    conversation = await uow.conversations.get(conversation_id)
    if conversation and conversation.unanswered_since and conversation.unanswered_since >= since:
        await uow.conversations.change(conversation_id, unanswered_since=None)


async def recount(uow: UnitOfWork, conversation_id: str, since: datetime | None) -> None:
    """Messages have come into a conversation, or left it. ``since``: when the client began to wait, if so;
    whoever was answered last waits no more, nor does who has said nothing since but STOP."""
    latest = await uow.messages.latest(conversation_id)
    ours = await uow.messages.latest(conversation_id, Direction.OUT, automatic=False)
    heard_since = await uow.messages.received_after(conversation_id, ours.id if ours else "", _LOOKED_THROUGH)
    waits = any(_waits(each, ()) for each in heard_since)
    await uow.conversations.change(
        conversation_id,
        last_message_at=latest.created_at if latest else None,
        unanswered_since=since if waits else None,
    )


def _waits(message: Message, dealt_with: Collection[str]) -> bool:
    return message.id not in dealt_with and keyword(message.body) is not Keyword.STOP


def _opened(threads: Iterable[Conversation], asking: set[str], now: datetime) -> list[OutboxItem]:
    """A line for each conversation that was closed or put off: the client's text has opened it again."""
    return [
        items.system_post(thread, _WORDS[thread.work], f"reopened:{thread.id}:{now.isoformat()}")
        for thread in threads
        if thread.id in asking and thread.work is not Work.OPEN
    ]


_WORDS = {
    Work.CLOSED: "Open again: the client has written.",
    Work.SNOOZED: "Not put off any more: the client has written.",
}
