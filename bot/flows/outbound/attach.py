"""Files on their way to a client: fetched from Slack, the web or a bucket, looked at, made to fit, and kept.

All or nothing: when one file cannot go, nothing goes, the words included, and the author is told which and
why.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from bot.domain.attachments import (
    STORED,
    Limits,
    all_in_all,
    carrier_of,
    limits_of,
    megabytes,
    too_large,
    too_many,
    why_not,
)
from bot.domain.channel import Channel
from bot.domain.file_types import JPEG, PLAIN_TEXT, FileType, type_of
from bot.domain.message import Media
from bot.domain.replies import OfferedFile
from bot.flows.context import Context
from bot.flows.desk import MediaDesk
from bot.ports import DownloadFailed, MediaStoreAway, MediaStoreFull, Sender, ThreadPoster

# What is fetched at all: a picture of this size can still be made to fit.
MOST_FETCHED = 25_000_000
_PHONE_PICTURES = (".heic", ".heif", ".avif")
_MOST_IN_ALL = 60_000_000
_SECONDS = 45.0

NO_ADDRESS = (
    "Files can only go to clients when PUBLIC_URL is set, because the provider fetches them from there. "
    "Ask an admin, or put a link into the text."
)
_NO_PICTURES = "This sender takes texts only. Choose another number, or put a link into the text."
_FULL = "There is no room to keep the files until they are fetched. Ask an admin to make room."
_STORE_AWAY = "The place where files wait until they are fetched does not answer."
_TOO_SLOW = "It took too long to get the files ready."
_A_PAGE = "is a page or plain text. Use the address of the picture or document itself."
_EMPTY = "is empty."
_INSTEAD = "Take it out or put a link into the text, and write it again."


class CannotAttach(Exception):
    """The files do not go; the message says which, why, and what to do."""


@dataclass(frozen=True)
class _Got:
    """A file as it came from Slack, or from the web."""

    name: str
    content: bytes
    content_type: str

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


async def attach(
    ctx: Context, poster: ThreadPoster, channel: Channel, sender: Sender, offered: Sequence[OfferedFile]
) -> tuple[Media, ...]:
    """The files in the media store, in order, each as it goes to the client.

    Raises CannotAttach for what will never go, DownloadFailed for what Slack does not give just now.
    """
    desk = check_before(ctx, channel, sender, offered)
    try:
        # The whole of it must end within the outbox's lease.
        async with asyncio.timeout(_SECONDS):
            got = [await _fetched(desk, poster, each) for each in offered]
            fitting = await asyncio.to_thread(_made_fit, channel, got)
            kept = [await desk.store.keep(content, ctx.clock.now()) for _, content in fitting]
    except TimeoutError:
        raise DownloadFailed(_TOO_SLOW, again=True) from None
    except MediaStoreAway:
        raise DownloadFailed(_STORE_AWAY, again=True) from None
    except MediaStoreFull:
        raise CannotAttach(_FULL) from None
    return tuple(replace(media, url=STORED + key) for (media, _), key in zip(fitting, kept, strict=True))


def check_before(ctx: Context, channel: Channel, sender: Sender, offered: Sequence[OfferedFile]) -> MediaDesk:
    """What can be told before a single byte is fetched; where the files will wait. Raises CannotAttach."""
    if ctx.media is None:
        raise CannotAttach(NO_ADDRESS)
    if not sender.takes_media:
        raise CannotAttach(_NO_PICTURES)
    if said := too_many(channel, len(offered)):
        # It says itself what to do; which of them would go is told when they come one by one.
        raise CannotAttach(said)
    problems = [_hopeless(channel, each) for each in offered]
    if not any(problems) and sum(each.size for each in offered) > _MOST_IN_ALL:
        problems.append(f"The files are too large together: {megabytes(_MOST_IN_ALL)} is the most.")
    _raise_if(problems)
    return ctx.media


def _hopeless(channel: Channel, offered: OfferedFile) -> str:
    """Why a file will not go whatever its bytes are; empty when they have to be looked at."""
    if offered.content_type == "text/html":
        # A page is what Slack gives in the place of a file that may not be seen: the two look alike.
        return why_not(channel, Media("", offered.content_type, offered.name))
    # Not every browser knows what a phone's picture is, and Slack says what the browser said.
    is_picture = offered.content_type.startswith("image/") or offered.name.lower().endswith(_PHONE_PICTURES)
    most = MOST_FETCHED if is_picture else limits_of(channel).other_bytes
    return too_large(offered.name, offered.size, carrier_of(channel), most) if offered.size > most else ""


async def _fetched(desk: MediaDesk, poster: ThreadPoster, offered: OfferedFile) -> _Got:
    fetch = desk.named_files(offered.url).fetch if offered.on_web else poster.fetch_file
    try:
        content = await fetch(offered.url, MOST_FETCHED)
    except DownloadFailed as failed:
        if failed.again:
            raise
        raise CannotAttach(f"“{offered.name}” could not be had. {failed.reason} {_INSTEAD}") from failed
    found = type_of(content)
    if offered.on_web and (not content or found is PLAIN_TEXT):
        raise CannotAttach(f"“{offered.name}” {_A_PAGE if content else _EMPTY} {_INSTEAD}")
    return _Got(_named(offered, found), content, found.content_type)


def _named(offered: OfferedFile, found: FileType) -> str:
    """An address need not end as the file does that is found there."""
    endings = (".jpg", ".jpeg") if found is JPEG else (f".{found.extension}",)
    is_told = not offered.on_web or offered.name.lower().endswith(endings)
    return offered.name if is_told else f"{offered.name}{endings[0]}"


def _made_fit(channel: Channel, got: Sequence[_Got]) -> list[tuple[Media, bytes]]:
    """Each file as it goes, pictures made smaller where that helps. Raises CannotAttach."""
    limits = limits_of(channel)
    room = _room_for_pictures(limits, got)
    made: list[tuple[Media, bytes]] = []
    problems: list[str] = []
    for each in got:
        media, content, problem = _fitted(limits, each, room)
        problems.append(problem or why_not(channel, media))
        made.append((media, content))
    _raise_if([*problems, "" if any(problems) else all_in_all(channel, [media for media, _ in made])])
    return made


def _room_for_pictures(limits: Limits, got: Sequence[_Got]) -> int:
    """How large each picture may be, so that all of it goes together."""
    taken = sum(len(each.content) for each in got if not each.is_picture)
    pictures = sum(each.is_picture for each in got)
    return min(limits.picture_bytes, max(limits.in_all - taken, 0) // max(pictures, 1))


def _fitted(limits: Limits, got: _Got, room: int) -> tuple[Media, bytes, str]:
    from bot.media.pictures import PictureRefused, made_fit  # noqa: PLC0415 - only for who sends pictures.

    content, content_type, problem = got.content, got.content_type, ""
    if got.is_picture:
        try:
            content, content_type = made_fit(content, content_type, room, limits.pictures)
        except PictureRefused as refused:
            problem = f"“{got.name}” cannot be sent. {refused.reason}"
    name = got.name if content_type == got.content_type else f"{PurePath(got.name).stem}.jpg"
    return Media("", content_type, name, len(content)), content, problem


def _raise_if(problems: Sequence[str]) -> None:
    if said := [each for each in problems if each]:
        raise CannotAttach(" ".join([*said, _INSTEAD]))
