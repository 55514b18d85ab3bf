"""Writing one item of the outbox to Slack: each kind reads what it shows as it is now, then calls.

A writer returns what is to be remembered in the transaction that marks the item done, or None.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.conversation import Conversation
from bot.domain.message import Message, Status
from bot.domain.thread import Mark
from bot.flows.clients.card import load_card
from bot.flows.clients.exporting import send_client_export
from bot.flows.clients.importing.rejects import send_rejects
from bot.flows.outbound.compose_files import send_composed
from bot.flows.outbound.reply_files import send_with_files
from bot.flows.reports.audit_export import send_export
from bot.flows.reports.picture import send_costs_picture
from bot.flows.threads import continued, items
from bot.flows.threads.channel_posts import post_in_channel
from bot.flows.threads.inbound_files import share_inbound_file
from bot.flows.threads.job import Effect, Job
from bot.flows.threads.links import with_link
from bot.flows.threads.notices import read_notice
from bot.flows.threads.posted import NOT_HERE, post_once, posted_before, root_of, writing_at
from bot.flows.threads.quoting import answered_by, quoted
from bot.flows.threads.reminded import reminder_before
from bot.flows.threads.said import SAYS, thread_post
from bot.ports import PostFailed, PostProblem
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Effect", "Job", "write"]

MARKS = {
    Status.QUEUED: Mark.QUEUED,
    Status.SENDING: Mark.QUEUED,
    Status.CHECKING: Mark.QUEUED,
    Status.ACCEPTED: Mark.QUEUED,
    Status.SENT: Mark.SENT,
    Status.DELIVERED: Mark.DELIVERED,
    Status.READ: Mark.READ,
    Status.FAILED: Mark.FAILED,
    Status.REFUSED: Mark.FAILED,
    Status.UNCONFIRMED: Mark.UNCONFIRMED,
    Status.CANCELED: Mark.CANCELED,
}


async def write(job: Job) -> Effect | None:
    """Write an item to Slack. Raises PostFailed."""
    return await _WRITERS[job.item.kind](job)


async def _root(job: Job) -> Effect | None:
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(job.item.data["conversation_id"])
        card = await load_card(uow, conversation, job.ctx.clock.now()) if conversation else None
    if conversation is None or card is None or conversation.root_ts:
        return None
    # A card asked for again after the first one was deleted is another post, and must not be taken for it.
    key = f"{job.item.dedupe_key}:{job.item.version}"
    with writing_at(conversation.slack_channel, None):
        ts = await posted_before(job, conversation.slack_channel, None, key)
        root_ts = ts or await job.poster.post_root(conversation.slack_channel, card, key)

    async def remember(uow: UnitOfWork) -> None:
        await uow.conversations.set_root(conversation.id, root_ts)
        # What changed while the card was on its way found no card to be written into.
        if await load_card(uow, conversation, job.ctx.clock.now()) != card:
            await uow.outbox.add([items.card(conversation.id)], job.ctx.clock.now())

    return remember


async def _card(job: Job) -> Effect | None:
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(job.item.data["conversation_id"])
        card = await load_card(uow, conversation, job.ctx.clock.now()) if conversation else None
    # Without a root there is nothing to update: the root is posted with what is true then.
    if conversation and card and conversation.root_ts:
        with writing_at(conversation.slack_channel, conversation.root_ts):
            await job.poster.update_root(conversation.slack_channel, conversation.root_ts, card)
    return None


async def _post(job: Job) -> Effect | None:
    data = job.item.data
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(data["conversation_id"])
        message = await uow.messages.get(data["message_id"]) if "message_id" in data else None
        client = await uow.clients.get(conversation.client_id) if conversation else None
        answered = await answered_by(uow, message)
        reminder = await reminder_before(job.ctx, uow, message, client, answered)
    if conversation is None or client is None:
        return None
    if job.item.kind == "still_scheduled" and not (message and message.is_scheduled):
        return None
    root_ts = root_of(conversation)
    about = await quoted(job, message, answered)
    post = await with_link(job, thread_post(job.item, message, client, about, reminder))
    ts = await post_once(job, conversation.slack_channel, root_ts, post)
    if job.item.kind == "outbound" and message:
        return _remember_place(job, conversation, message, ts)
    return None


def _remember_place(job: Job, conversation: Conversation, message: Message, ts: str) -> Effect:
    async def remember(uow: UnitOfWork) -> None:
        place = {"id": message.id, "slack_channel": conversation.slack_channel, "slack_ts": ts}
        await uow.messages.update([place])
        shown = [items.message_mark(message.id)]
        by_now = await uow.messages.get(message.id)
        if by_now and by_now.has_waiting_post and _time_and_state(by_now) != _time_and_state(message):
            # Somebody has changed its time or its words, or it has gone, while its post was on the way.
            shown.append(items.outbound_again(message))
        await uow.outbox.add(shown, job.ctx.clock.now())

    return remember


def _time_and_state(message: Message) -> tuple[datetime, Status, str]:
    return message.due_at, message.status, message.body


async def _post_again(job: Job) -> Effect | None:
    data = job.item.data
    async with job.ctx.store.read(job.workspace_id) as uow:
        message = await uow.messages.get(data["message_id"])
        client = await uow.clients.get(message.client_id) if message else None
    if message is None or client is None or not message.slack_channel or not message.slack_ts:
        return None
    post = thread_post(job.item, message, client)
    try:
        await job.poster.update_post(message.slack_channel, message.slack_ts, post)
    except PostFailed as failed:
        # Somebody has deleted it, and the thread goes on without it.
        if failed.problem is not PostProblem.THREAD_GONE:
            raise
    return None


async def _mark(job: Job) -> Effect | None:
    data = job.item.data
    if "mark" in data:
        await job.poster.mark(data["channel"], data["ts"], Mark(data["mark"]))
        return None
    async with job.ctx.store.read(job.workspace_id) as uow:
        message = await uow.messages.get(data["message_id"])
    if message is None or message.status not in MARKS:
        return None
    if message.slack_channel is None or message.slack_ts is None:
        # Its post is still on the way into the thread; once it stands, the mark is asked for again.
        return None
    await job.poster.mark(message.slack_channel, message.slack_ts, MARKS[message.status])
    return None


async def _tell(job: Job) -> Effect | None:
    data = job.item.data
    notice = await with_link(job, read_notice(data))
    try:
        await job.poster.tell(data["channel"], data["root_ts"], data["user"], notice)
    except PostFailed as failed:
        if failed.problem not in NOT_HERE:
            raise
        # What cannot be said in the thread, or to somebody outside of the channel, is said directly.
        await job.poster.send_direct(data["user"], notice)
    return None


async def _direct(job: Job) -> Effect | None:
    await job.poster.send_direct(job.item.data["user"], read_notice(job.item.data))
    return None


async def _costs_picture(job: Job) -> Effect | None:
    data = job.item.data
    await send_costs_picture(job.ctx, job.workspace_id, job.poster, data["user"], data["months"])
    return None


async def _audit_export(job: Job) -> Effect | None:
    await send_export(job.ctx, job.poster, job.workspace_id, job.item.data)
    return None


async def _client_export(job: Job) -> Effect | None:
    await send_client_export(job.ctx, job.poster, job.workspace_id, job.item.data["user"])
    return None


async def _import_rejects(job: Job) -> Effect | None:
    data = job.item.data
    return await send_rejects(job.ctx, job.poster, job.workspace_id, data["user"], data["import_id"])


async def _step_finished(job: Job) -> Effect | None:
    data = job.item.data
    await job.poster.finish_step(data["execution_id"], data["outputs"], data["error"])
    return None


_WRITERS: dict[str, Callable[[Job], Awaitable[Effect | None]]] = {
    "root": _root,
    "card": _card,
    **dict.fromkeys(SAYS, _post),
    "outbound_again": _post_again,
    "continued": continued.write_continued,
    "left": continued.write_left,
    "old_card": continued.write_old_card,
    "inbound_file": share_inbound_file,
    "reply_files": send_with_files,
    "compose_files": send_composed,
    "mark": _mark,
    "tell": _tell,
    "direct": _direct,
    items.CHANNEL_POST: post_in_channel,
    "costs_picture": _costs_picture,
    "audit_export": _audit_export,
    "client_export": _client_export,
    "import_rejects": _import_rejects,
    "step_finished": _step_finished,
}
