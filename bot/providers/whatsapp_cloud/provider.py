"""WhatsApp's Cloud API as a provider: one phone number, straight at Meta."""

from collections.abc import Mapping
from datetime import datetime

import aiohttp

from bot.domain.events import InboundText, Receipt
from bot.domain.message import Media
from bot.domain.money import Money
from bot.domain.template import Template
from bot.domain.template_draft import TemplateDraft
from bot.ports import (
    Clock,
    Delivery,
    LookUp,
    LookUpFailed,
    Malformed,
    Missed,
    Outgoing,
    Sender,
    SenderReport,
    SendResult,
    SubmitFailed,
    Submitted,
    WebhookRequest,
)
from bot.providers.whatsapp_cloud import number, senders, signature, webhooks
from bot.providers.whatsapp_cloud.check import check
from bot.providers.whatsapp_cloud.graph import Graph
from bot.providers.whatsapp_cloud.handing_in import HandingIn
from bot.providers.whatsapp_cloud.media import KeptFiles
from bot.providers.whatsapp_cloud.send import Sending
from bot.providers.whatsapp_cloud.settings import PROVIDER, WhatsAppCloudSettings
from bot.providers.whatsapp_cloud.templates import Templates

_KEEPS_NONE = LookUpFailed("Meta tells what became of a message by its receipts alone.", keeps_none=True)


class WhatsAppCloudProvider:
    """Implements ``bot.ports.Provider`` and ``bot.ports.Batched``, over a session that others use too."""

    name = PROVIDER

    def __init__(self, settings: WhatsAppCloudSettings, session: aiohttp.ClientSession, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._graph = Graph(settings, session, clock)
        self._sending = Sending(settings, self._graph)
        self._files = KeptFiles(settings, self._graph, session)
        self._templates = Templates(settings, self._graph)
        self._handing_in = HandingIn(settings, self._graph, session)
        self._senders = senders.of(settings)

    @property
    def senders(self) -> tuple[Sender, ...]:
        """The one number."""
        return self._senders

    async def send(self, message: Outgoing) -> SendResult:
        """Ask Meta to send; one request, never repeated."""
        return await self._sending.send(message, self._clock.now())

    async def show_typing(self, sender: str, answering: str) -> bool:
        """Show the client that somebody is writing, and that their message ``answering`` was read.

        Whether Meta took it; never raises for what Meta or the network does.
        """
        return sender == self._settings.number and await self._sending.show_typing(answering)

    async def look_up(self, message: Outgoing, since: datetime, known: frozenset[str]) -> LookUp:
        """Meta has no list of messages: the receipt, which carries our id, settles it, or a person does."""
        return _KEEPS_NONE

    def knows(self, verify_token: str) -> bool:
        """Whether this is WHATSAPP_VERIFY_TOKEN."""
        return signature.same(verify_token, self._settings.verify_token)

    def delivered(self, request: WebhookRequest, now: datetime) -> Delivery:
        """Read everything in a request. Raises Forged or Malformed."""
        return webhooks.delivered(self._settings, request, now)

    def inbound(self, request: WebhookRequest, now: datetime) -> InboundText:
        """The one message in a request that holds nothing else. Raises Forged or Malformed."""
        told = self.delivered(request, now)
        if len(told.texts) != 1 or told.receipts or told.unread:
            raise Malformed("the request is not about one message")
        return told.texts[0]

    def receipt(self, request: WebhookRequest) -> Receipt | None:
        """The one status in a request that holds nothing else; None for one that says nothing new.

        Raises Forged or Malformed."""
        told = self.delivered(request, self._clock.now())
        if len(told.receipts) > 1 or told.texts or told.unread:
            raise Malformed("the request is not about one status")
        return told.receipts[0] if told.receipts else None

    async def fetch_media(self, media: Media, most_bytes: int) -> bytes:
        """A file that came with a message, from Meta's own hosts. Raises MediaFailed."""
        return await self._files.fetch(media, most_bytes)

    async def missed(self, since: datetime) -> Missed | None:
        """Nothing to be read back: Meta itself repeats what we have not taken, for seven days."""
        return Missed()

    async def prices(self, since: datetime, until: datetime) -> Mapping[str, Money] | None:
        """None is ever known: Meta bills by day, category and country, and prices no single message."""
        return {}

    async def sender_states(self) -> tuple[SenderReport, ...] | None:
        """Whether the number may send."""
        return await number.sender_states(self._settings, self._graph)

    async def templates(self) -> tuple[Template, ...] | None:
        """The account's templates."""
        return await self._templates.fetch()

    async def submit_template(self, draft: TemplateDraft) -> Submitted | SubmitFailed:
        """Hand a template in for approval."""
        return await self._handing_in.submit(draft)

    async def delete_template(self, template: Template) -> SubmitFailed | None:
        """Take a template away; None when it is gone."""
        return await self._handing_in.delete(template)

    async def check(self) -> list[str]:
        """What is wrong with the account and its number, a sentence each."""
        return await check(self._settings, self._graph)
