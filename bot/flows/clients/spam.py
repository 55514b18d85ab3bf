"""*Spam*: a client is muted, not lost. Texts are kept unseen, nothing goes; *Not spam* brings all back."""

from collections.abc import Sequence

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.events import InboundText
from bot.domain.ids import new_id
from bot.domain.message import Message
from bot.domain.roles import Permission
from bot.flows.clients.find import GONE
from bot.flows.clients.muted import MARKED, last_marked
from bot.flows.context import Context
from bot.flows.inbound.keywords import Received
from bot.flows.inbound.opt_outs import open_reviews
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.flows.threads.answered import heard
from bot.flows.threads.open import ask_for_card
from bot.flows.threads.renew import Wrote, after_silence
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork

# What came in the meantime: nobody reads more in a thread, and it is all in the database.
MOST_SHOWN = 20
# And so much is read for an opt-out in the client's own words.
_MOST_READ = 500


async def mark_spam(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """Mute a client; what happened, in a sentence. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        client = await _lock(uow, client_id, user)
        if client is None:
            return GONE
        if client.is_spam:
            return f"{client.name} is marked as spam already."
        await uow.clients.change(client.id, is_spam=True)
        await uow.audit.write([Deed(user, MARKED, now, client.id)])
        for thread in (await uow.conversations.active_of([client.id])).values():
            await uow.conversations.change(thread.id, unanswered_since=None)
            await uow.outbox.add([items.muted_post(thread, user, new_id()), items.card(thread.id)], now)
    return f"{client.name} is muted: texts are kept and not shown, and nothing is sent."


async def unmark_spam(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """Take the mark off, and show what was written meanwhile. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        client = await _lock(uow, client_id, user)
        if client is None:
            return GONE
        if not client.is_spam:
            return f"{client.name} is not marked as spam any more."
        marked = await last_marked(uow, client)
        await uow.clients.change(client.id, is_spam=False)
        await uow.audit.write([Deed(user, "unmarked_spam", now, client.id)])
        for stood in (await uow.conversations.active_of([client.id])).values():
            since = marked.id if marked else ""
            kept = await uow.messages.received_after(stood.id, since, _MOST_READ)
            thread = await _goes_on(ctx, uow, stood, kept)
            said = items.system_post(thread, "took the spam mark off.", new_id(), by=user)
            shown = await _shown(ctx, uow, client, thread, kept, since) if kept else []
            await uow.outbox.add([said, *shown, items.card(thread.id)], now)
    return f"{client.name} is not muted any more. What they wrote meanwhile is in their thread."


async def _lock(uow: UnitOfWork, client_id: str, user: str) -> Client | None:
    """The client, if it is one of its own; of two who decide at once the second sees what was decided."""
    await demand(uow, user, Permission.EDIT_CLIENTS)
    await uow.merges.lock([client_id])
    client = await uow.clients.get(client_id)
    return None if client is None or client.merged_into else client


async def _goes_on(
    ctx: Context, uow: UnitOfWork, thread: Conversation, kept: Sequence[Message]
) -> Conversation:
    """The thread in which ``kept`` is shown: what the client wrote unseen has not ended its silence, and
    somebody who wrote only where nobody reads has no card yet."""
    if not kept:
        return thread
    await ask_for_card(uow, thread, ctx.clock.now())
    return (await after_silence(ctx, uow, [Wrote(thread, kept[0].sender)])).get(thread.client_id, thread)


async def _shown(
    ctx: Context, uow: UnitOfWork, client: Client, thread: Conversation, kept: Sequence[Message], since: str
) -> list[OutboxItem]:
    """What was written since the row with this id, the newest first in ``kept``: the newest of it in order,
    how many more there are, and the question whether something of it is an opt-out."""
    now = ctx.clock.now()
    await heard(uow, kept, (), {client.id: thread}, now)
    received = [_received(each, client) for each in reversed(kept)]
    questions = await open_reviews(uow, received, {client.id: thread}, now)
    more = await uow.messages.count_received_after(thread.id, since) - len(kept[:MOST_SHOWN])
    newest = reversed(kept[:MOST_SHOWN])
    posts = [item for each in newest for item in items.client_wrote(thread, each)]
    return [*_more(thread, more), *posts, *questions.values()]


def _more(thread: Conversation, more: int) -> list[OutboxItem]:
    if more <= 0:
        return []
    texts = "1 more text came" if more == 1 else f"{more:,} more texts came"
    return [items.system_post(thread, f"{texts} before these, and are kept.", new_id())]


def _received(message: Message, client: Client) -> Received:
    """The text as it was when it came, for what looks into clients' words."""
    text = InboundText(
        message.provider,
        message.provider_id or "",
        message.channel,
        message.to,
        message.sender,
        message.body,
        message.created_at,
    )
    return Received(text, message, client.name)
