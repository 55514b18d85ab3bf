"""What the gate is asked about: a draft, to whom, in which conversation, and by whom."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.message import Draft, Media, Message, Override, Purpose
from bot.domain.template import SentTemplate
from bot.flows.context import Context
from bot.ports import Sender


@dataclass(frozen=True)
class Question:
    """One message to be decided about.

    ``address_id`` and ``conversation_id`` are None for a number that is no client's yet. ``message_id`` is
    set once the message is stored: then it does not count against itself. ``due_at`` is when it is to go;
    None: now. ``user`` is its author in Slack, None for what the program sends by itself. ``is_ahead``: the
    gate is asked about a time to come. ``template_id``: the draft is of this template. ``awaits_consent``: it
    was stored to wait for the client's yes, and since ``waits_since`` it could have gone.
    """

    draft: Draft
    client_name: str
    address_id: str | None = None
    client_id: str | None = None
    conversation_id: str | None = None
    message_id: str | None = None
    due_at: datetime | None = None
    user: str | None = None
    template_id: str | None = None
    is_ahead: bool = False
    awaits_consent: bool = False
    waits_since: datetime | None = None


@dataclass(frozen=True)
class Wish:
    """What somebody wants to send, as far as it is known: the ids are None for a number that is nobody's, and
    ``due_at`` for what is to go now. ``is_ahead``: its time was chosen, and the gate is asked about then."""

    channel: Channel
    sender: Sender
    to: str
    body: str
    client_name: str
    address_id: str | None = None
    client_id: str | None = None
    conversation_id: str | None = None
    user: str | None = None
    purpose: Purpose = Purpose.DIRECT
    override: Override | None = None
    due_at: datetime | None = None
    template: SentTemplate | None = None
    is_ahead: bool = False
    media: tuple[Media, ...] = ()
    useless_at: datetime | None = None


def of_wish(wish: Wish) -> Question:
    """The question that a wish puts, be it only typed so far or about to be stored: it is one and the same,
    so that what the form foretells is what happens."""
    draft = Draft(
        channel=wish.channel,
        to=wish.to,
        body=wish.body,
        sender=wish.sender.address,
        media=wish.media,
        max_characters=wish.sender.max_characters,
        purpose=wish.purpose,
        is_template=wish.template is not None,
        override=wish.override,
        useless_at=wish.useless_at,
    )
    return Question(
        draft=draft,
        client_name=wish.client_name,
        address_id=wish.address_id,
        client_id=wish.client_id,
        conversation_id=wish.conversation_id,
        user=wish.user,
        due_at=wish.due_at,
        template_id=wish.template.id if wish.template else None,
        is_ahead=wish.is_ahead,
    )


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
        is_template=message.template is not None,
        override=message.override,
        useless_at=message.useless_at,
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
        template_id=message.template.id if message.template else None,
        awaits_consent=message.awaits_consent,
        waits_since=message.scheduled_for or message.created_at,
    )
