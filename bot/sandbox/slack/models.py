"""What a workspace is made of: users, channels, messages and files."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class User:
    """A member of the workspace; the app's own bot user is one too."""

    id: str
    name: str
    real_name: str
    email: str = ""
    tz: str = "America/New_York"
    tz_offset: int = -18_000
    is_admin: bool = False
    is_owner: bool = False
    is_guest: bool = False
    locale: str = "en-US"
    is_bot: bool = False
    bot_id: str | None = None


@dataclass
class UserGroup:
    """Users who share a handle; times are epoch seconds, ``disabled_at`` is 0 while the group is in use."""

    id: str
    name: str
    handle: str
    description: str
    users: list[str]
    created: int
    updated: int
    created_by: str
    updated_by: str
    disabled_at: int = 0


@dataclass
class File:
    """A file in Slack: ``content`` is None until the bytes have been uploaded."""

    id: str
    name: str
    size: int
    mimetype: str
    user: str
    created: int
    # Where the stand-in itself is reached, so that ``url_private`` is whole.
    base_url: str
    content: bytes | None = None
    title: str = ""
    alt_text: str = ""
    shares: list[tuple[str, str]] = field(default_factory=list)
    # Put into a modal of the app's that was submitted.
    is_handed_over: bool = False
    is_deleted: bool = False


@dataclass
class Message:
    """A message as it stands now; ``pings`` names whom it notified (``channel``, ``here``, a user id …)."""

    channel: str
    ts: str
    text: str
    user: str | None
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    icons: Json | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    subtype: str | None = None
    thread_ts: str | None = None
    client_msg_id: str | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[File] = field(default_factory=list)
    metadata: Json | None = None
    ephemeral_to: str | None = None
    pings: list[str] = field(default_factory=list)
    # What each person has typed or picked in the message's own elements, by user id.
    state: dict[str, Json] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether this stands in a thread without being its root."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def is_tombstone(self) -> bool:
        """Whether this was deleted but still holds up a thread."""
        return self.subtype == "tombstone"


@dataclass
class Channel:
    """A conversation; ``kind`` is ``channel`` (public), ``group`` (private), ``im`` or ``mpim``."""

    id: str
    name: str
    kind: str
    members: list[str]
    created: int
    is_archived: bool = False
    topic: str = ""
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    pins: list[str] = field(default_factory=list)
    # The replies of each thread by the timestamp of its root, so that long channels stay quick.
    _threads: dict[str, dict[str, Message]] = field(default_factory=dict)

    def put(self, message: Message) -> None:
        """Take in a message that everybody in the channel sees."""
        self.messages[message.ts] = message
        if message.is_reply and message.thread_ts:
            self._threads.setdefault(message.thread_ts, {})[message.ts] = message

    def drop(self, message: Message) -> None:
        """Take a message out again."""
        del self.messages[message.ts]
        if message.is_reply and message.thread_ts:
            del self._threads[message.thread_ts][message.ts]

    def replies(self, root: str) -> list[Message]:
        """The replies in a thread, oldest first, without the root."""
        return list(self._threads.get(root, {}).values())


@dataclass(frozen=True)
class ApiCall:
    """A Web API call as it was received; the token is never among the arguments. ``at`` is epoch seconds."""

    method: str
    args: Json
    ok: bool
    error: str | None
    at: float


@dataclass(frozen=True)
class Upload:
    """A file a person drops into the composer."""

    name: str
    content: bytes
    mimetype: str = "application/octet-stream"
