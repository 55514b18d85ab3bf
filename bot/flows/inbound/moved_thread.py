"""A teammate wrote in the thread of a client that was merged: it is told where the conversation goes on."""

from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.notes import is_note
from bot.domain.replies import TeammateWrote
from bot.domain.thread import Notice
from bot.flows.context import Context
from bot.flows.threads import items
from bot.storage.store import UnitOfWork


async def tell_where(ctx: Context, uow: UnitOfWork, goes_on: Conversation, event: TeammateWrote) -> None:
    """Once for each teammate and thread, with a link. A card that was only posted anew is no other thread."""
    if goes_on.root_ts == event.root_ts or is_note(event.text):
        return
    stood = await uow.conversations.at_root(event.channel, event.root_ts)
    if stood is None or stood.id == goes_on.id:
        return
    client = await uow.clients.get(goes_on.client_id)
    name = client.name if client else "another client"
    said = f"This client was merged into {name}: your replies go to {name}, and the conversation is there."
    key = f"goes_on:{stood.id}:{goes_on.id}:{event.user}"
    item = items.tell_notice(event.user, event.channel, event.root_ts, Notice(said), key)
    item = replace(item, data=item.data | {"link_to": goes_on.id})
    await uow.outbox.add([item], ctx.clock.now())
