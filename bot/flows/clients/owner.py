"""Who looks after a client: claimed by the first answer or by hand, given to somebody, released."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.client import Client
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.flows.clients.find import GONE
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.flows.threads.subject import Subject, load
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

YOURS = "You look after this client already."
NOBODYS = "Nobody looks after this client."
THEIRS = "This teammate looks after the client already."
CHOOSE = "Choose a teammate."


async def claim_softly(uow: UnitOfWork, client: Client, user: str) -> None:
    """Who answers first looks after the client, where the team wants it so."""
    if client.owner is None and (await uow.settings.load()).settings.inbox.claim_on_reply:
        await uow.clients.change(client.id, owner=user)


async def take_over(uow: UnitOfWork, about: Subject, user: str, now: datetime) -> None:
    """Make a teammate the owner, tell the thread, and write it down."""
    words = "looks after this client now."
    await _give(uow, about, user, _Change(user, words, "client_claimed"), now)


async def claim(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """*Claim*: what is to be said to who pressed it, empty where the thread says it. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        about = await _asked(uow, client_id, user)
        if about is None:
            return GONE
        if about.client.owner == user:
            return YOURS
        await take_over(uow, about, user, ctx.clock.now())
        return ""


async def release(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """*Release*: nobody looks after the client any more. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        about = await _asked(uow, client_id, user)
        if about is None:
            return GONE
        if about.client.owner is None:
            return NOBODYS
        words = "released this client: nobody looks after it."
        await _give(uow, about, user, _Change(None, words, "client_released"), ctx.clock.now())
        return ""


async def assign(ctx: Context, workspace_id: str, client_id: str, user: str, owner: str) -> str:
    """*Assign*: somebody else looks after the client from now on; the mention in the thread's line tells
    them. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        about = await _asked(uow, client_id, user)
        if about is None:
            return GONE
        if not owner:
            return CHOOSE
        if about.client.owner == owner:
            return THEIRS
        words = "asks to look after this client:"
        await _give(uow, about, user, _Change(owner, words, "client_assigned", owner), ctx.clock.now())
        return ""


@dataclass(frozen=True)
class _Change:
    """The new owner, the thread's line and whom it mentions at its end, and the deed for the audit."""

    owner: str | None
    words: str
    deed: str
    to: str = ""


async def _asked(uow: UnitOfWork, client_id: str, user: str) -> Subject | None:
    await demand(uow, user, Permission.SEND)
    return await load(uow, client_id)


async def _give(uow: UnitOfWork, about: Subject, user: str, change: _Change, now: datetime) -> None:
    thread, client_id = about.conversation, about.client.id
    await uow.clients.change(client_id, owner=change.owner)
    line = items.system_post(thread, change.words, new_id(), by=user, to=change.to)
    await uow.outbox.add([line, items.card(thread.id)], now)
    detail = {"to": change.to} if change.to else {}
    await uow.audit.write([Deed(user, change.deed, now, client_id, detail=detail)])
