"""*Make it a note*: a teammate's message that has not gone stays inside after all."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.message import Message, Status
from bot.domain.thread import Mark
from bot.flows.context import Context
from bot.flows.outbound.cancel import TWICE, decides_for, take_back
from bot.flows.threads import items
from bot.flows.threads.at_message import subject_of
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

KEPT = "It is a note now: the client does not get it."
INSIDE = "It has stayed inside: the client does not get it."
HAS_IT = (
    "Too late: the client has this already. If it was a mistake, tell them in a reply; begin a reply with "
    "note: to keep it inside."
)
ON_ITS_WAY = "Too late: this is on its way to the client and cannot be called back."
UNKNOWN = "Nobody can tell yet whether the client has this, so it cannot become a note. The thread says more."
NEVER_WENT = "The client does not have this: it did not go, so there is nothing to take back."
NOT_YOURS = "Nothing was changed: only who wrote it, or a manager, can make it a note."
NO_TEAMMATE = "Only a teammate's message to the client can become a note."
NO_THREAD = "This is not in a client's thread."

_TOO_LATE = {
    Status.SENDING: ON_ITS_WAY,
    Status.ACCEPTED: ON_ITS_WAY,
    Status.CHECKING: UNKNOWN,
    Status.UNCONFIRMED: UNKNOWN,
    Status.CANCELED: TWICE,
    Status.REFUSED: NEVER_WENT,
    Status.FAILED: NEVER_WENT,
}


@dataclass(frozen=True)
class Pointed:
    """The Slack message that somebody points at: where it stands, and its author; empty for a post of
    ours."""

    channel: str
    root_ts: str
    ts: str
    author: str


async def make_note(ctx: Context, workspace_id: str, pointed: Pointed, user: str) -> str:
    """Take it back if it has not gone, and mark it as a note; what happened, in a sentence."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        about = await subject_of(uow, pointed.channel, pointed.root_ts)
        if about is None:
            return NO_THREAD
        allowed = await decides_for(uow, pointed.author, user)
        # First of all: what Slack has not told us of yet must not be sent once it does.
        was_heard = not (pointed.author and allowed) or await _forestall(uow, pointed, now)
        message = await uow.messages.by_slack(pointed.channel, pointed.ts)
        if message is not None:
            return await _of_message(uow, message, user, now)
        if not pointed.author:
            return NO_TEAMMATE
        if not allowed:
            return NOT_YOURS
        held = await uow.held_replies.by_slack(pointed.channel, pointed.ts)
        if held is not None:
            await uow.held_replies.take(held.id)
        elif was_heard:
            return INSIDE
        await uow.outbox.add([items.plain_mark(pointed.channel, pointed.ts, Mark.NOTE)], now)
        await uow.audit.write([Deed(user, "made_note", now, about.client.id)])
        return KEPT


async def _of_message(uow: UnitOfWork, message: Message, user: str, now: datetime) -> str:
    if message.status is not Status.QUEUED:
        return _TOO_LATE.get(message.status, HAS_IT)
    if not await decides_for(uow, message.slack_user, user):
        return NOT_YOURS
    await take_back(uow, message, now, Mark.NOTE)
    await uow.audit.write([Deed(user, "made_note", now, message.client_id, message.id)])
    return KEPT


async def _forestall(uow: UnitOfWork, pointed: Pointed, now: datetime) -> bool:
    return await uow.slack_events.forestall(f"{pointed.channel}:{pointed.ts}", pointed.root_ts, now)
