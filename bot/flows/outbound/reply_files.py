"""A reply that waits for its files: kept, and queued for the client once every file is ready.

It is kept with the replies that wait for their author, so that a deletion or an edit in Slack finds it.
What is written in the thread meanwhile waits behind it: the client reads all of it in the order in which it
was written.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.held_reply import HeldReply, HeldWhy
from bot.domain.message import Media
from bot.domain.thread import Mark, Notice
from bot.flows.outbound.attach import CannotAttach
from bot.flows.outbound.files_ready import NOTHING_WENT, files_ready
from bot.flows.outbound.reply import Reply, queue_reply
from bot.flows.outbound.route import NoRoute, Route, route_of_conversation
from bot.flows.threads import items
from bot.flows.threads.job import Effect, Job
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class _About:
    held: HeldReply
    route: Route


async def wait_for_files(uow: UnitOfWork, held: HeldReply, now: datetime) -> None:
    """Keep the reply, and have its files made ready; without files it only keeps its place."""
    if not await uow.held_replies.keep(replace(held, why=HeldWhy.FILES)):
        return
    on_its_way = items.plain_mark(held.slack_channel, held.slack_ts, Mark.QUEUED)
    await uow.outbox.add([items.reply_files(held), on_its_way], now)


async def send_with_files(job: Job) -> Effect | None:
    """Make a reply's files ready; then it is queued for the client, or its author is told why it is not.

    Raises PostFailed when Slack does not give a file just now.
    """
    try:
        about = await _load(job)
        if about is None:
            return None
        route = about.route
        media = await files_ready(job, route.channel, route.sender, about.held.files)
    except (CannotAttach, NoRoute) as why:
        return _refused(job, str(why))
    return _queued(job, about, media)


async def _load(job: Job) -> _About | None:
    """The reply, if it still waits. Raises NoRoute."""
    async with job.ctx.store.read(job.workspace_id) as uow:
        held = await uow.held_replies.get(job.item.data["held_id"])
        conversation = await uow.conversations.get(held.conversation_id) if held else None
        client = await uow.clients.get(conversation.client_id) if conversation else None
        if held is None or conversation is None or client is None or held.why is not HeldWhy.FILES:
            return None
        route = await route_of_conversation(job.ctx, uow, conversation.id, client.id)
        return _About(held, route)


def _queued(job: Job, about: _About, media: tuple[Media, ...]) -> Effect:
    async def queue(uow: UnitOfWork) -> None:
        # Taken anew: it may have been edited meanwhile, deleted, or moved with a merge.
        held = await uow.held_replies.take(about.held.id)
        conversation = await uow.conversations.get(held.conversation_id) if held else None
        if held is None or conversation is None:
            return
        ctx = job.ctx
        client = await uow.clients.get(conversation.client_id)
        root = held.root_ts or conversation.root_ts or held.slack_ts
        reply = Reply(held.slack_channel, held.slack_ts, root, held.user, held.body, media, about.route)
        due_at = reply.written_at(ctx.clock.now()) + ctx.settings.undo
        await queue_reply(ctx, uow, conversation, client, reply, due_at)

    return queue


def _refused(job: Job, why: str) -> Effect:
    async def tell(uow: UnitOfWork) -> None:
        held = await uow.held_replies.take(job.item.data["held_id"])
        conversation = await uow.conversations.get(held.conversation_id) if held else None
        if held is None or conversation is None:
            return
        failed = items.plain_mark(held.slack_channel, held.slack_ts, Mark.FAILED)
        root = held.root_ts or conversation.root_ts or held.slack_ts
        key = f"files:{held.id}"
        notice = Notice(f"{NOTHING_WENT} {why}")
        told = items.tell_notice(held.user, held.slack_channel, root, notice, key)
        await uow.outbox.add([failed, told], job.ctx.clock.now())

    return tell
