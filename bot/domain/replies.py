"""What a teammate did in a client's thread, read from Slack and put into the domain's terms.

``text`` is what the client's phone would show: mentions, links, entities and emoji codes are converted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.workflow_step import StepStarted


@dataclass(frozen=True)
class OfferedFile:
    """A file that a teammate has dropped into Slack: what Slack says of it, and where it is to be had.

    ``on_web``: it was named by its address, and nothing is known of it yet."""

    name: str
    content_type: str
    size: int
    url: str
    on_web: bool = False


def files_as_json(files: Sequence[OfferedFile]) -> list[list[str | int]]:
    """Files as they are stored with a reply that waits."""
    return [
        [each.name, each.content_type, each.size, each.url, *([True] if each.on_web else [])]
        for each in files
    ]


def read_files(stored: Sequence[Sequence[Any]]) -> tuple[OfferedFile, ...]:
    """Files as they were stored."""
    return tuple(OfferedFile(*each) for each in stored)


@dataclass(frozen=True)
class TeammateWrote:
    """A new message in a thread. ``files`` were dropped with it; ``begins_with_mention``: it is addressed
    to a teammate, a group or everybody here, so it may not be meant for the client."""

    channel: str
    ts: str
    root_ts: str
    user: str
    text: str
    files: tuple[OfferedFile, ...] = ()
    begins_with_mention: bool = False


@dataclass(frozen=True)
class TeammateEdited:
    """A message was changed; ``text`` is the new one. ``lost_files``: a file was taken out of it."""

    channel: str
    ts: str
    root_ts: str
    user: str
    text: str
    lost_files: bool = False


@dataclass(frozen=True)
class TeammateDeleted:
    """A message was deleted by its author or an admin."""

    channel: str
    ts: str
    root_ts: str
    user: str


@dataclass(frozen=True)
class RootDeleted:
    """A thread's root, perhaps a client card, was deleted."""

    channel: str
    root_ts: str


ThreadEvent = TeammateWrote | TeammateEdited | TeammateDeleted | RootDeleted | StepStarted
