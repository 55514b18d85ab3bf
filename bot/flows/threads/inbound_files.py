"""A file that came with a client's text, brought into the client's thread: fetched, looked at, shared.

The text itself stands there before. What cannot be had for good is named in the thread, with why.
"""

import asyncio
from dataclasses import dataclass, replace

from bot.domain import vcard
from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.file_types import JPEG, UNKNOWN, VCARD, FileType, belies, type_of
from bot.domain.message import Media, Message
from bot.domain.thread import SharedFile
from bot.flows.threads import items
from bot.flows.threads.job import Effect, Job
from bot.flows.threads.posted import root_of, writing_at
from bot.ports import MediaFailed, PostFailed, PostProblem
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork

# WhatsApp carries 16 MB at most, MMS less.
MOST_BYTES = 20_000_000
# For a picture that Slack does not show to be made into one that it does, with the wait for its turn.
_SECONDS = 15.0
# So often a file holds up what comes after it in its thread; then it follows when it can.
_TRIES_IN_ORDER = 3
# With the outbox's waits about three quarters of an hour.
_MOST_TRIES = 16

_NO_PROVIDER = "The service that it came through is not set up any more."
_TOO_SLOW = "It took too long to get it ready."
_NOT_TAKEN = "Slack did not take it."
_NOT_WHAT_IT_SAYS = "This file came as a {claimed} and is none. Open it with care."


class _NeverHad(Exception):
    """The file will not be shown; the message is why."""


@dataclass(frozen=True)
class _About:
    """The file with what it belongs to."""

    conversation: Conversation
    client: Client
    message: Message
    index: int

    @property
    def media(self) -> Media:
        return self.message.media[self.index]

    def name(self, found: FileType) -> str:
        """One that no other file in the thread has, so that it can be looked for by it."""
        word, part = found.word.replace(" ", "-"), self.message.id[-10:].lower()
        return f"{word}-{part}-{self.index + 1}.{found.extension}"


async def share_inbound_file(job: Job) -> Effect | None:
    """Bring the file into the thread; what is to be remembered with it. Raises PostFailed."""
    about = await _load(job)
    if about is None:
        return None
    root_ts = root_of(about.conversation)
    try:
        with writing_at(about.conversation.slack_channel, root_ts):
            await _bring(job, about, root_ts)
    except MediaFailed as failed:
        return _later(job, about, failed)
    except _NeverHad as why:
        return _named(job, about, str(why))
    return None


async def _load(job: Job) -> _About | None:
    data = job.item.data
    async with job.ctx.store.read(job.workspace_id) as uow:
        conversation = await uow.conversations.get(data["conversation_id"])
        message = await uow.messages.get(data["message_id"])
        client = await uow.clients.get(conversation.client_id) if conversation else None
    if conversation is None or message is None or client is None or data["index"] >= len(message.media):
        return None
    return _About(conversation, client, message, data["index"])


async def _bring(job: Job, about: _About, root_ts: str) -> None:
    content = await _fetched(job, about)
    file = await _ready(about, content)
    channel, before = about.conversation.slack_channel, job.item.called_before
    # At the first try the text above it has just proved that the thread is there.
    if before or job.item.data.get("late"):
        since = before or about.message.created_at
        if await job.poster.has_file(channel, root_ts, file.name, since):
            return
    try:
        await job.poster.share_file(channel, root_ts, file)
    except PostFailed as failed:
        if failed.problem is not PostProblem.INVALID:
            raise
        raise _NeverHad(f"{_NOT_TAKEN} ({failed.error})") from failed


async def _fetched(job: Job, about: _About) -> bytes:
    provider = job.providers.get(about.message.provider)
    if provider is None:
        raise _NeverHad(_NO_PROVIDER)
    return await provider.fetch_media(about.media, MOST_BYTES)


async def _ready(about: _About, content: bytes) -> SharedFile:
    try:
        # With what comes before and after, it must end within the outbox's lease.
        async with asyncio.timeout(_SECONDS):
            return await asyncio.to_thread(_described, about, content)
    except TimeoutError:
        raise MediaFailed(_TOO_SLOW, again=True) from None


def _described(about: _About, content: bytes) -> SharedFile:
    """The file under a name and with words that say what it is, and not what it pretends to be."""
    if not content:
        raise _NeverHad("It is empty.")
    found, seen = _looked_at(content)
    lies = belies(about.media.content_type, found)
    title = f"{found.word.capitalize()} from {about.client.name or 'the client'}"
    whose = vcard.in_words(content) if found == VCARD else ""
    words = _NOT_WHAT_IT_SAYS.format(claimed=about.media.word) if lies else whose
    alt = title if found.family == "image" else ""
    file = SharedFile(about.name(found), content, words, title, alt)
    if seen is None:
        return file
    original = replace(file, words="", title=f"{title}, as it came")
    return replace(file, name=about.name(JPEG), content=seen, original=original)


def _looked_at(content: bytes) -> tuple[FileType, bytes | None]:
    """What the file is; and a picture that Slack does not show, as one that it does."""
    from bot.media.pictures import PictureRefused, for_slack  # noqa: PLC0415 - only a worker with a picture needs it.

    found = type_of(content)
    try:
        return found, for_slack(content, found.content_type)
    except PictureRefused as refused:
        if not refused.is_none:
            raise _NeverHad(refused.reason) from refused
        return UNKNOWN, None


def _later(job: Job, about: _About, failed: MediaFailed) -> Effect:
    """What follows from a failed try: the same again in its place, later out of its place, or words."""
    tries, late = job.item.attempts, bool(job.item.data.get("late"))
    if not failed.again or (late and tries >= _MOST_TRIES):
        return _named(job, about, failed.reason)
    if late or tries < _TRIES_IN_ORDER:
        raise PostFailed(PostProblem.RETRY, "media_not_had")
    after = items.inbound_file(about.conversation, about.message.id, about.index, late=True)
    return _adding(job, after)


def _named(job: Job, about: _About, why: str) -> Effect:
    count, word = len(about.message.media), about.media.word
    which = f"{word.capitalize()} {about.index + 1} of {count}" if count > 1 else f"The {word}"
    name = about.client.name or "the client"
    said = f"{which} from {name} cannot be shown here. {why} Ask for it again, or for another way to see it."
    key = f"file:{about.message.id}:{about.index}"
    return _adding(job, items.system_post(about.conversation, said, key))


def _adding(job: Job, item: OutboxItem) -> Effect:
    async def add(uow: UnitOfWork) -> None:
        await uow.outbox.add([item], job.ctx.clock.now())

    return add
