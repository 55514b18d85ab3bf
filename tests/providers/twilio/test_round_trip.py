"""The provider and the strict stand-in, both ways over HTTP: phones, receipts, opt-outs, WhatsApp's rules."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.channel import Channel
from bot.domain.events import InboundText, Receipt
from bot.domain.failure import Failure, FailureKind
from bot.domain.ids import new_id
from bot.domain.message import Status
from bot.ports import Accepted, Forged, Outgoing, WebhookRequest
from bot.providers.twilio import TwilioProvider
from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.twilio import WHATSAPP_SANDBOX_NUMBER, MediaFile, SandboxSender, TwilioConfig, TwilioStandIn
from tests.providers.twilio.world import ACCOUNT, CLIENT, NUMBER, TOKEN, WHATSAPP, SystemClock, settings, sms
from tests.support.serving import serve


@dataclass
class Bot:
    """Our side: what the webhooks were read as."""

    texts: list[InboundText] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    forged: int = 0
    provider: TwilioProvider | None = None
    url: str = ""

    async def webhook(self, request: Request) -> Response:
        assert self.provider is not None
        query = f"?{request.url.query}" if request.url.query else ""
        read = WebhookRequest(self.url + request.url.path + query, request.headers, await request.body())
        try:
            if request.url.path == "/twilio/inbound":
                self.texts.append(self.provider.inbound(read, SystemClock().now()))
            elif receipt := self.provider.receipt(read):
                self.receipts.append(receipt)
        except Forged:
            self.forged += 1
            return Response(status_code=403)
        return Response("<Response/>", media_type="text/xml")

    def statuses(self, message_id: str) -> list[Status]:
        return [receipt.status for receipt in self.receipts if receipt.message_id == message_id]


@dataclass
class Pair:
    """Both sides."""

    bot: Bot
    provider: TwilioProvider
    twilio: TwilioStandIn


@pytest.fixture
async def pair() -> AsyncIterator[Pair]:
    bot = Bot()
    routes = [Route(f"/twilio/{name}", bot.webhook, methods=["POST"]) for name in ("inbound", "status")]
    async with aiohttp.ClientSession() as session, serve(Starlette(routes=routes)) as bot.url:
        twilio = TwilioStandIn(
            bot_url=bot.url,
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            senders=[
                SandboxSender(NUMBER),
                SandboxSender(WHATSAPP, channel="whatsapp", kind="whatsapp"),
                SandboxSender(WHATSAPP_SANDBOX_NUMBER, channel="whatsapp", kind="whatsapp_sandbox"),
            ],
            clock=SandboxClock(),
            bus=Bus(),
            session=session,
            config=TwilioConfig(sent_after=0, delivered_after=0, pacing=False),
        )
        twilio.phones.add(CLIENT, "Jane")
        async with serve(Starlette(routes=twilio.routes)) as base:
            twilio.state.config.api_url = f"{base}/twilio"
            senders = (WHATSAPP, WHATSAPP_SANDBOX_NUMBER)
            given = settings(
                api_url=f"{base}/twilio", public_url=bot.url, senders=(NUMBER,), whatsapp_senders=senders
            )
            bot.provider = TwilioProvider(given, session, SystemClock())
            yield Pair(bot, bot.provider, twilio)
            await twilio.close()


async def until(happened: Callable[[], object]) -> None:
    """Wait until something has happened; fails after ten seconds."""
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - what is waited for happens in another program.
            await asyncio.sleep(0.005)


def whatsapp(sender: str) -> Outgoing:
    return Outgoing(new_id(), Channel.WHATSAPP, sender, CLIENT, "Your table is ready.")


async def test_a_text_is_delivered_and_its_receipts_carry_our_id(pair: Pair) -> None:
    message = sms()
    result = await pair.provider.send(message)
    assert isinstance(result, Accepted)
    await until(lambda: Status.DELIVERED in pair.bot.statuses(message.id))
    assert {receipt.provider_id for receipt in pair.bot.receipts} == {result.provider_id}
    assert pair.bot.statuses(message.id) == [Status.ACCEPTED, Status.SENT, Status.DELIVERED]


async def test_a_lost_answer_is_settled_by_the_receipt(pair: Pair) -> None:
    pair.twilio.faults.fail_next("create", drop_answer=True)
    message = sms()
    result = await pair.provider.send(message)
    assert isinstance(result, Failure)
    assert result.kind is FailureKind.AMBIGUOUS
    await until(lambda: Status.DELIVERED in pair.bot.statuses(message.id))


async def test_a_clients_text_arrives(pair: Pair) -> None:
    sid = pair.twilio.phones.text(CLIENT, NUMBER, "Ça va & + % = 👍\nTwo lines")
    await until(lambda: pair.bot.texts)
    [text] = pair.bot.texts
    assert (text.provider_id, text.channel, text.sender, text.to) == (sid, Channel.SMS, CLIENT, NUMBER)
    assert text.body == "Ça va & + % = 👍\nTwo lines"


async def test_a_clients_picture_arrives(pair: Pair) -> None:
    picture = MediaFile("image/png", b"\x89PNG\r\n\x1a\n" + bytes(20), "leak.png")
    pair.twilio.phones.text(CLIENT, NUMBER, "The leak", media=[picture])
    await until(lambda: pair.bot.texts)
    [text] = pair.bot.texts
    assert text.channel is Channel.MMS
    assert [media.content_type for media in text.media] == ["image/png"]


async def test_after_stop_nothing_goes_until_start(pair: Pair) -> None:
    pair.twilio.phones.text(CLIENT, NUMBER, "Stop")
    await until(lambda: pair.bot.texts)
    assert pair.bot.texts[0].answered_by_provider
    refused = await pair.provider.send(sms())
    assert isinstance(refused, Failure)
    assert (refused.kind, refused.code) == (FailureKind.OPTED_OUT, "21610")
    pair.twilio.phones.text(CLIENT, NUMBER, "START")
    await until(lambda: len(pair.bot.texts) == 2)
    assert isinstance(await pair.provider.send(sms()), Accepted)


async def test_whatsapp_outside_the_window_fails_with_the_way_out(pair: Pair) -> None:
    message = whatsapp(WHATSAPP)
    assert isinstance(await pair.provider.send(message), Accepted)
    await until(lambda: Status.FAILED in pair.bot.statuses(message.id))
    failure = pair.bot.receipts[-1].failure
    assert failure is not None
    assert (failure.kind, failure.code) == (FailureKind.FINAL, "63016")
    assert "template" in failure.help


async def test_whatsapp_inside_the_window_is_read(pair: Pair) -> None:
    pair.twilio.phones.text(CLIENT, WHATSAPP, "Hello?", channel="whatsapp")
    await until(lambda: pair.bot.texts)
    assert (pair.bot.texts[0].channel, pair.bot.texts[0].profile_name) == (Channel.WHATSAPP, "Jane")
    message = whatsapp(WHATSAPP)
    await pair.provider.send(message)
    await until(lambda: Status.DELIVERED in pair.bot.statuses(message.id))
    pair.twilio.phones.read(CLIENT)
    await until(lambda: Status.READ in pair.bot.statuses(message.id))


async def test_the_whatsapp_sandbox_wants_to_be_joined(pair: Pair) -> None:
    message = whatsapp(WHATSAPP_SANDBOX_NUMBER)
    result = await pair.provider.send(message)
    if isinstance(result, Accepted):
        await until(lambda: Status.FAILED in pair.bot.statuses(message.id))
        failure = pair.bot.receipts[-1].failure
    else:
        failure = result
    assert failure is not None
    assert (failure.kind, failure.code) == (FailureKind.ACCOUNT, "63015")
    assert "join" in failure.help


async def test_a_forged_webhook_is_not_read(pair: Pair) -> None:
    fields = {"MessageSid": "SM1", "AccountSid": ACCOUNT, "From": CLIENT, "To": NUMBER, "Body": "Hi"}
    assert await pair.twilio.faults.forge(fields) == 403
    assert (pair.bot.forged, pair.bot.texts) == (1, [])
