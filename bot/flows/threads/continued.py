"""Writing what links two places of one thread: the line and the last texts below the new card, the line in
the old thread, and the old card, on which nothing can be pressed any more."""

from collections.abc import Mapping
from typing import Any

from bot.domain.beside import beside
from bot.domain.client import Client
from bot.domain.conversation import Card
from bot.domain.message import Direction, Message, Status
from bot.domain.sensitive import shown_body
from bot.domain.thread import ContinuedPost, EarlierText
from bot.flows.threads import items
from bot.flows.threads.job import Effect, Job
from bot.flows.threads.links import link_to_place
from bot.flows.threads.posted import NOT_HERE, post_once, root_of
from bot.ports import PostFailed
from bot.storage.unit_of_work import UnitOfWork

MOST_TEXTS = 5
_LEFT = "This conversation goes on in a new thread. A reply here still goes to the client."
_NOT_GONE = {
    Status.QUEUED: "has not gone yet",
    Status.CHECKING: "being checked with the carrier",
    Status.UNCONFIRMED: "unconfirmed",
}


async def write_continued(job: Job) -> Effect | None:
    """The first post below a new card. Raises PostFailed."""
    data = job.item.data
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(data["conversation_id"])
        client = await uow.clients.get(conversation.client_id) if conversation else None
        if conversation is None or client is None:
            return None
        # What a client who is muted wrote is shown to nobody.
        shown = [] if client.is_spam else await _last_texts(uow, conversation.id, data)
    root_ts = root_of(conversation)
    post = ContinuedPost(
        data["text"],
        link=await _link_back(job, shown),
        channel=data["channel"] if data["channel"] != conversation.slack_channel else "",
        earlier=tuple(_earlier(each, client) for each in shown),
    )
    await post_once(job, conversation.slack_channel, root_ts, post)
    return None


async def write_left(job: Job) -> Effect | None:
    """The line in the old thread, where one can be written there. Raises PostFailed."""
    data = job.item.data
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(data["conversation_id"])
    if conversation is None:
        return None
    link = await link_to_place(job, conversation.slack_channel, root_of(conversation))
    other = conversation.slack_channel if conversation.slack_channel != data["channel"] else ""
    post = ContinuedPost(_LEFT, link, other, is_left=True)
    try:
        await post_once(job, data["channel"], data["root_ts"], post)
    except PostFailed as failed:
        if failed.problem not in NOT_HERE:
            raise
        return None

    async def update_card(uow: UnitOfWork) -> None:
        old = items.old_card(conversation.id, data["channel"], data["root_ts"])
        await uow.outbox.add([old], job.ctx.clock.now())

    return update_card


async def write_old_card(job: Job) -> Effect | None:
    """The card that was left. Raises PostFailed."""
    data = job.item.data
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(data["conversation_id"])
        client = await uow.clients.get(conversation.client_id) if conversation else None
    if conversation is None or client is None:
        return None
    link = await link_to_place(job, conversation.slack_channel, conversation.root_ts)
    try:
        await job.poster.update_root(
            data["channel"], data["root_ts"], Card(conversation.id, client, goes_on=link)
        )
    except PostFailed as failed:
        if failed.problem not in NOT_HERE:
            raise
    return None


async def _last_texts(uow: UnitOfWork, conversation_id: str, data: Mapping[str, Any]) -> list[Message]:
    """What was said last, but for what has a post of its own in the new thread: above this one, or behind
    it."""
    behind = await uow.outbox.messages_waiting(conversation_id, items.TEXTS)
    shown = {*data["without"], *behind}
    return await uow.conversations.last_texts(conversation_id, data["before"], MOST_TEXTS, shown)


async def _link_back(job: Job, shown: list[Message]) -> str:
    """The address of the old card or, when that is deleted, of a reply that still stands below it."""
    data = job.item.data
    link = await link_to_place(job, data["channel"], data["root_ts"])
    replies = [each for each in reversed(shown) if each.slack_channel == data["channel"]]
    return link or (await link_to_place(job, data["channel"], replies[0].slack_ts) if replies else "")


def _earlier(message: Message, client: Client) -> EarlierText:
    by_client = message.direction is Direction.IN
    name = client.name if by_client else "Automatic answer" if message.purpose.is_automatic else "We"
    return EarlierText(
        name=name,
        user="" if by_client else message.slack_user or "",
        channel=message.channel,
        at=message.created_at,
        body=shown_body(message) or f"({beside(message) or 'no text'})",
        note=_NOT_GONE.get(message.status, ""),
    )
