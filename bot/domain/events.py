"""What a provider tells us, in our own terms."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.extras import NO_EXTRAS, Extras
from bot.domain.failure import Failure
from bot.domain.message import Media, Status
from bot.domain.template import Approval, Category


@dataclass(frozen=True)
class InboundText:
    """A message from a client. ``sender`` is the client's address, ``to`` our number, both E.164.

    On WhatsApp ``sender`` is an identity (see ``bot.domain.whatsapp_id``) where the client has hidden their
    number; ``identity`` is the one that is told beside the number, where it is. ``by_rcs``: it came by RCS,
    which stands in the place of SMS.
    """

    provider: str
    provider_id: str
    channel: Channel
    sender: str
    to: str
    body: str
    received_at: datetime
    media: tuple[Media, ...] = ()
    profile_name: str | None = None
    # The provider has already answered a STOP, START or HELP by itself, so we must not answer again.
    answered_by_provider: bool = False
    extras: Extras = NO_EXTRAS
    identity: str = ""
    by_rcs: bool = False


@dataclass(frozen=True)
class Receipt:
    """A provider's word on a message we sent.

    ``message_id`` is our own id when the callback carried it: it settles a send whose answer was lost.
    ``by_rcs``: what was asked for as an SMS goes by RCS.
    """

    provider: str
    provider_id: str
    status: Status
    message_id: str | None = None
    failure: Failure | None = None
    by_rcs: bool = False

    @property
    def key(self) -> str:
        """What two deliveries of the same word have in common."""
        return f"{self.provider}:{self.provider_id}:{self.status.value}"


@dataclass(frozen=True)
class TemplateNews:
    """A provider's word on one of the account's templates, known by its id or by name and language.

    What it does not speak of is None; with both None, something else has changed, so that it should be asked.
    ``reason`` is why WhatsApp does not take it.
    """

    provider: str
    template_id: str
    name: str
    language: str
    status: Approval | None = None
    category: Category | None = None
    reason: str = ""
