"""What the gate is asked about: a draft, to whom, in which conversation, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.message import Draft, Message
from bot.flows.context import Context


@dataclass(frozen=True)
class Question:
    """One message to be decided about.

    ``address_id`` and ``conversation_id`` are None for a number that is no client's yet. ``message_id`` is
    set once the message is stored: then it does not count against itself. ``due_at`` is when it is to go;
    None: now. ``user`` is its author in Slack, None for what the program sends by itself.
    """

    draft: Draft
    client_name: str
    address_id: str | None = None
    client_id: str | None = None
    conversation_id: str | None = None
    message_id: str | None = None
    due_at: datetime | None = None
    user: str | None = None


def of_message(ctx: Context, message: Message) -> Question:
    """The question that a stored message puts when it is about to go."""
    sender = ctx.sender_of(message.channel, message.sender)
    draft = Draft(
        channel=message.channel,
        to=message.to,
        body=message.body,
        sender=message.sender,
        media=message.media,
        max_characters=sender.max_characters if sender else None,
        purpose=message.purpose,
        notice=message.notice,
        override=message.override,
    )
    return Question(
        draft=draft,
        client_name="",
        address_id=message.address_id,
        client_id=message.client_id,
        conversation_id=message.conversation_id,
        message_id=message.id,
        due_at=message.due_at,
        user=message.slack_user,
    )
