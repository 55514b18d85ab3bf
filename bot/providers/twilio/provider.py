"""Twilio as a provider. Webhooks are read and texts sent without the SDK; it is loaded to ask Twilio."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import aiohttp

from bot.domain.events import InboundText, Receipt
from bot.domain.message import Media
from bot.domain.money import Money
from bot.domain.template import Template
from bot.domain.template_draft import TemplateDraft
from bot.ports import (
    Clock,
    LookUp,
    Missed,
    Outgoing,
    Sender,
    SenderReport,
    SendResult,
    SubmitFailed,
    Submitted,
    WebhookRequest,
)
from bot.providers import downloads
from bot.providers.twilio import errors, senders, webhooks
from bot.providers.twilio import media as kept_media
from bot.providers.twilio.http import Http
from bot.providers.twilio.indicators import Indicators
from bot.providers.twilio.sandbox_templates import SANDBOX_TEMPLATES
from bot.providers.twilio.send import Sending
from bot.providers.twilio.senders import WHATSAPP_SANDBOX
from bot.providers.twilio.settings import TwilioSettings
from bot.providers.twilio.submissions import Submissions
from bot.providers.twilio.templates import Templates

if TYPE_CHECKING:
    from bot.providers.twilio.api import TwilioApi


class TwilioProvider:
    """Implements ``bot.ports.Provider`` for one Twilio account, over a session that others use too."""

    def __init__(self, settings: TwilioSettings, session: aiohttp.ClientSession, clock: Clock) -> None:
        self.name = settings.name
        self._settings = settings
        self._clock = clock
        self._session = session
        self._keeper = kept_media.keeper(settings)
        self._http = Http(session, settings.timeout, clock)
        self._sending = Sending(settings, self._http)
        self._templates = Templates(settings, self._http)
        self._submissions = Submissions(settings, self._http, self._templates)
        self._senders = () if settings.is_removed else senders.of(settings)
        self._indicators = Indicators(settings, self._http)
        self._loaded: TwilioApi | None = None

    @property
    def senders(self) -> tuple[Sender, ...]:
        """The configured numbers and Messaging Services, each with its pace."""
        return self._senders

    async def send(self, message: Outgoing) -> SendResult:
        """Ask Twilio to send; one request, never repeated."""
        if self._settings.is_removed:
            return errors.account_removed()
        return await self._sending.send(message, self._clock.now())

    async def look_up(self, message: Outgoing, since: datetime, known: frozenset[str]) -> LookUp:
        """Find a message whose answer was lost by its recipient, sender, time and text."""
        return await (await self._api()).look_up(message, since, known)

    def inbound(self, request: WebhookRequest, now: datetime) -> InboundText:
        """Read an incoming message. Raises Forged or Malformed."""
        return webhooks.inbound(self._settings, request, now)

    def receipt(self, request: WebhookRequest) -> Receipt | None:
        """Read a status callback. Raises Forged or Malformed."""
        return webhooks.receipt(self._settings, request, self._clock.now())

    async def fetch_media(self, media: Media, most_bytes: int) -> bytes:
        """A file that came with a text, with the account's credentials. Raises MediaFailed."""
        return await downloads.fetch(self._session, self._keeper, media.url, most_bytes)

    async def missed(self, since: datetime) -> Missed | None:
        """What Twilio tried to tell us and could not."""
        return await (await self._api()).missed(since)

    async def prices(self, since: datetime, until: datetime) -> Mapping[str, Money] | None:
        """What Twilio has billed for our messages of this span."""
        return await (await self._api()).prices(since, until)

    async def sender_states(self) -> tuple[SenderReport, ...] | None:
        """Whether the account and its senders are in good standing with Twilio and the carriers."""
        return await (await self._api()).sender_states()

    async def templates(self) -> tuple[Template, ...] | None:
        """The account's content templates, asked for without the SDK: people wait for them in a window."""
        if self._settings.is_removed or not self._settings.whatsapp_senders:
            return ()
        found = await self._templates.fetch()
        shared = SANDBOX_TEMPLATES if WHATSAPP_SANDBOX in self._settings.whatsapp_senders else ()
        return None if found is None else (*found, *shared)

    async def submit_template(self, draft: TemplateDraft) -> Submitted | SubmitFailed:
        """Create a content template and hand it in to WhatsApp."""
        return await self._submissions.submit(draft)

    async def delete_template(self, template: Template) -> SubmitFailed | None:
        """Delete a content template, and with it what WhatsApp has approved."""
        return await self._submissions.delete(template)

    async def show_typing(self, sender: str, answering: str) -> bool:
        """Show it where WhatsApp carries the conversation; other channels know no such thing."""
        return sender in self._settings.whatsapp_senders and await self._indicators.show(answering)

    async def check(self) -> list[str]:
        """What is wrong with the account and its numbers, a sentence each."""
        return await (await self._api()).check()

    async def _api(self) -> "TwilioApi":
        if self._loaded is None:
            # In a thread, so that webhooks are answered meanwhile. Two first calls may build two: no harm.
            self._loaded = await asyncio.to_thread(_load, self._settings, self._http, self._clock)
        return self._loaded


def _load(settings: TwilioSettings, http: Http, clock: Clock) -> "TwilioApi":
    from bot.providers.twilio.api import TwilioApi  # noqa: PLC0415 - the web process must start without the SDK.

    return TwilioApi(settings, http, clock)
