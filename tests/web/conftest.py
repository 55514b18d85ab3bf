"""The real app over real HTTP, with a provider whose signature is a plain header."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.domain.channel import Channel
from bot.domain.events import InboundText, Receipt, TemplateNews
from bot.domain.message import Media, Status
from bot.findings import Finding, fine
from bot.flows.systems.receive import Answer
from bot.flows.systems.verify import SignedRequest
from bot.media.links import MediaLinks
from bot.metrics import Metrics
from bot.ports import (
    Batched,
    Forged,
    LookUp,
    Malformed,
    MediaStoreAway,
    NotFound,
    Outgoing,
    Provider,
    Sender,
    SendResult,
    WebhookRequest,
)
from bot.web.app import build_web
from bot.web.deps import WebDeps
from tests.support.serving import serve

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
PUBLIC = "https://texts.example.com"


class StoppedClock:
    """A clock that stands at NOW."""

    def now(self) -> datetime:
        return NOW


@dataclass
class SignedProvider:
    """Takes what carries the public URL in ``X-Signed``: the signature is over the address, as Twilio's."""

    name: str = "twilio"
    senders: tuple[Sender, ...] = ()
    seen: list[WebhookRequest] = field(default_factory=list)

    async def send(self, message: Outgoing) -> SendResult:
        raise AssertionError("a webhook sends nothing")

    async def look_up(self, message: Outgoing, since: datetime, known: frozenset[str]) -> LookUp:
        return NotFound()

    async def check(self) -> list[str]:
        return []

    def inbound(self, request: WebhookRequest, now: datetime) -> InboundText:
        form = self._verified(request)
        return InboundText(
            "twilio", form["MessageSid"], Channel.SMS, form["From"], "+12025550100", form["Body"], now
        )

    def receipt(self, request: WebhookRequest) -> Receipt | None:
        form = self._verified(request)
        if form["MessageStatus"] == "sending":
            return None
        ours = parse_qs(urlsplit(request.url).query).get("m", [""])[0]
        return Receipt("twilio", form["MessageSid"], Status(form["MessageStatus"]), ours)

    def _verified(self, request: WebhookRequest) -> dict[str, str]:
        self.seen.append(request)
        if request.headers.get("x-signed") != request.url:
            raise Forged
        form = {key: values[0] for key, values in parse_qs(request.body.decode()).items()}
        if "MessageSid" not in form:
            raise Malformed("MessageSid is missing")
        return form


@dataclass
class Site:
    """The served app, what it was given, and what it handed on."""

    url: str = ""
    provider: SignedProvider | None = field(default_factory=SignedProvider)
    whatsapp: Batched | None = None
    metrics: Metrics = field(default_factory=Metrics)
    texts: list[InboundText] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    news: list[TemplateNews] = field(default_factory=list)
    findings: Sequence[Finding] = (fine("database", "It answers and is up to date."),)
    looks: int = 0
    failure: Exception | None = None
    committing: asyncio.Event = field(default_factory=asyncio.Event)
    links: MediaLinks = field(default_factory=lambda: MediaLinks(PUBLIC, b"a key"))
    stored: dict[str, bytes] = field(default_factory=dict)
    store_is_away: bool = False
    triggers: list[tuple[SignedRequest, str]] = field(default_factory=list)
    answer: Answer = field(default_factory=lambda: Answer(201, {"occasion": "O1"}))

    async def keep_text(self, text: InboundText) -> None:
        await self._commit()
        self.texts.append(text)

    async def keep_receipt(self, receipt: Receipt) -> None:
        await self._commit()
        self.receipts.append(receipt)

    async def keep_news(self, news: TemplateNews) -> None:
        await self._commit()
        self.news.append(news)

    async def _commit(self) -> None:
        await self.committing.wait()
        if self.failure is not None:
            raise self.failure

    async def look(self) -> Sequence[Finding]:
        self.looks += 1
        if self.failure is not None:
            raise self.failure
        return self.findings

    def deps(self) -> WebDeps:
        return WebDeps(
            public_url=PUBLIC,
            twilio=self.twilio,
            clock=StoppedClock(),
            submit_inbound=self.keep_text,
            submit_receipt=self.keep_receipt,
            submit_template_news=self.keep_news,
            readiness=self.look,
            metrics=self.metrics,
            backlog=self.count,
            serve_media=self.serve_media,
            take_trigger=self.take_trigger,
            whatsapp=self.whatsapp,
        )

    async def twilio(self, _request: WebhookRequest) -> Provider:
        """The one account that there is."""
        if self.provider is None:
            raise Forged("the account is not set up here")
        return cast(Provider, self.provider)

    async def take_trigger(self, request: SignedRequest, content_type: str) -> Answer:
        """Remember it, and answer what was put in."""
        self.triggers.append((request, content_type))
        if self.failure is not None:
            raise self.failure
        return self.answer

    async def serve_media(self, token: str) -> tuple[Media, bytes | None]:
        """The file of a link that was made here."""
        media = self.links.read(token, NOW)
        if self.store_is_away:
            raise MediaStoreAway("It does not answer.")
        return media, self.stored.get(media.url)

    async def count(self) -> dict[str, int]:
        """Two items wait for Slack."""
        return {"outbox": 2}


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A running site whose commits succeed at once."""
    made = Site()
    made.committing.set()
    async with serve(build_web(made.deps())) as url:
        made.url = url
        yield made


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A client session."""
    async with aiohttp.ClientSession() as session:
        yield session
