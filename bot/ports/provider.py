"""What the flows ask of a carrier of texts, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.account import AccountLook
from bot.domain.channel import Channel
from bot.domain.events import InboundText, Receipt, TemplateNews
from bot.domain.failure import Failure
from bot.domain.message import Media, Status
from bot.domain.money import Money
from bot.domain.phone import display
from bot.domain.sender import SenderState
from bot.domain.template import SentTemplate, Template
from bot.domain.template_draft import TemplateDraft


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
