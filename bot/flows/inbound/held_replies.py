"""Replies that their author is asked about first: they may be meant for the team, or the client is another's.

Nothing goes without an answer. The words wait in ``held_replies``; whoever takes them out decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.held_reply import HeldReply, HeldWhy
from bot.domain.ids import new_id
from bot.domain.replies import TeammateWrote
from bot.domain.storable import storable
from bot.domain.thread import Mark, Notice, Offer, OfferKind
from bot.flows.clients.owner import take_over
from bot.flows.context import Context
from bot.flows.inbound.telling import tell
from bot.flows.outbound.reply import Reply, queue_reply
from bot.flows.outbound.reply_files import wait_for_files
from bot.flows.outbound.route import NoRoute, Route, route_of_conversation
from bot.flows.team.permissions import NotAllowed
from bot.flows.threads import items
from bot.flows.threads.subject import Subject
from bot.storage.unit_of_work import UnitOfWork

# Who has written to the client within this time has been asked, and is not asked again.
_STEPPED_IN = timedelta(hours=24)
_REMIND_AFTER = timedelta(minutes=15)
_AT_ONCE = 50

SENT = "It is on its way to the client."
KEPT = "Kept inside: the client does not get it."
DECIDED = "This was decided before, or the reply is gone."
NOT_YOURS = "Only who wrote the reply can say whether it goes."


async def why_held(uow: UnitOfWork, client: Client, event: TeammateWrote, now: datetime) -> HeldWhy | None:
    """Why its author must be asked before it goes; None when it may go at once."""
    if event.begins_with_mention:
        return HeldWhy.MENTION
    if client.owner is None or client.owner == event.user:
        return None
    if not (await uow.settings.load()).settings.inbox.ask_before_stepping_in:
        return None
    if await uow.messages.has_written(client.id, event.user, now - _STEPPED_IN):
        return None
    return HeldWhy.OWNED


async def hold(
    ctx: Context,
    uow: UnitOfWork,
    conversation: Conversation,
    client: Client,
    event: TeammateWrote,
    why: HeldWhy,
) -> None:
    """Keep the reply and ask its author."""
    now = ctx.clock.now()
    held = held_reply(conversation, event, why, now)
    if not await uow.held_replies.keep(held):
        return
    await uow.outbox.add([items.plain_mark(event.channel, event.ts, Mark.ASKED)], now)
    await tell(ctx, uow, event, question(held, client))


def held_reply(conversation: Conversation, event: TeammateWrote, why: HeldWhy, now: datetime) -> HeldReply:
    """What a teammate wrote, as it is kept while it waits."""
    body, place = storable(event.text).strip(), (event.channel, event.ts, event.root_ts)
    return HeldReply(new_id(), conversation.id, *place, event.user, body, why, now, files=event.files)


def question(held: HeldReply, client: Client) -> Notice:
    """What the author is asked, with the answers as buttons."""
    name = client.name or "the client"
    send, note = Offer(OfferKind.SEND_HELD, held.id), Offer(OfferKind.KEEP_AS_NOTE, held.id)
    if held.why is HeldWhy.MENTION:
        words = f"This begins with a teammate's name. Is it for {name}? It has not been sent."
        return Notice(words, offers=(send, note))
    if client.owner in (None, held.user):
        # Since the first question the owner has let the client go.
        return Notice(f"Your reply to {name} has not been sent. Send it now?", offers=(send, note))
    words = f"looks after {name}. Send your reply all the same? It has not been sent."
    over = Offer(OfferKind.SEND_AND_TAKE_OVER, held.id)
    return Notice(words, offers=(send, over, note), about=client.owner or "")


async def send_held(ctx: Context, workspace_id: str, held_id: str, user: str) -> str:
    """*Send*: the reply goes now. Raises NotAllowed for anybody but its author."""
    return await _release(ctx, workspace_id, held_id, user, over=False)


async def send_and_take_over(ctx: Context, workspace_id: str, held_id: str, user: str) -> str:
    """The same, and its author looks after the client from now on."""
    return await _release(ctx, workspace_id, held_id, user, over=True)


async def keep_as_note(ctx: Context, workspace_id: str, held_id: str, user: str) -> str:
    """*Keep as note*: the reply stays inside."""
    async with ctx.store.write(workspace_id) as uow:
        held = await _taken(uow, held_id, user)
        if held is None:
            return DECIDED
        note = items.plain_mark(held.slack_channel, held.slack_ts, Mark.NOTE)
        await uow.outbox.add([note], ctx.clock.now())
        return KEPT


@dataclass(frozen=True)
class Correction:
    """Changed words of a text that has gone, whom they are for, and the way it had gone."""

    client: Client
    route: Route
    body: str


async def correction_of(ctx: Context, workspace_id: str, held_id: str) -> Correction | None:
    """What a correction is to begin with; None when it is forgotten, or nothing can be sent there."""
    async with ctx.store.read(workspace_id) as uow:
        held = await uow.held_replies.get(held_id)
        conversation = await uow.conversations.get(held.conversation_id) if held else None
        client = await uow.clients.get(conversation.client_id) if conversation else None
        if held is None or conversation is None or client is None:
            return None
        try:
            route = await route_of_conversation(ctx, uow, conversation.id, client.id)
        except NoRoute:
            return None
        return Correction(client, route, held.body)


async def remind(ctx: Context, workspace_id: str) -> None:
    """Ask once more, in the direct messages, about what nobody has answered: an ephemeral is soon lost."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        for held in await uow.held_replies.unreminded(now - _REMIND_AFTER, _AT_ONCE):
            await uow.held_replies.reminded(held.id, now)
            conversation = await uow.conversations.get(held.conversation_id)
            client = await uow.clients.get(conversation.client_id) if conversation else None
            if client:
                asked = question(held, client)
                await uow.outbox.add([items.direct_notice(held.user, asked, f"held:{held.id}")], now)


async def _release(ctx: Context, workspace_id: str, held_id: str, user: str, *, over: bool) -> str:
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        held = await _taken(uow, held_id, user)
        conversation = await uow.conversations.get(held.conversation_id) if held else None
        client = await uow.clients.get(conversation.client_id) if conversation else None
        if held is None or conversation is None or client is None:
            return DECIDED
        root = held.root_ts or conversation.root_ts or held.slack_ts
        reply = Reply(held.slack_channel, held.slack_ts, root, user, held.body)
        try:
            if held.files or await uow.held_replies.awaits_files(conversation.id):
                await wait_for_files(uow, held, now)
            else:
                await queue_reply(ctx, uow, conversation, client, reply, now)
        except NoRoute as problem:
            return f"Not sent. {problem}"
        if over:
            await take_over(uow, Subject(client, conversation), user, now)
        return SENT


async def _taken(uow: UnitOfWork, held_id: str, user: str) -> HeldReply | None:
    held = await uow.held_replies.get(held_id)
    if held and held.user != user:
        raise NotAllowed(NOT_YOURS)
    return await uow.held_replies.take(held_id)
