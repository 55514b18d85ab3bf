"""A message of the team's in a Slack channel: its first part there, the rest below it, then its files.

Each part is an item of its own, which follows once the one before stands: whatever fails in the middle, no
part is posted twice. A channel that cannot be written to is tried for a day, and who wished for the message
is told what helps; without anybody the admins are.
"""

from typing import Any

from bot.domain.replies import OfferedFile, read_files
from bot.domain.thread import SharedFile
from bot.flows.team.notify import notify
from bot.flows.threads import items
from bot.flows.threads.job import Effect, Job
from bot.flows.threads.posted import posted_before, writing_at
from bot.ports import DownloadFailed, PostFailed, PostProblem
from bot.storage.unit_of_work import UnitOfWork

MOST_BYTES = 50_000_000
MOST_FILES = 10

# Once a minute for a day (see Timing.until_mended).
_MOST_TRIES = 24 * 60
_FETCHES = 8
_GIVEN_UP = (
    "A message could not be posted in <#{}> for a day, so it was given up. Post it again if it matters."
)
_NOT_TAKEN = "Slack did not take the message for <#{}> ({}). Change it and post it again."
_TROUBLE = {
    PostProblem.NOT_IN_CHANNEL: "I may not post in <#{}>, so a message for it waits. Type "
    "`/invite @Threadline` in that channel: then it is posted by itself.",
    PostProblem.CHANNEL_GONE: "<#{}> is gone, or it is private and I am not in it, so a message for it "
    "waits. Type `/invite @Threadline` there, or post it in another channel.",
    PostProblem.CHANNEL_ARCHIVED: "<#{}> is archived, so a message for it waits for a day. Ask an admin to "
    "restore the channel, or post it in another one.",
}


async def post_in_channel(job: Job) -> Effect | None:
    """Post what comes next of the message. Raises PostFailed."""
    data = job.item.data
    if job.item.attempts > _MOST_TRIES:
        return _told(job, _GIVEN_UP.format(data["channel"]), f"given_up:{job.item.id}")
    try:
        with writing_at(data["channel"], data.get("root_ts")):
            return await (_words(job) if data["rest"] else _file(job))
    except PostFailed as failed:
        if failed.problem is PostProblem.THREAD_GONE:
            return None  # Somebody has deleted its beginning: the rest is not wanted either.
        if failed.problem is not PostProblem.INVALID:
            raise
        return _told(job, _NOT_TAKEN.format(data["channel"], failed.error), f"invalid:{job.item.id}")


async def tell_of_trouble(job: Job, uow: UnitOfWork, failed: PostFailed) -> None:
    """Say why the message waits, and what helps: once a day for each channel and teammate."""
    channel, now = job.item.data["channel"], job.ctx.clock.now()
    await _tell(job, uow, _TROUBLE[failed.problem].format(channel), f"{failed.problem.value}:{now.date()}")


async def _words(job: Job) -> Effect:
    data = job.item.data
    first, *rest = data["rest"]
    channel, root_ts, key = data["channel"], data.get("root_ts"), job.item.dedupe_key
    before = await posted_before(job, channel, root_ts, key)
    ts = before or await job.poster.post_markdown(channel, root_ts, first, data["by"], key)
    # What is longer than one post goes on in its thread, so that nothing comes in between.
    return _goes_on(job, rest=rest, root_ts=root_ts or ts)


async def _file(job: Job) -> Effect | None:
    """Share the first of the files: in the channel itself, as it may be all there is."""
    if not job.item.data["files"]:
        return None
    (file, *_), rest = read_files(job.item.data["files"]), job.item.data["files"][1:]
    channel, since = job.item.data["channel"], job.item.called_before
    if not (since and await job.poster.has_file(channel, None, file.name, since)):
        try:
            content = await job.poster.fetch_file(file.url, MOST_BYTES)
        except DownloadFailed as failed:
            return _not_had(job, file, rest, failed)
        await job.poster.share_file(channel, None, SharedFile(file.name, content, ""))
    return _goes_on(job, files=rest)


def _not_had(job: Job, file: OfferedFile, rest: list[Any], failed: DownloadFailed) -> Effect:
    """The others go all the same: each stands for itself in the channel."""
    if failed.again and job.item.attempts < _FETCHES:
        raise PostFailed(PostProblem.RETRY, "file_not_had") from failed
    channel = job.item.data["channel"]
    said = f"“{file.name}” could not be shared in <#{channel}>. {failed.reason} Share it there yourself."
    told, onward = _told(job, said, f"file:{job.item.id}"), _goes_on(job, files=rest)

    async def both(uow: UnitOfWork) -> None:
        await told(uow)
        await onward(uow)

    return both


def _goes_on(job: Job, **done: Any) -> Effect:
    data = job.item.data | done

    async def add(uow: UnitOfWork) -> None:
        if data["rest"] or data["files"]:
            part = job.item.data.get("part", 0) + 1
            await uow.outbox.add([items.channel_goes_on(job.item.data, part, **done)], job.ctx.clock.now())

    return add


def _told(job: Job, words: str, key: str) -> Effect:
    async def tell(uow: UnitOfWork) -> None:
        await _tell(job, uow, words, key)

    return tell


async def _tell(job: Job, uow: UnitOfWork, words: str, key: str) -> None:
    by, now = job.item.data["by"], job.ctx.clock.now()
    about = f"{items.CHANNEL_POST}:{job.item.data['channel']}:{key}"
    if by:
        await uow.outbox.add([items.direct(by, words, f"{about}:{by}")], now)
    else:
        await notify(uow, words, about, now)
