"""The link from one client's thread to another, looked up at the moment a post or notice is written."""

from dataclasses import replace
from typing import TypeVar

from bot.domain.thread import LinkedPost, Notice, PerhapsSamePost, ThreadPost
from bot.flows.threads.job import Job
from bot.ports import PostFailed, PostProblem

# Either may carry a link.
Said = TypeVar("Said", ThreadPost, Notice)


async def with_link(job: Job, said: Said) -> Said:
    """The same with the link to the thread or message that the item names; without where it names none."""
    data = job.item.data
    if not isinstance(said, LinkedPost | PerhapsSamePost | Notice):
        return said
    if "link_to" in data:
        return replace(said, link=await _link_to(job, data["link_to"]))
    return replace(said, link=await link_to_place(job, *data["link_at"])) if "link_at" in data else said


async def link_to_place(job: Job, channel: str, ts: str | None) -> str:
    """The address of a message; empty where none stands. Raises PostFailed when Slack is away."""
    if ts is None:
        return ""
    try:
        return await job.poster.link_to(channel, ts)
    except PostFailed as failed:
        if failed.problem in {PostProblem.RETRY, PostProblem.UNKNOWN}:
            raise
        return ""


async def _link_to(job: Job, conversation_id: str) -> str:
    """The address of a conversation's card; empty while it has none."""
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(conversation_id)
    return await link_to_place(job, conversation.slack_channel, conversation.root_ts) if conversation else ""
