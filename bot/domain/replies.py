"""What a teammate did in a client's thread, read from Slack and put into the domain's terms.

``text`` is what the client's phone would show: mentions, links, entities and emoji codes are converted.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class TeammateWrote:
    """A new message in a thread. ``file_names`` are the files dropped with it; ``begins_with_mention``: it
    is addressed to a teammate, a group or everybody here, so it may not be meant for the client."""

    channel: str
    ts: str
    root_ts: str
    user: str
    text: str
    file_names: tuple[str, ...] = ()
    begins_with_mention: bool = False


@dataclass(frozen=True)
class TeammateEdited:
    """The text of a message was changed; ``text`` is the new one."""

    channel: str
    ts: str
    root_ts: str
    user: str
    text: str


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


ThreadEvent = TeammateWrote | TeammateEdited | TeammateDeleted | RootDeleted
