"""Twilio's side of the contract tests: the strict stand-in over real HTTP, and Twilio's own way to sign."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import cast
from urllib.parse import parse_qsl, urlencode

import aiohttp
from twilio.request_validator import RequestValidator

from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.domain.message import Media, Status
from bot.ports import Outgoing, WebhookRequest
from bot.providers.twilio import TwilioProvider, TwilioSettings
from bot.sandbox.twilio import MediaFile, TwilioStandIn
from bot.sandbox.twilio.message import TwilioMessage

ACCOUNT = "AC0123456789abcdef0123456789abcdef"
TOKEN = "fedcba9876543210fedcba9876543210"
SERVICE = "MG0123456789abcdef0123456789abcdef"
NUMBER, WHATSAPP = "+12025550100", "+12025550199"
CLIENT, STOPPED = "+12025550123", "+15005550004"
PUBLIC = "https://texts.example.com"

PAYLOADS = Path(__file__).parent / "payloads"
STATUSES = {
    Status.SENT: "sent",
    Status.DELIVERED: "delivered",
    Status.READ: "read",
    Status.FAILED: "undelivered",
}

_sids = count(1)


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


def payload(name: str) -> dict[str, str]:
    """A webhook's fields as Twilio sends them."""
    return dict(parse_qsl("&".join((PAYLOADS / f"{name}.form").read_text().split()), keep_blank_values=True))


def signed(path: str, fields: dict[str, str], secret: str = TOKEN) -> WebhookRequest:
    """A webhook with the signature that Twilio's own library makes."""
    url = PUBLIC + path
    signature = RequestValidator(secret).compute_signature(url, fields)
    return WebhookRequest(url, {"X-Twilio-Signature": signature}, urlencode(fields).encode())


def sms(body: str = "Your table is ready.", to: str = CLIENT, sender: str = NUMBER) -> Outgoing:
    """A text with a new id."""
    return Outgoing(new_id(), Channel.SMS, sender, to, body)


@dataclass
class TwilioWorld:
    """See ``tests.providers.world.World``. Without a stand-in only the webhooks work."""

    provider: TwilioProvider
    unreachable: TwilioProvider
    refused: TwilioProvider
    twilio: TwilioStandIn | None = None
    clock: SystemClock = field(default_factory=SystemClock)

    @property
    def standin(self) -> TwilioStandIn:
        """The stand-in, where there is one."""
        assert self.twilio is not None
        return self.twilio

    def outgoing(self, body: str = "Your table is ready.") -> Outgoing:
        return sms(body)

    def opted_out(self) -> Outgoing:
        return sms(to=STOPPED)

    def throttle_next(self, seconds: int) -> None:
        self.standin.faults.fail_next("create", rate_limited=seconds)

    def break_next(self) -> None:
        self.standin.faults.fail_next("create", server_error=True)

    def cut_next(self) -> None:
        self.standin.faults.fail_next("create", drop_answer=True)

    def silence_next(self) -> None:
        self.standin.faults.fail_next("create", timeout=True)

    def break_look_ups(self) -> None:
        self.standin.faults.fail_next("list", server_error=True, times=10)

    def forget_texts(self) -> None:
        for message in self.standin.messages.values():
            message.body = ""

    def break_template(self) -> None:
        self.standin.faults.fail_next("content_create", server_error=True)

    def cut_template(self) -> None:
        self.standin.faults.fail_next("content_create", drop_answer=True)

    def templates_there(self) -> list[str]:
        return [each.called for each in self.standin.contents.values()]

    def attempts(self) -> int:
        return sum(call.op == "create" for call in self.standin.calls)

    def taken(self) -> list[str]:
        return list(self.standin.messages)

    def kept_file(self, content: bytes) -> Media:
        state = self.standin.state
        message = TwilioMessage(ACCOUNT, NUMBER, CLIENT, "", "inbound", "received", state.clock.now())
        self.standin.media.keep(message, [MediaFile("image/jpeg", content)])
        state.keep(message)
        return Media(f"{state.config.api_url}{message.path}/Media/{message.media[0].sid}", "image/jpeg")

    def now(self) -> datetime:
        return self.clock.now()

    def inbound(self, body: str, sender: str) -> WebhookRequest:
        return signed("/twilio/inbound", payload("inbound_sms") | {"Body": body, "From": sender})

    def receipt(self, message_id: str | None, status: Status) -> WebhookRequest:
        said = STATUSES[status]
        fields = payload("status_delivered") | {"MessageStatus": said, "SmsStatus": said}
        if status is Status.FAILED:
            fields["ErrorCode"] = "30005"
        query = f"?message={message_id}" if message_id else ""
        return signed(f"/twilio/status{query}", fields | {"MessageSid": f"SM{next(_sids):032x}"})


def settings(**changes: object) -> TwilioSettings:
    """Settings of the account that the payloads are about."""
    given: dict[str, object] = {
        "account_sid": ACCOUNT,
        "auth_token": TOKEN,
        "senders": (NUMBER, SERVICE),
        "whatsapp_senders": (WHATSAPP,),
        "public_url": PUBLIC,
        **changes,
    }
    return TwilioSettings(**given)  # type: ignore[arg-type]


def webhook_world() -> TwilioWorld:
    """A world for webhooks alone: nothing is served, and no session is needed to read a request."""
    provider = TwilioProvider(settings(), cast(aiohttp.ClientSession, None), SystemClock())
    return TwilioWorld(provider, provider, provider)
