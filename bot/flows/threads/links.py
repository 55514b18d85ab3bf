"""The link from one client's thread to another, looked up at the moment a post or notice is written."""

from dataclasses import replace
from typing import TypeVar

from bot.domain.thread import LinkedPost, Notice, ThreadPost
from bot.flows.threads.job import Job
from bot.ports import PostFailed, PostProblem

# Either may carry a link.
Said = TypeVar("Said", ThreadPost, Notice)


async def with_link(job: Job, said: Said) -> Said:
    """The same with the link to the thread that the item names; without one where it names none."""
    if "link_to" not in job.item.data or not isinstance(said, LinkedPost | Notice):
        return said
    return replace(said, link=await _link_to(job, job.item.data["link_to"]))


async def _link_to(job: Job, conversation_id: str) -> str:
    """The address of a conversation's card; empty while it has none. Raises PostFailed when Slack is away."""
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(conversation_id)
    if conversation is None or conversation.root_ts is None:
        return ""
    try:
        return await job.poster.link_to(conversation.slack_channel, conversation.root_ts)
    except PostFailed as failed:
        if failed.problem in {PostProblem.RETRY, PostProblem.UNKNOWN}:
            raise
        return ""
