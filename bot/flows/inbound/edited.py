"""A teammate changed a message of theirs in a client's thread."""

from bot.domain.held_reply import HeldReply, HeldWhy
from bot.domain.ids import new_id
from bot.domain.message import Message, Status
from bot.domain.notes import is_note
from bot.domain.replies import TeammateEdited
from bot.domain.storable import storable
from bot.domain.thread import Mark, Notice, Offer, OfferKind
from bot.flows.context import Context
from bot.flows.inbound.telling import tell
from bot.flows.outbound.cancel import take_back
from bot.flows.outbound.reply import what_differs
from bot.flows.outbound.rewrite import rewrite
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

NEVER_WENT = frozenset({Status.REFUSED, Status.CANCELED})
EDIT_DOES_NOT_SEND = "Not sent: changing a message that did not go does not send it. Write it as a new reply."
FILE_TAKEN_OUT = "Not sent: you have taken a file out of it. Write it again as it is to go."
FILE_HAS_GONE = (
    "Taken out here only: the file had gone to the client before. If it was a mistake, tell them in a reply."
)
ALREADY_SENT = (
    "The client still has the original: it had gone before you changed it. You can send a correction."
)


async def edited(ctx: Context, uow: UnitOfWork, event: TeammateEdited) -> None:
    """Change what waits; of what has gone, say that the client still has it."""
    message = await uow.messages.by_slack(event.channel, event.ts)
    if event.lost_files:
        await _lost_files(ctx, uow, message, event)
    elif message is None:
        await _held(ctx, uow, event)
    elif message.body == storable(event.text).strip():
        return
    elif message.status is Status.QUEUED:
        await _waiting(ctx, uow, message, event)
    elif message.status not in NEVER_WENT:
        await _has_gone(ctx, uow, message, event)
    elif event.text.strip() and not is_note(event.text):
        await tell(ctx, uow, event, EDIT_DOES_NOT_SEND)


async def _lost_files(ctx: Context, uow: UnitOfWork, message: Message | None, event: TeammateEdited) -> None:
    """A picture that its author takes out is the wrong one: what waits with it does not go at all."""
    held = await uow.held_replies.by_slack(event.channel, event.ts)
    if message is None and held and held.files:
        await uow.held_replies.take(held.id)
        await tell(ctx, uow, event, FILE_TAKEN_OUT)
    elif message and message.media and message.status is Status.QUEUED:
        await take_back(uow, message, ctx.clock.now())
        await tell(ctx, uow, event, FILE_TAKEN_OUT)
    elif message and message.media and message.status not in NEVER_WENT:
        await tell(ctx, uow, event, FILE_HAS_GONE)


async def _held(ctx: Context, uow: UnitOfWork, event: TeammateEdited) -> None:
    """Its author has not said yet whether it goes; if it goes, it goes with the new words."""
    held = await uow.held_replies.by_slack(event.channel, event.ts)
    if held is None:
        return
    if (event.text.strip() or held.files) and not is_note(event.text):
        await uow.held_replies.change(held.id, storable(event.text).strip())
        return
    await uow.held_replies.take(held.id)
    await uow.outbox.add([items.plain_mark(event.channel, event.ts, Mark.NOTE)], ctx.clock.now())


async def _waiting(ctx: Context, uow: UnitOfWork, message: Message, event: TeammateEdited) -> None:
    if is_note(event.text) or not (event.text.strip() or message.media):
        await take_back(uow, message, ctx.clock.now(), Mark.NOTE if is_note(event.text) else None)
        return
    answer = await rewrite(ctx, uow, message, event.text)
    await uow.outbox.add(items.about(message), ctx.clock.now())
    if notice := await what_differs(ctx, uow, message, answer):
        await tell(ctx, uow, event, notice)


async def _has_gone(ctx: Context, uow: UnitOfWork, message: Message, event: TeammateEdited) -> None:
    """The new words are kept for the form that *Send correction* opens."""
    body = storable(event.text).strip()
    if not body or is_note(event.text):
        await tell(ctx, uow, event, ALREADY_SENT)
        return
    correction = await _correction(ctx, uow, message, event, body)
    await tell(ctx, uow, event, Notice(ALREADY_SENT, offers=(Offer(OfferKind.SEND_CORRECTION, correction),)))


async def _correction(
    ctx: Context, uow: UnitOfWork, message: Message, event: TeammateEdited, body: str
) -> str:
    known = await uow.held_replies.by_slack(event.channel, event.ts)
    if known:
        await uow.held_replies.change(known.id, body)
        return known.id
    held = HeldReply(
        new_id(),
        message.conversation_id,
        event.channel,
        event.ts,
        event.root_ts,
        event.user,
        body,
        HeldWhy.CORRECTION,
        ctx.clock.now(),
    )
    await uow.held_replies.keep(held)
    return held.id
