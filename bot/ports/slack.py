"""What the flows ask of Slack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.conversation import Card
from bot.domain.replies import ThreadEvent
from bot.domain.thread import Mark, Notice, SharedFile, ThreadPost


class PostProblem(StrEnum):
    """Why Slack did not take something."""

    RETRY = "retry"  # Busy, down or rate limited: surely not done.
    UNKNOWN = "unknown"  # The answer was lost: it may have been done.
    THREAD_GONE = "thread_gone"  # The root was deleted.
    NOT_IN_CHANNEL = "not_in_channel"  # The app must be invited.
    CHANNEL_GONE = "channel_gone"  # Deleted, or private and the app is not in it.
    CHANNEL_ARCHIVED = "channel_archived"
    TOKEN = "token"  # Revoked, wrong or lacking a scope: an admin must mend it. # noqa: S105
    INVALID = "invalid"  # Slack will never take this; it is our own mistake.


class PostFailed(Exception):
    """Slack did not take it; ``error`` is Slack's own name for why, ``retry_after`` what it asked for.

    ``place``: the channel and the card of the client's thread that was written to, where it was one.
    """

    place: tuple[str, str | None] | None = None

    def __init__(self, problem: PostProblem, error: str, retry_after: timedelta | None = None) -> None:
        super().__init__(error)
        self.problem = problem
        self.error = error
        self.retry_after = retry_after


class DownloadFailed(Exception):
    """A file that a person has put into Slack could not be fetched; the message is a sentence for people.

    ``again`` tells that the next try may succeed by itself.
    """

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


@dataclass(frozen=True)
class HandedOver:
    """A file that a person has put into a form: its name, where it lies, and its size in bytes."""

    name: str
    url: str
    size: int


class FileSource(Protocol):
    """Where files lie that people have put into Slack."""

    async def fetch(self, url: str, most_bytes: int) -> bytes:
        """The file at an address that Slack gave. Raises DownloadFailed, also for one that is larger."""


class ThreadPoster(Protocol):
    """Writes into the inbox channel and its threads. Every method may raise PostFailed.

    ``key`` names the thing posted, for good: ``find`` tells by it whether a post whose answer was lost
    stands in Slack already.
    """

    async def post_root(self, channel: str, card: Card, key: str) -> str:
        """Post a client's card and return its ts."""

    async def update_root(self, channel: str, root_ts: str, card: Card) -> None:
        """Write the card anew."""

    async def post(self, channel: str, root_ts: str, post: ThreadPost, key: str) -> str:
        """Post into the thread and return the ts; THREAD_GONE when it would stand outside of it."""

    async def post_markdown(self, channel: str, root_ts: str | None, markdown: str, by: str, key: str) -> str:
        """Post a message of the team's in a channel, or below one, and return the ts; ``by`` is named as who
        wished for it. ``markdown`` is at most MOST_IN_A_POST characters of standard markdown."""

    async def update_post(self, channel: str, ts: str, post: ThreadPost) -> None:
        """Write a post in a thread anew; THREAD_GONE when it was deleted."""

    async def mark(self, channel: str, ts: str, mark: Mark) -> None:
        """React to a message; one that stands there already, or a message that is gone, is no failure."""

    async def tell(self, channel: str, root_ts: str | None, user: str, notice: Notice) -> None:
        """Say something that only this teammate sees, in the thread if ``root_ts`` is given."""

    async def send_direct(self, user: str, notice: Notice) -> None:
        """Say something to a teammate in the app's direct messages: for when the channel cannot be used."""

    async def send_file(self, user: str, file: SharedFile) -> None:
        """Hand a teammate a file in the app's direct messages, with words about it."""

    async def fetch_file(self, url: str, most_bytes: int) -> bytes:
        """A file that a person has put into Slack. Raises DownloadFailed."""

    async def share_file(self, channel: str, root_ts: str | None, file: SharedFile) -> None:
        """Show a file in a thread, under a name that no other file in it has; without one in the channel."""

    async def has_file(self, channel: str, root_ts: str | None, name: str, since: datetime) -> bool:
        """Whether a file of this name stands there already; THREAD_GONE when the thread is gone."""

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """The names of teammates by id; whom Slack does not know is left out."""

    async def link_to(self, channel: str, ts: str) -> str:
        """The address of a message, for people to press."""

    async def finish_step(self, execution_id: str, outputs: Mapping[str, str], error: str) -> None:
        """Tell a workflow that its step is done, with what it hands on; or, with ``error``, that it is not,
        and why. A run that has ended otherwise is no failure."""

    async def find(self, channel: str, root_ts: str | None, key: str, since: datetime) -> str | None:
        """The ts of the post that carries ``key``, if it stands in the thread (for a root: the channel)."""


class EventReader(Protocol):
    """Reads a stored Slack event into the domain's terms."""

    async def read(self, payload: Mapping[str, object]) -> ThreadEvent | None:
        """What a teammate did in a thread; None for what is not ours to relay (bots, unfurls, joins).

        May raise PostFailed when Slack must be asked for a name and does not answer."""


@dataclass(frozen=True)
class UserGroup:
    """A user group of the Slack workspace, such as @front-desk."""

    id: str
    name: str
    handle: str


class UserGroups(Protocol):
    """The user groups of the workspace. Both methods may raise PostFailed."""

    async def all(self) -> list[UserGroup]:
        """Every group that is in use, by name."""

    async def members(self, group_id: str) -> list[str]:
        """The users in a group; nobody when the group is gone."""
