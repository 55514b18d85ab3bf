"""A teammate wrote in a thread that goes on elsewhere: under a new card, or in that of a merged client.

The reply goes to the client all the same. Its author is told where the conversation is now; who reads there
is told of the reply once it goes (see ``bot.flows.outbound.elsewhere``).
"""

from dataclasses import replace

from bot.domain.conversation import Conversation
from bot.domain.notes import is_note
from bot.domain.replies import TeammateWrote
from bot.domain.thread import Notice
from bot.flows.context import Context
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

NEWER = "This conversation goes on in a newer thread. Your replies here go to the client, too."


async def tell_where(ctx: Context, uow: UnitOfWork, goes_on: Conversation, event: TeammateWrote) -> None:
    """Tell the author, once for each thread, with a link."""
    here = (event.channel, event.root_ts)
    if (goes_on.slack_channel, goes_on.root_ts) == here or is_note(event.text):
        return
    stood = await uow.conversations.at_root(*here)
    if stood is None:
        return
    said = NEWER if stood.id == goes_on.id else await _merged(uow, goes_on)
    key = f"goes_on:{stood.id}:{goes_on.id}:{event.root_ts}:{event.user}"
    item = items.tell_notice(event.user, event.channel, event.root_ts, Notice(said), key)
    item = replace(item, data=item.data | {"link_to": goes_on.id})
    await uow.outbox.add([item], ctx.clock.now())


async def _merged(uow: UnitOfWork, goes_on: Conversation) -> str:
    client = await uow.clients.get(goes_on.client_id)
    name = client.name if client else "another client"
    return f"This client was merged into {name}: your replies go to {name}, and the conversation is there."
