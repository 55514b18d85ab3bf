"""What the flows call and do not know: the provider that carries texts, Slack, and the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.account import AccountLook
from bot.domain.channel import Channel
from bot.domain.conversation import Card
from bot.domain.events import InboundText, Receipt, TemplateNews
from bot.domain.failure import Failure
from bot.domain.message import Media, Status
from bot.domain.money import Money
from bot.domain.phone import display
from bot.domain.replies import ThreadEvent
from bot.domain.sender import SenderState
from bot.domain.template import SentTemplate, Template
from bot.domain.template_draft import TemplateDraft
from bot.domain.thread import Mark, Notice, SharedFile, ThreadPost


class Clock(Protocol):
    """Tells the time, so that tests and the sandbox can move it."""

    def now(self) -> datetime:
        """The present moment, in UTC and aware of it."""


@dataclass(frozen=True)
class Sender:
    """A number (or Messaging Service) of ours that texts leave from.

    ``interval`` is the least time between two messages: the carrier's pace for this kind of sender.
    ``max_characters`` is the longest text the provider takes from it, where that is less than the channel's.
    ``takes_media``: files can go from it. ``is_sandbox``: a test number that reaches only who has joined it
    by writing ``join`` and ``join_words``, if those are known.
    """

    provider: str
    channel: Channel
    address: str
    interval: timedelta
    label: str = ""
    max_characters: int | None = None
    takes_media: bool = True
    is_sandbox: bool = False
    join_words: str = ""

    @property
    def name(self) -> str:
        """What people call it: its label and its number, or the one of the two that there is."""
        number = display(self.address) if self.address.startswith("+") else ""
        return " · ".join(dict.fromkeys(part for part in (self.label, number) if part)) or self.address


@dataclass(frozen=True)
class Outgoing:
    """One message as a provider is asked to send it; ``id`` is ours and comes back in every receipt.

    ``valid_for``: a carrier that cannot deliver it within this time must not deliver it at all. ``template``:
    the provider is to send this in the place of ``body``, which says how the client will read it.
    """

    id: str
    channel: Channel
    sender: str
    to: str
    body: str
    media: tuple[Media, ...] = ()
    valid_for: timedelta | None = None
    template: SentTemplate | None = None


@dataclass(frozen=True)
class Accepted:
    """The provider has taken the message and named it."""

    provider_id: str
    status: Status = Status.ACCEPTED


SendResult = Accepted | Failure


@dataclass(frozen=True)
class Found:
    """The provider knows the message whose answer was lost."""

    receipt: Receipt


@dataclass(frozen=True)
class NotFound:
    """The provider was asked and has no such message."""


@dataclass(frozen=True)
class LookUpFailed:
    """The provider could not be asked, cannot be asked at all, or knows several that could be it.

    ``keeps_none``: it tells of no message by itself, only by receipts, so its silence is no trouble.
    """

    reason: str
    keeps_none: bool = False


LookUp = Found | NotFound | LookUpFailed


@dataclass(frozen=True)
class Missed:
    """What a provider could not deliver to us, oldest first; some of it may be known already."""

    texts: tuple[InboundText, ...] = ()
    receipts: tuple[Receipt, ...] = ()


@dataclass(frozen=True)
class SenderReport:
    """What a provider says of one of our senders."""

    channel: Channel
    address: str
    state: SenderState


@dataclass(frozen=True)
class Submitted:
    """WhatsApp has the template and looks at it, or has decided already."""

    template: Template


@dataclass(frozen=True)
class SubmitFailed:
    """The provider did not take it; ``reason`` is a sentence for people.

    ``ambiguous``: it may have been carried out, or may be by the next try, which finds out first.
    """

    reason: str
    ambiguous: bool = False


@dataclass(frozen=True)
class WebhookRequest:
    """An HTTP request as it came in; ``url`` is the public one that the provider signed, with its query."""

    url: str
    headers: Mapping[str, str]
    body: bytes


class Forged(Exception):
    """The request's signature is missing or wrong: whoever sent it is not the provider."""


class Malformed(Exception):
    """The request is signed, but is not what this webhook takes; the message names what is missing."""


class MediaFailed(Exception):
    """A file that a provider keeps for us could not be had; the message is a sentence for people.

    ``again`` tells that the next try may succeed by itself.
    """

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


@dataclass(frozen=True)
class Delivery:
    """Everything that one request has told; ``unread`` counts what could not be made out."""

    texts: tuple[InboundText, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    news: tuple[TemplateNews, ...] = ()
    unread: int = 0


class Batched(Protocol):
    """The webhook of a provider that tells many things in one request."""

    def knows(self, verify_token: str) -> bool:
        """Whether this is the word that we have given the provider, by which it knows us as its receiver."""

    def delivered(self, request: WebhookRequest, now: datetime) -> Delivery:
        """Check the signature, then read everything; what is no use is left out and keeps nothing else back.

        Raises Forged or Malformed."""


class AccountDoor(Protocol):
    """Where an account is looked at that is not set up yet. ``provider`` is the vendor's name."""

    provider: str

    def mistakes(self, sid: str, token: str) -> Mapping[str, str]:
        """What cannot be right by its form alone: a sentence for ``sid``, for ``token``, or for neither."""

    async def look(self, sid: str, token: str) -> AccountLook:
        """Ask the provider with these credentials; never raises for what it or the network does."""


class Provider(Protocol):
    """A carrier of texts. Only its own package knows the vendor."""

    name: str

    @property
    def senders(self) -> tuple[Sender, ...]:
        """The senders this provider is configured with."""

    async def send(self, message: Outgoing) -> SendResult:
        """Ask the provider to send; never raises for what the provider or the network does.

        A time-out, a 5xx or a cut connection is a Failure of kind AMBIGUOUS, unless the request surely
        never left.
        """

    async def look_up(self, message: Outgoing, since: datetime, known: frozenset[str]) -> LookUp:
        """Find a message whose answer was lost, among those made at or after ``since``; ``known`` are the
        provider ids that belong to other messages."""

    def inbound(self, request: WebhookRequest, now: datetime) -> InboundText:
        """Check the signature, then read an inbound message. Raises Forged or Malformed."""

    def receipt(self, request: WebhookRequest) -> Receipt | None:
        """Check the signature, then read a delivery receipt; None for a status that says nothing new.

        Raises Forged or Malformed."""

    async def fetch_media(self, media: Media, most_bytes: int) -> bytes:
        """A file that came with a client's text, of at most ``most_bytes``, from the provider's own hosts
        and from nowhere else. Raises MediaFailed."""

    async def missed(self, since: datetime) -> Missed | None:
        """Texts from clients and statuses of our messages since then; None when it did not answer."""

    async def prices(self, since: datetime, until: datetime) -> Mapping[str, Money] | None:
        """What our messages of this span have really cost, by the provider's ids; what is not billed yet is
        left out. None when it did not answer."""

    async def sender_states(self) -> tuple[SenderReport, ...] | None:
        """Which of our senders may send; those of which it says nothing are left out. None when it did not
        answer."""

    async def templates(self) -> tuple[Template, ...] | None:
        """The templates of the account, whatever WhatsApp says of them; empty for a provider that has none.
        None when it did not answer."""

    async def submit_template(self, draft: TemplateDraft) -> Submitted | SubmitFailed:
        """Create the template and hand it in to WhatsApp for approval; never raises for what the provider or
        the network does.

        May be called again with the same draft after an ambiguous failure or a crash: what is there already
        under its name and language with the same content is completed, never made twice.
        """

    async def delete_template(self, template: Template) -> SubmitFailed | None:
        """Delete it for good; None when it is gone, also when it was gone before."""

    async def show_typing(self, sender: str, answering: str) -> bool:
        """Show a client that their message ``answering`` (the provider's id of it), which came to ``sender``,
        was read and is being answered; whether the provider took it. Never raises: nothing hangs on it."""

    async def check(self) -> list[str]:
        """What is wrong with the account, a sentence each; empty when it answers and all is well."""


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

    async def share_file(self, channel: str, root_ts: str, file: SharedFile) -> None:
        """Show a file in a thread, under a name that no other file in the thread has."""

    async def has_file(self, channel: str, root_ts: str, name: str, since: datetime) -> bool:
        """Whether a file of this name stands in the thread already; THREAD_GONE when the thread is gone."""

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """The names of teammates by id; whom Slack does not know is left out."""

    async def link_to(self, channel: str, ts: str) -> str:
        """The address of a message, for people to press."""

    async def find(self, channel: str, root_ts: str | None, key: str, since: datetime) -> str | None:
        """The ts of the post that carries ``key``, if it stands in the thread (for a root: the channel)."""


class MediaStoreFull(Exception):
    """There is no room for another file."""


class MediaStoreAway(Exception):
    """The store cannot be used; the message is a sentence for people. ``for_good``: until it is mended."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class MediaStore(Protocol):
    """Keeps the bytes of files that go to clients, until the provider has fetched them. A store that is not
    on this machine may raise MediaStoreAway from each of its methods."""

    async def keep(self, content: bytes, now: datetime) -> str:
        """Keep the bytes; what they are found by. Raises MediaStoreFull."""

    async def read(self, reference: str) -> bytes | None:
        """The bytes, or None when they are not kept any more."""

    async def forget_before(self, moment: datetime) -> int:
        """Drop what was last kept before then; how many files."""


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
