"""A teammate wrote in a client's thread: a note, something to ask about first, or a reply that goes."""

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.held_reply import HeldWhy
from bot.domain.notes import is_note
from bot.domain.replies import TeammateWrote
from bot.domain.thread import Mark, Notice, Offer, OfferKind
from bot.flows.context import Context
from bot.flows.inbound.held_replies import held_reply, hold, why_held
from bot.flows.inbound.telling import tell
from bot.flows.outbound.reply import Reply, queue_reply
from bot.flows.outbound.reply_files import wait_for_files
from bot.flows.outbound.route import NoRoute
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

PAUSED = (
    "Replies in this thread stay inside for now: somebody has paused the relay, so the client does not get "
    "this. Resume it, then write again."
)


async def wrote(ctx: Context, uow: UnitOfWork, conversation: Conversation, event: TeammateWrote) -> None:
    """Decide what it is. When in doubt it is not for the client."""
    if is_note(event.text):
        await _keep_inside(ctx, uow, event)
        return
    if conversation.relay_paused_by:
        await _paused(ctx, uow, conversation, event)
        return
    if not event.text.strip() and not event.files:
        return
    client = await uow.clients.get(conversation.client_id)
    why = await why_held(uow, client, event, ctx.clock.now()) if client else None
    if client and why:
        await hold(ctx, uow, conversation, client, event, why)
    elif event.files or await uow.held_replies.awaits_files(conversation.id):
        held = held_reply(conversation, event, HeldWhy.FILES, ctx.clock.now())
        await wait_for_files(uow, held, ctx.clock.now())
    else:
        await _send(ctx, uow, conversation, client, event)


async def _send(
    ctx: Context, uow: UnitOfWork, conversation: Conversation, client: Client | None, event: TeammateWrote
) -> None:
    now = ctx.clock.now()
    reply = Reply(event.channel, event.ts, event.root_ts, event.user, event.text)
    try:
        await queue_reply(ctx, uow, conversation, client, reply, reply.written_at(now) + ctx.settings.undo)
    except NoRoute as problem:
        await tell(ctx, uow, event, f"Not sent. {problem}")


async def _keep_inside(ctx: Context, uow: UnitOfWork, event: TeammateWrote) -> None:
    await uow.outbox.add([items.plain_mark(event.channel, event.ts, Mark.NOTE)], ctx.clock.now())


async def _paused(ctx: Context, uow: UnitOfWork, conversation: Conversation, event: TeammateWrote) -> None:
    await _keep_inside(ctx, uow, event)
    # Each teammate is told once in a pause; the mark says the same of every later reply.
    key = f"paused:{conversation.id}:{conversation.relay_paused_by}:{event.user}"
    offer = Offer(OfferKind.RESUME_RELAY, conversation.client_id)
    await tell(ctx, uow, event, Notice(PAUSED, offers=(offer,)), key)
