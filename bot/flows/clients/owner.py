"""Who looks after a client: claimed by the first answer or by hand, given to somebody, released."""

from datetime import datetime

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.flows.threads.subject import Subject, load
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.store import UnitOfWork

GONE = "This client is not there any more."
YOURS = "You look after this client already."
NOBODYS = "Nobody looks after this client."
CHOOSE = "Choose a teammate."


async def claim_softly(uow: UnitOfWork, client: Client, user: str) -> None:
    """Who answers first looks after the client, where the team wants it so."""
    if client.owner is None and (await uow.settings.load()).settings.inbox.claim_on_reply:
        await uow.clients.change(client.id, owner=user)


async def take_over(
    uow: UnitOfWork, conversation: Conversation, client: Client, user: str, now: datetime
) -> None:
    """Make a teammate the owner, tell the thread, and write it down."""
    await uow.clients.change(client.id, owner=user)
    line = items.system_post(conversation, "looks after this client now.", new_id(), by=user)
    await uow.outbox.add([line, items.card(conversation.id)], now)
    await uow.audit.write([Deed(user, "client_claimed", now, client.id)])


async def claim(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """*Claim*: what is to be said to who pressed it, empty where the thread says it. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        about = await load(uow, client_id)
        if about is None:
            return GONE
        if about.client.owner == user:
            return YOURS
        await take_over(uow, about.conversation, about.client, user, ctx.clock.now())
        return ""


async def release(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """*Release*: nobody looks after the client any more. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        about = await load(uow, client_id)
        if about is None:
            return GONE
        if about.client.owner is None:
            return NOBODYS
        await uow.clients.change(client_id, owner=None)
        line = items.system_post(
            about.conversation, "released this client: nobody looks after it.", new_id(), by=user
        )
        await uow.outbox.add([line, items.card(about.conversation.id)], now)
        await uow.audit.write([Deed(user, "client_released", now, client_id)])
        return ""


async def assign(ctx: Context, workspace_id: str, client_id: str, user: str, owner: str) -> str:
    """*Assign*: somebody else looks after the client from now on, and is told. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        about = await load(uow, client_id)
        if about is None:
            return GONE
        if not owner:
            return CHOOSE
        if about.client.owner == owner:
            return "This teammate looks after the client already."
        await uow.clients.change(client_id, owner=owner)
        await uow.outbox.add(_assigned(about, user, owner), now)
        await uow.audit.write([Deed(user, "client_assigned", now, client_id, detail={"to": owner})])
        return ""


def _assigned(about: Subject, user: str, owner: str) -> list[OutboxItem]:
    """The mention in the thread's line is what tells the new owner."""
    line = items.system_post(
        about.conversation, "asks to look after this client:", new_id(), by=user, to=owner
    )
    return [line, items.card(about.conversation.id)]
