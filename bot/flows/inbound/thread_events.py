"""What a teammate does in a client's thread, and what follows from it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.conversation import Conversation
from bot.domain.message import Message, Status
from bot.domain.notes import is_note
from bot.domain.replies import RootDeleted, TeammateDeleted, TeammateEdited, TeammateWrote, ThreadEvent
from bot.domain.storable import storable
from bot.domain.thread import Mark, Notice
from bot.flows.context import Context
from bot.flows.gate.ask import Answer
from bot.flows.outbound.cancel import take_back
from bot.flows.outbound.changed import notice_words, privacy_words
from bot.flows.outbound.enqueue import Intent, enqueue
from bot.flows.outbound.rewrite import rewrite
from bot.flows.outbound.route import NoRoute, route_of_conversation
from bot.flows.outbound.ways_out import told
from bot.flows.threads import items
from bot.flows.threads.revive import revive
from bot.policy.decision import Refuse
from bot.ports import PostFailed, PostProblem
from bot.storage.store import UnitOfWork

_ON_TIME = timedelta(seconds=30)
_UNTIL_RECORDED = timedelta(milliseconds=500)


async def handle(ctx: Context, uow: UnitOfWork, event: ThreadEvent) -> None:
    """Carry the event out within this transaction; a thread that is no client's is left alone."""
    # An edit or a deletion is known by its message: the thread's card may be gone by now.
    if isinstance(event, TeammateEdited):
        await _edited(ctx, uow, event)
        return
    if isinstance(event, TeammateDeleted):
        await _deleted(ctx, uow, event)
        return
    conversation = await uow.conversations.by_thread(event.channel, event.root_ts)
    if conversation is None:
        if await uow.outbox.cards_in_doubt():
            # The reply may stand under a card that was posted a moment ago and is not recorded yet.
            raise PostFailed(PostProblem.RETRY, "card_not_recorded_yet", _UNTIL_RECORDED)
        return
    if isinstance(event, TeammateWrote):
        await _wrote(ctx, uow, conversation, event)
    elif isinstance(event, RootDeleted) and conversation.root_ts == event.root_ts:
        await revive(uow, conversation, ctx.clock.now())


async def _wrote(ctx: Context, uow: UnitOfWork, conversation: Conversation, event: TeammateWrote) -> None:
    now = ctx.clock.now()
    if is_note(event.text):
        await uow.outbox.add([items.plain_mark(event.channel, event.ts, Mark.NOTE)], now)
        return
    if event.file_names:
        await _tell(ctx, uow, event, _NO_FILES)
        return
    if not event.text.strip():
        return
    try:
        await _queue(ctx, uow, conversation, event)
    except NoRoute as problem:
        await _tell(ctx, uow, event, f"Not sent. {problem}")


async def _queue(ctx: Context, uow: UnitOfWork, conversation: Conversation, event: TeammateWrote) -> None:
    now = ctx.clock.now()
    client = await uow.clients.get(conversation.client_id)
    route = await route_of_conversation(ctx, uow, conversation.id, conversation.client_id)
    intent = Intent(
        key=f"slack:{event.channel}:{event.ts}",
        conversation=conversation,
        client_name=client.name if client else "",
        route=route,
        body=storable(event.text).strip(),
        due_at=_written_at(event.ts, now) + ctx.settings.undo,
        user=event.user,
        slack_channel=event.channel,
        slack_ts=event.ts,
    )
    stored = await enqueue(uow, intent, now)
    if not stored.is_new:
        return
    await uow.outbox.add(items.about(stored.message), now)
    notice = await _what_differs(ctx, uow, stored.message, stored.answer)
    if notice:
        await _tell(ctx, uow, event, notice)
    if stored.message.notice and not stored.refused:
        # Once for each teammate: who has read it knows what the next new client reads, and the compose form
        # and its posts show the line each time. Said with every first text it would only be in the way.
        key = f"notice:{event.user}"
        added = items.tell(event.user, event.channel, event.root_ts, notice_words(stored.message), key)
        await uow.outbox.add([added], now)


async def _what_differs(ctx: Context, uow: UnitOfWork, message: Message, answer: Answer) -> Notice | None:
    """What the author is told: that it does not go, or not now, and what was taken out of it."""
    notice = await told(ctx, uow, message, answer, ctx.clock.now())
    privacy = "" if isinstance(answer.decision, Refuse) else privacy_words(answer.decision)
    if not notice:
        return Notice(privacy) if privacy else None
    return replace(notice, text=f"{notice.text} {privacy}".strip())


def _written_at(ts: str, now: datetime) -> datetime:
    """When it was written, by Slack's clock: two replies go in the order in which they were written, not
    in which Slack's calls happened to arrive. A reply that comes late counts from now."""
    try:
        written = datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return written if abs(now - written) < _ON_TIME else now


async def _edited(ctx: Context, uow: UnitOfWork, event: TeammateEdited) -> None:
    message = await uow.messages.by_slack(event.channel, event.ts)
    if message is None or message.body == storable(event.text).strip():
        return
    if message.status is Status.QUEUED:
        if is_note(event.text) or not event.text.strip():
            await take_back(uow, message, ctx.clock.now(), Mark.NOTE if is_note(event.text) else None)
        else:
            await _change_text(ctx, uow, message, event)
    elif message.status not in _NEVER_WENT:
        await _tell(ctx, uow, event, _ALREADY_SENT_EDIT)
    elif event.text.strip() and not is_note(event.text):
        await _tell(ctx, uow, event, _EDIT_DOES_NOT_SEND)


async def _change_text(ctx: Context, uow: UnitOfWork, message: Message, event: TeammateEdited) -> None:
    answer = await rewrite(ctx, uow, message, event.text)
    await uow.outbox.add(items.about(message), ctx.clock.now())
    notice = await _what_differs(ctx, uow, message, answer)
    if notice:
        await _tell(ctx, uow, event, notice)


async def _deleted(ctx: Context, uow: UnitOfWork, event: TeammateDeleted) -> None:
    message = await uow.messages.by_slack(event.channel, event.ts)
    if message is None:
        return
    if message.status is Status.QUEUED:
        await take_back(uow, message, ctx.clock.now())
    elif message.status not in {*_NEVER_WENT, Status.FAILED}:
        await _tell(ctx, uow, event, _ALREADY_SENT_DELETE)


async def _tell(
    ctx: Context,
    uow: UnitOfWork,
    event: TeammateWrote | TeammateEdited | TeammateDeleted,
    said: str | Notice,
) -> None:
    notice = Notice(said) if isinstance(said, str) else said
    key = f"{type(event).__name__}:{event.channel}:{event.ts}:{ctx.clock.now().timestamp():.3f}"
    await uow.outbox.add(
        [items.tell_notice(event.user, event.channel, event.root_ts, notice, key)], ctx.clock.now()
    )


_NEVER_WENT = frozenset({Status.REFUSED, Status.CANCELED})
_EDIT_DOES_NOT_SEND = (
    "Not sent: changing a message that did not go does not send it. Write it as a new reply."
)
_NO_FILES = (
    "Not sent: files cannot go to clients yet. Send the text again without the file, or put a link in it."
)
_ALREADY_SENT_EDIT = (
    "The client still has the original: it had gone before you changed it. Send the correction as a reply."
)
_ALREADY_SENT_DELETE = (
    "Deleted here only: the text had gone to the client before. If it was a mistake, tell them in a reply."
)
