"""Sending a message anew: a new row that names the one it repeats, so that it is repeated once."""

from datetime import timedelta

from bot.domain.attachments import misfit
from bot.domain.channel import Channel
from bot.domain.message import Message, Override
from bot.flows.context import Context
from bot.flows.opt_in.undone import asked_once_more, may_repeat
from bot.flows.outbound.enqueue import Enqueued, Intent, enqueue
from bot.flows.outbound.route import NoRoute, Route
from bot.flows.outbound.senders import sender_for
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

TAKEN_OFF = "That number was taken off the client. Write the text again in the thread."
ASKED_ALREADY = "The client was asked anew meanwhile, or has answered. Look at the thread."
NO_PHONE = "The client is known on WhatsApp only. Add a phone number with /client."


async def send_again_later(
    ctx: Context,
    uow: UnitOfWork,
    message: Message,
    wait: timedelta,
    *,
    channel: Channel | None = None,
    override: Override | None = None,
) -> Enqueued | None:
    """Queue a copy of ``message`` to go after ``wait``, if the gate allows it: by another ``channel`` if one
    is given, and in spite of what ``override`` sets aside.

    None when its conversation is gone. ``is_new`` of the answer is False when it was repeated already.
    Raises NoRoute.
    """
    now = ctx.clock.now()
    conversation = await uow.conversations.get(message.conversation_id)
    client = await uow.clients.get(message.client_id)
    if conversation is None or client is None:
        return None
    by = channel or message.channel
    address = next((each for each in client.addresses if each.id == message.address_id), None)
    if address is None or not address.takes(by):
        raise NoRoute(TAKEN_OFF if address is None else NO_PHONE)
    if not await may_repeat(uow, message):
        raise NoRoute(ASKED_ALREADY)
    template = message.template.id if message.template and by is Channel.WHATSAPP else ""
    sender = await sender_for(ctx, uow, by, message.sender, client.id, template)
    if message.media and (problem := misfit(by, message.media)):
        raise NoRoute(problem)
    intent = Intent(
        key=f"again:{message.id}",
        conversation=conversation,
        client_name=client.name,
        route=Route(by, sender, address),
        body=message.body,
        due_at=now + wait,
        user=message.slack_user,
        slack_channel=message.slack_channel,
        slack_ts=message.slack_ts,
        retry_of=message.id,
        purpose=message.purpose,
        template=message.template if by is Channel.WHATSAPP else None,
        # It was decided about these very words to this client.
        override=override or message.override,
        media=message.media,
        made_from=message.made_from,
        useless_at=message.useless_at,
    )
    stored = await enqueue(uow, intent, now)
    if stored.is_new and not stored.refused:
        await asked_once_more(uow, message, stored.message)
        await uow.open_failures.settle([message.id])
    if stored.is_new:
        await uow.outbox.add(items.about(stored.message), now)
    return stored
