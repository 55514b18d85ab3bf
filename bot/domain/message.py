"""A message to or from a client: its status, and the only ways the status may move.

Providers deliver receipts late, twice and out of order. The table below says which step is one forward;
every other one changes nothing and is still written to the message's event log.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.channel import Channel
from bot.domain.extras import NO_EXTRAS, Extras
from bot.domain.made_from import MadeFrom
from bot.domain.roles import Role
from bot.domain.settings import DlpAction
from bot.domain.template import SentTemplate


class Direction(StrEnum):
    """Whether the message goes to the client or came from it."""

    OUT = "out"
    IN = "in"


class Purpose(StrEnum):
    """Why a message goes out: on it depends what consent it needs.

    The answer to a STOP may go to somebody who has just opted out, once; no other automatic answer may.
    """

    DIRECT = "direct"  # A teammate writes to one client.
    TRANSACTIONAL = "transactional"  # A reminder, a confirmation: sent by the program.
    MARKETING = "marketing"
    KEYWORD_ANSWER = "keyword_answer"  # Answers STOP, START or HELP.
    AUTO_ANSWER = "auto_answer"  # Answers INFO or STATUS, or says that nobody reads here.
    OPT_IN = "opt_in"  # Asks a client whether they want to hear from us on WhatsApp.

    @property
    def is_automatic(self) -> bool:
        """Whether the program itself answers what a client has just written."""
        return self in {Purpose.KEYWORD_ANSWER, Purpose.AUTO_ANSWER}


class Status(StrEnum):
    """Where a message stands. ``received`` is the only status of an inbound one."""

    RECEIVED = "received"
    QUEUED = "queued"  # Intent stored; goes at due_at.
    SENDING = "sending"  # Claimed by a worker under a lease; the call may be on its way.
    CHECKING = "checking"  # The call's outcome is unknown; the provider is being asked.
    UNCONFIRMED = "unconfirmed"  # Nobody could tell; a person has been asked.
    ACCEPTED = "accepted"  # The provider has it and gave it an id.
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    REFUSED = "refused"  # Policy said no; the provider was never called.
    CANCELED = "canceled"  # Taken back by its author in time.


_ON_THE_WAY = frozenset({Status.ACCEPTED, Status.SENT, Status.DELIVERED, Status.READ, Status.FAILED})

# What has not reached the client and never will.
NEVER_WENT = frozenset({Status.REFUSED, Status.CANCELED, Status.FAILED})

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.RECEIVED: frozenset(),
    Status.QUEUED: frozenset({Status.SENDING, Status.CANCELED, Status.REFUSED}),
    # Back to queued only when the provider surely did not take it.
    Status.SENDING: _ON_THE_WAY | {Status.QUEUED, Status.REFUSED, Status.CHECKING},
    Status.CHECKING: _ON_THE_WAY | {Status.UNCONFIRMED},
    # A receipt can still come after a person was asked.
    Status.UNCONFIRMED: _ON_THE_WAY,
    Status.ACCEPTED: frozenset({Status.SENT, Status.DELIVERED, Status.READ, Status.FAILED}),
    Status.SENT: frozenset({Status.DELIVERED, Status.READ, Status.FAILED}),
    Status.DELIVERED: frozenset({Status.READ}),
    Status.READ: frozenset(),
    Status.FAILED: frozenset(),
    Status.REFUSED: frozenset(),
    Status.CANCELED: frozenset(),
}


def may_move(old: Status, new: Status) -> bool:
    """Whether ``new`` is a step forward from ``old``. A repeat is not."""
    return new in TRANSITIONS[old]


@dataclass(frozen=True)
class Media:
    """A file that came or goes with a message: where it is kept, and what it is.

    ``name`` and ``size`` (bytes) are known of files of our own. Those are kept in the media store, and
    ``url`` is then a reference to it (see ``bot.domain.attachments``).
    """

    url: str
    content_type: str
    name: str = ""
    size: int = 0

    @property
    def word(self) -> str:
        """What people call such a file, by the type it is said to have."""
        family, _, name = self.content_type.lower().partition("/")
        return "contact" if name.endswith("vcard") else _WORDS.get(family, "file")


_WORDS = {"image": "picture", "video": "video", "audio": "recording", "text": "text file"}


def media_as_json(media: Sequence[Media]) -> list[list[str | int]]:
    """Files as they are stored."""
    return [[each.url, each.content_type, each.name, each.size] for each in media]


def read_media(stored: Sequence[Sequence[Any]]) -> tuple[Media, ...]:
    """Files as they were stored; older rows hold neither name nor size."""
    return tuple(Media(*each) for each in stored)


def media_words(media: Sequence[Media]) -> str:
    """What goes along with a text, such as *2 pictures, 1 contact*; empty for nothing."""
    kinds = Counter(each.word for each in media)
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for word, number in kinds.items())


@dataclass(frozen=True)
class Hidden:
    """Characters ``start`` to ``end`` of a text, the rule that says they are sensitive, and what follows:
    they are hidden (redact), the whole text is (block), or people are only told (warn)."""

    rule: str
    start: int
    end: int
    action: DlpAction = DlpAction.REDACT


@dataclass(frozen=True)
class Override:
    """Somebody's decision to send in spite of these reasons of the gate's, by their codes, and why."""

    user: str
    role: Role
    codes: frozenset[str]
    why: str


# Source: WhatsApp Business Management API, the body of a message template.
MAX_TEMPLATE = 1024


@dataclass(frozen=True)
class Draft:
    """What is to be sent, before anything has decided about it.

    ``notice`` is what the program adds below the words: who writes, and how to stop. ``max_characters`` is
    what the sender takes at most, where that is less than the channel's. ``is_template``: WhatsApp has
    approved these words. ``taken_out`` are the rules by which something was taken out of the body already.
    ``useless_at``: from then on it is of no use to the client.
    """

    channel: Channel
    to: str
    body: str
    sender: str
    media: tuple[Media, ...] = ()
    max_characters: int | None = None
    purpose: Purpose = Purpose.DIRECT
    notice: str = ""
    is_template: bool = False
    taken_out: tuple[str, ...] = ()
    override: Override | None = None
    useless_at: datetime | None = None

    @property
    def whole(self) -> str:
        """The text as the client reads it."""
        return with_notice(self.body, self.notice)

    @property
    def longest(self) -> int:
        """The most characters that one message may have."""
        most = MAX_TEMPLATE if self.is_template else self.channel.max_characters
        return min(most, self.max_characters) if self.max_characters else most


def with_notice(body: str, notice: str) -> str:
    """The words and, on a line of its own, what the program adds to them."""
    return f"{body}\n{notice}" if notice and body else body or notice


@dataclass(frozen=True)
class Message:
    """A stored message. Times are UTC; ``to`` and ``sender`` are E.164.

    ``body`` is what the teammate or the client wrote; ``notice`` what the program adds to it for the client.
    ``hidden`` are the parts of it that Slack must not see. ``template``: the one whose words these are.
    ``scheduled_for``: the time that a person chose; ``due_at`` is later where the gate holds it still.
    ``extras``: what came with a client's message beside its words and files. ``awaits_consent``: it waits, or
    has waited, for the client's yes to WhatsApp. ``intent_key`` says what it was that somebody meant.
    ``by_rcs``: the carrier of SMS took or brought it by RCS. ``made_from``: the team's own template whose
    words these are, and what has caused it. ``useless_at``: from then on it is of no use to the client.
    ``paused_by``: the teammate who keeps it back for now.
    """

    id: str
    workspace_id: str
    conversation_id: str
    client_id: str
    address_id: str
    direction: Direction
    channel: Channel
    sender: str
    to: str
    body: str
    status: Status
    created_at: datetime
    due_at: datetime
    updated_at: datetime
    next_attempt_at: datetime | None = None
    lease_owner: str | None = None
    lease_until: datetime | None = None
    called_at: datetime | None = None
    purpose: Purpose = Purpose.DIRECT
    attempts: int = 0
    provider: str = ""
    provider_id: str | None = None
    slack_channel: str | None = None
    slack_ts: str | None = None
    slack_user: str | None = None
    error_code: str | None = None
    error_text: str | None = None
    can_retry: bool = False
    retry_of: str | None = None
    media: tuple[Media, ...] = field(default=())
    notice: str = ""
    hidden: tuple[Hidden, ...] = ()
    override: Override | None = None
    template: SentTemplate | None = None
    scheduled_for: datetime | None = None
    extras: Extras = NO_EXTRAS
    awaits_consent: bool = False
    intent_key: str = ""
    by_rcs: bool = False
    made_from: MadeFrom | None = None
    useless_at: datetime | None = None
    paused_by: str | None = None

    @property
    def is_scheduled(self) -> bool:
        """Whether a person has chosen its time and it has not gone yet."""
        return self.scheduled_for is not None and self.status is Status.QUEUED

    @property
    def has_waiting_post(self) -> bool:
        """Whether a post of our own has said that it waits: a reply stands in its author's words instead."""
        asks = self.awaits_consent and self.intent_key.startswith("view:")
        return self.scheduled_for is not None or asks or self.is_held_reminder

    @property
    def is_held_reminder(self) -> bool:
        """Whether it is a reminder that the gate holds, or has held: it was to go when it was made."""
        return bool(self.made_from and self.made_from.reminder_id) and self.due_at > self.created_at

    @property
    def whom_to_tell(self) -> str | None:
        """The teammate who is told what becomes of it: its author, or who looks after what it is about."""
        return self.slack_user or (self.made_from.tells if self.made_from else "") or None

    @property
    def is_waiting_for_consent(self) -> bool:
        """Whether it goes once the client has said yes to WhatsApp."""
        return self.awaits_consent and self.status is Status.QUEUED

    @property
    def whole(self) -> str:
        """The text as the client reads it."""
        return with_notice(self.body, self.notice)
