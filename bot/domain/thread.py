"""What is said in a client's thread, in the domain's terms; ``slack/blocks`` gives each its form."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.extras import NO_EXTRAS, Extras
from bot.domain.made_from import MadeFrom
from bot.domain.message import Media
from bot.domain.template import SentTemplate
from bot.domain.waiting import Waiting


class OfferKind(StrEnum):
    """A way out that a teammate is offered as a button."""

    CANCEL = "cancel"  # Take a waiting text back.
    SEND_NOW = "send_now"  # Let a waiting text go in spite of what holds it, with a reason.
    SEND_ANYWAY = "send_anyway"  # Send a refused text in spite of it, with a reason.
    USE_TEMPLATE = "use_template"  # An approved template in the place of words that WhatsApp does not take.
    SEND_AS_SMS = "send_as_sms"  # The same words by SMS, where WhatsApp is closed.
    RECORD_CONSENT = "record_consent"
    FIX_NUMBER = "fix_number"  # Give the client another number.
    SEND_HELD = "send_held"  # Send a reply that waits for its author's word.
    SEND_AND_TAKE_OVER = "send_and_take_over"  # The same, and look after the client from now on.
    KEEP_AS_NOTE = "keep_as_note"
    RESUME_RELAY = "resume_relay"
    SEND_CORRECTION = "send_correction"  # Write to the client again, beginning with the changed words.
    ASK_FIRST = "ask_first"  # Ask the client for consent to WhatsApp; the refused text waits for a yes.
    ASK_AGAIN = "ask_again"  # The same after a day without an answer.
    CHANGE_TIME = "change_time"  # Have a text that a person has scheduled go at another time.
    CHANGE_OCCASION = "change_occasion"  # Change an appointment, a payment or a document.
    CANCEL_OCCASION = "cancel_occasion"  # Call one off, once that was asked again.
    IMPORT = "import"  # Import the clients of a file that was read.
    CANCEL_IMPORT = "cancel_import"


@dataclass(frozen=True)
class Offer:
    """A button; ``about`` is the id of the message, of the reply that waits, of the client or of the
    occasion.

    ``label`` takes the place of the usual one, for a button that names a number.
    """

    kind: OfferKind
    about: str
    label: str = ""


@dataclass(frozen=True)
class Quoted:
    """The message that a client answers or reacts to: the beginning of its words, without what Slack must not
    see, and its address where it stands in Slack. Empty: nobody knows it any more."""

    excerpt: str = ""
    is_ours: bool = True
    link: str = ""


@dataclass(frozen=True)
class InboundPost:
    """The client wrote. The text is the client's own and must be escaped before it is shown.

    ``body`` is without what Slack must not see; ``privacy_note`` tells of it, and ``reveals`` is the id of
    the message whose whole text somebody who may can have shown.
    """

    client_name: str
    channel: Channel
    body: str
    media: tuple[Media, ...] = ()
    keyword_note: str = ""  # What we did about a STOP, START or HELP, in a sentence.
    answers: str = ""  # The reminder that it most likely answers, in words.
    privacy_note: str = ""
    reveals: str = ""
    extras: Extras = NO_EXTRAS
    quoted: Quoted | None = None  # What the client answers with it.
    by_rcs: bool = False


@dataclass(frozen=True)
class ReactionPost:
    """The client has put an emoji on a message, or, without one, taken it back."""

    client_name: str
    emoji: str
    quoted: Quoted


@dataclass(frozen=True)
class OutboundPost:
    """A teammate's text from the compose modal, shown in the thread it goes to.

    ``notice`` is the line that the client reads below it; ``reveals`` as for a client's text. ``waiting``:
    it does not go yet, and ``offers`` is what can be done about that. ``outcome``: what became of one that
    was scheduled, or waited for consent, and did not go, in a sentence. ``files`` are the names of those that
    go along. ``template``: the approved one whose words these are; ``made_from`` the team's own.
    """

    user: str
    channel: Channel
    body: str
    sender: str
    notice: str = ""
    reveals: str = ""
    waiting: Waiting | None = None
    template: SentTemplate | None = None
    offers: tuple[Offer, ...] = ()
    outcome: str = ""
    files: tuple[str, ...] = ()
    is_scheduled: bool = False
    made_from: MadeFrom | None = None


@dataclass(frozen=True)
class StillScheduledPost:
    """Something was written before a text that its author (``user``) has scheduled goes: by the client, or by
    a teammate (``by``). It goes at ``until`` (UTC) all the same, unless somebody does one of ``offers``."""

    user: str
    client_name: str
    by: str
    until: datetime
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class FailurePost:
    """A message did not reach the client: why, what to do, and whether a *Retry* can help."""

    message_id: str
    user: str | None
    reason: str
    help: str
    code: str | None
    excerpt: str
    can_retry: bool
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class UnconfirmedPost:
    """Nobody can tell whether the message went; its author is asked *It arrived / Send again*."""

    message_id: str
    user: str | None
    excerpt: str
    looked_up: bool  # The provider was asked and knows of none, so it most likely did not go.


@dataclass(frozen=True)
class OptOutQuestion:
    """The client's own words may be an opt-out: a teammate is asked *Opt out / Not an opt-out*.

    ``due_at``: without a decision by then (UTC) it counts as one.
    """

    review_id: str
    client_name: str
    channel: Channel
    excerpt: str
    due_at: datetime
    is_reminder: bool = False


@dataclass(frozen=True)
class SystemPost:
    """A line of the app's own about the conversation, such as an opt-out. ``by``: the teammate who did what
    it says, mentioned before it; ``to``: the one it is for, mentioned after it. ``offers`` stand below."""

    text: str
    by: str = ""
    to: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class LinkedPost:
    """What a teammate (``by``) did, with the address of the other thread it is about, where that can be had.
    ``undo`` is the id of the merge that can be undone from here; empty for none."""

    text: str
    by: str
    link: str = ""
    undo: str = ""


@dataclass(frozen=True)
class PerhapsSamePost:
    """Two clients may be one person, and a teammate is asked: ``stays`` and ``goes`` are their ids, as a
    merge would leave them; ``link`` is the address of the other thread, where that can be had."""

    text: str
    stays: str
    goes: str
    link: str = ""


@dataclass(frozen=True)
class MutedPost:
    """A teammate (``by``) has marked the client as spam: texts are kept and not shown, until *Not spam*."""

    client_id: str
    by: str


@dataclass(frozen=True)
class EarlierText:
    """One of the last texts of a thread, shown again where it goes on, without what Slack must not see.

    ``user`` is the teammate who wrote it, ``name`` who did where that is nobody in Slack; ``at`` is UTC.
    ``note`` says of a text that has not gone yet, or perhaps not, that it is so.
    """

    name: str
    user: str
    channel: Channel
    at: datetime
    body: str
    note: str = ""


@dataclass(frozen=True)
class ContinuedPost:
    """The thread goes on here, or, with ``is_left``, elsewhere: why, with the address of the other place if
    it can be had. ``channel`` is the other Slack channel, if it is another; ``earlier`` the last texts, the
    oldest first."""

    text: str
    link: str = ""
    channel: str = ""
    earlier: tuple[EarlierText, ...] = ()
    is_left: bool = False


ThreadPost = (
    InboundPost
    | ReactionPost
    | OutboundPost
    | StillScheduledPost
    | FailurePost
    | UnconfirmedPost
    | OptOutQuestion
    | SystemPost
    | LinkedPost
    | PerhapsSamePost
    | MutedPost
    | ContinuedPost
)


class Mark(StrEnum):
    """A reaction on the teammate's own message, by which it shows what became of it."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"
    CANCELED = "canceled"
    NOTE = "note"
    ASKED = "asked"  # Its author must decide whether it goes.


@dataclass(frozen=True)
class SharedFile:
    """A file for one teammate; ``words`` are said beside it, ``alt`` says what a picture shows.

    ``original``: what came, where this was made from it to be seen; it stands beside it without words.
    """

    name: str
    content: bytes
    words: str
    title: str = ""
    alt: str = ""
    original: "SharedFile | None" = None


@dataclass(frozen=True)
class Notice:
    """Something only one teammate is told: why a reply did not go, and what would help.

    ``link`` is the address of the thread it is about, where that is another place. ``goes_at`` (UTC) is
    when a text that waits goes: the reader is shown it in their own zone. ``offers`` are the ways out.
    ``about``: the teammate with whose name the sentence begins.
    """

    text: str
    link: str = ""
    goes_at: datetime | None = None
    offers: tuple[Offer, ...] = ()
    about: str = ""
