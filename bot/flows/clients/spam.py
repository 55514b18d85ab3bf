"""*Spam*: a client is muted, not lost. Texts are kept unseen, nothing goes; *Not spam* brings all back."""

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.storage.repositories.audit import AuditFilter, Deed, Entry
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.store import UnitOfWork

GONE = "This client is not there any more."
MARKED, UNMARKED = "marked_spam", "unmarked_spam"
# What came in the meantime: nobody reads more in a thread, and it is all in the database.
MOST_SHOWN = 20


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
        marked = await _last_marked(uow, client)
        await uow.clients.change(client.id, is_spam=False)
        await uow.audit.write([Deed(user, UNMARKED, now, client.id)])
        for thread in (await uow.conversations.active_of([client.id])).values():
            said = items.system_post(thread, "took the spam mark off.", new_id(), by=user)
            kept = await _kept(ctx, uow, thread, marked.id if marked else "")
            await uow.outbox.add([said, *kept, items.card(thread.id)], now)
    return f"{client.name} is not muted any more. What they wrote meanwhile is in their thread."


async def muted_by(uow: UnitOfWork, client: Client) -> str:
    """Who has marked the client as spam; empty when nobody has, or nobody knows."""
    marked = await _last_marked(uow, client) if client.is_spam else None
    return marked.deed.actor if marked else ""


async def _lock(uow: UnitOfWork, client_id: str, user: str) -> Client | None:
    """The client, if it is one of its own; of two who decide at once the second sees what was decided."""
    await demand(uow, user, Permission.EDIT_CLIENTS)
    await uow.merges.lock([client_id])
    client = await uow.clients.get(client_id)
    return None if client is None or client.merged_into else client


async def _last_marked(uow: UnitOfWork, client: Client) -> Entry | None:
    found = await uow.audit.page(AuditFilter(action=MARKED, client_id=client.id), 1)
    return found[0] if found else None


async def _kept(ctx: Context, uow: UnitOfWork, thread: Conversation, since: str) -> list[OutboxItem]:
    """The newest of what was written since the row with this id, in order, and how many more there are."""
    newest = await uow.messages.received_after(thread.id, since, MOST_SHOWN)
    if not newest:
        return []
    await uow.conversations.heard([thread.id], ctx.clock.now())
    more = await uow.messages.count_received_after(thread.id, since) - len(newest)
    posts = [items.message_post("inbound", thread, each.id, note="") for each in reversed(newest)]
    if more <= 0:
        return posts
    texts = "1 more text came" if more == 1 else f"{more:,} more texts came"
    return [items.system_post(thread, f"{texts} before these, and are kept.", new_id()), *posts]
