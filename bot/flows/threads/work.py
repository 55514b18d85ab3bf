"""Closing a conversation, opening it again, putting it off, and keeping replies inside.

A text from the client opens what is closed or put off (see ``answered.py``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.conversation import Work
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.flows.clients.find import GONE
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.flows.threads.subject import Subject, load
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

IS_CLOSED = "This conversation is closed already."
IS_OPEN = "This conversation is open already."
IS_PAUSED = "The relay is paused already: replies stay inside."
NOT_PAUSED = "The relay is not paused: replies go to the client."
PAST = "Choose a time to come."
_AT_ONCE = 50

_Change = Callable[[Subject], "_Done | str"]


@dataclass(frozen=True)
class _Done:
    """What changes in the conversation's row, the line that says it, and the deed for the audit."""

    columns: dict[str, Any]
    line: str
    deed: str


async def close(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """*Close*: nothing waits here any more. What is to be said to who pressed it. Raises NotAllowed."""

    def closed(about: Subject) -> _Done | str:
        if about.conversation.work is Work.CLOSED:
            return IS_CLOSED
        columns = {"work": Work.CLOSED.value, "snoozed_until": None, "unanswered_since": None}
        return _Done(columns, "closed this conversation. A text from the client opens it again.", "closed")

    return await _change(ctx, workspace_id, client_id, user, closed)


async def reopen(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """*Reopen*. Raises NotAllowed."""

    def opened(about: Subject) -> _Done | str:
        if about.conversation.work is Work.OPEN:
            return IS_OPEN
        return _Done(
            {"work": Work.OPEN.value, "snoozed_until": None}, "opened this conversation again.", "reopened"
        )

    return await _change(ctx, workspace_id, client_id, user, opened)


async def snooze(ctx: Context, workspace_id: str, client_id: str, user: str, until: datetime) -> str:
    """*Snooze*: put it off until then (UTC). Raises NotAllowed."""

    def put_off(_about: Subject) -> _Done | str:
        if until <= ctx.clock.now():
            return PAST
        columns = {"work": Work.SNOOZED.value, "snoozed_until": until, "snoozed_by": user}
        return _Done(columns, "put this conversation off. The card says until when.", "snoozed")

    return await _change(ctx, workspace_id, client_id, user, put_off)


async def pause_relay(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """*Pause relay*: replies in the thread stay inside. Raises NotAllowed."""

    def paused(about: Subject) -> _Done | str:
        if about.conversation.relay_paused_by:
            return IS_PAUSED
        line = "paused the relay: replies here stay inside until somebody resumes it."
        return _Done({"relay_paused_by": user}, line, "relay_paused")

    return await _change(ctx, workspace_id, client_id, user, paused)


async def resume_relay(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    """*Resume relay*: replies go to the client again. Raises NotAllowed."""

    def resumed(about: Subject) -> _Done | str:
        if not about.conversation.relay_paused_by:
            return NOT_PAUSED
        line = "resumed the relay: replies here go to the client again."
        return _Done({"relay_paused_by": None}, line, "relay_resumed")

    return await _change(ctx, workspace_id, client_id, user, resumed)


async def wake_snoozed(ctx: Context, workspace_id: str) -> int:
    """Open what was put off until now, and say so to who looks after it; how many."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        due = await uow.conversations.due_from_snooze(now, _AT_ONCE)
        for conversation in due:
            client = await uow.clients.get(conversation.client_id)
            await uow.conversations.change(conversation.id, work=Work.OPEN.value, snoozed_until=None)
            to = (client.owner if client else None) or conversation.snoozed_by or ""
            line = items.system_post(conversation, "This was put off until now.", new_id(), to=to)
            await uow.outbox.add([line, items.card(conversation.id)], now)
    return len(due)


async def _change(ctx: Context, workspace_id: str, client_id: str, user: str, change: _Change) -> str:
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEND)
        about = await load(uow, client_id)
        if about is None:
            return GONE
        done = change(about)
        if isinstance(done, str):
            return done
        await _carry_out(uow, about, user, done, ctx.clock.now())
        return ""


async def _carry_out(uow: UnitOfWork, about: Subject, user: str, done: _Done, now: datetime) -> None:
    thread = about.conversation
    await uow.conversations.change(thread.id, **done.columns)
    if done.columns.get("work") == Work.CLOSED.value:
        await uow.open_failures.settle_of_client(about.client.id)
    line = items.system_post(thread, done.line, new_id(), by=user)
    await uow.outbox.add([line, items.card(thread.id)], now)
    await uow.audit.write([Deed(user, f"conversation_{done.deed}", now, about.client.id)])
