"""Posting into a client's thread: once, and a refusal tells which thread it was about."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.conversation import Conversation
from bot.domain.thread import ThreadPost
from bot.flows.threads.job import Job
from bot.ports import PostFailed, PostProblem

# Nothing can be written there, now or later on.
NOT_HERE = frozenset(
    {
        PostProblem.INVALID,
        PostProblem.NOT_IN_CHANNEL,
        PostProblem.CHANNEL_GONE,
        PostProblem.CHANNEL_ARCHIVED,
        PostProblem.THREAD_GONE,
    }
)


@contextmanager
def writing_at(channel: str, root_ts: str | None) -> Iterator[None]:
    """Have a refusal say where it was met: by the time it is dealt with the thread may stand elsewhere."""
    try:
        yield
    except PostFailed as failed:
        failed.place = (channel, root_ts)
        raise


def root_of(conversation: Conversation) -> str:
    """The card to write under. Raises PostFailed when it does not stand yet."""
    with writing_at(conversation.slack_channel, None):
        if conversation.root_ts is None:
            raise PostFailed(PostProblem.THREAD_GONE, "no_card_yet")
    return conversation.root_ts


async def post_once(job: Job, channel: str, root_ts: str, post: ThreadPost) -> str:
    """The ts of the job's post, made now or, if an earlier call has made it, found. Raises PostFailed."""
    key = job.item.dedupe_key
    with writing_at(channel, root_ts):
        before = await posted_before(job, channel, root_ts, key)
        return before or await job.poster.post(channel, root_ts, post, key)


async def posted_before(job: Job, channel: str, root_ts: str | None, key: str) -> str | None:
    """The ts of the post with this key, if an earlier call may have made it and has. Raises PostFailed."""
    since = job.item.called_before
    return await job.poster.find(channel, root_ts, key, since) if since else None
