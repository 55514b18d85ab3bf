"""Meta's side of the contract tests: the strict stand-in over real HTTP, and Meta's own way to sign."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, cast

import aiohttp

from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.domain.message import Media, Status
from bot.ports import Outgoing, WebhookRequest
from bot.providers.whatsapp_cloud.media import reference
from bot.providers.whatsapp_cloud.provider import WhatsAppCloudProvider
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings
from bot.sandbox.meta import MetaStandIn, MetaTemplate
from tests.providers.whatsapp_cloud.standin import (
    ACCOUNT_ID,
    CLIENT,
    NUMBER,
    NUMBER_ID,
    SECRET,
    STOPPED,
    TOKEN,
    VERIFY,
    Served,
)

URL = "https://texts.example.com/whatsapp/webhook"
PAYLOADS = Path(__file__).parent / "payloads"

Json = dict[str, Any]
_numbers = count(1)


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)


def payload(name: str) -> Json:
    """A webhook as Meta sends it."""
    return cast(Json, json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8")))


def signed(said: Json | bytes, secret: str = SECRET) -> WebhookRequest:
    """A webhook with Meta's signature."""
    body = said if isinstance(said, bytes) else json.dumps(said, ensure_ascii=False).encode()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return WebhookRequest(URL, {"X-Hub-Signature-256": f"sha256={digest}"}, body)


def about(value: Json, kind: str = "messages") -> Json:
    """A webhook with one change in it."""
    change = {"field": kind, "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT_ID, "changes": [change]}]}


def value(**more: Any) -> Json:
    """What a change about our number holds."""
    metadata = {"display_phone_number": NUMBER.lstrip("+"), "phone_number_id": NUMBER_ID}
    return {"messaging_product": "whatsapp", "metadata": metadata, **more}


def message(kind: str, content: Json, **more: Any) -> Json:
    """A client's message."""
    return {
        "from": CLIENT.lstrip("+"),
        "id": f"wamid.in{next(_numbers)}",
        "timestamp": str(int(datetime.now(UTC).timestamp())),
        "type": kind,
        kind: content,
        **more,
    }


def status(said: str, **more: Any) -> Json:
    """Meta's word on a message of ours."""
    return {
        "id": f"wamid.out{next(_numbers)}",
        "status": said,
        "timestamp": "1790000000",
        "recipient_id": CLIENT.lstrip("+"),
        **more,
    }


def text(body: str = "Your table is ready.", to: str = CLIENT, **more: Any) -> Outgoing:
    """A message with a new id."""
    return Outgoing(new_id(), Channel.WHATSAPP, NUMBER, to, body, **more)


@dataclass
class MetaWorld:
    """See ``tests.providers.world.World``. Without a stand-in only the webhooks work."""

    provider: WhatsAppCloudProvider
    unreachable: WhatsAppCloudProvider
    refused: WhatsAppCloudProvider
    served: Served | None = None
    clock: SystemClock = field(default_factory=SystemClock)

    @property
    def graph(self) -> Served:
        """The Graph API, where there is one."""
        assert self.served is not None
        return self.served

    @property
    def standin(self) -> MetaStandIn:
        """The account behind it."""
        return self.graph.meta

    def sent(self) -> list[Json]:
        """The requests to send that were taken, in order."""
        return [call.params for call in self.standin.calls if (call.op, call.status) == ("send", 200)]

    def has_templates(self, *templates: Json, **changes: Any) -> None:
        """The account has these templates, as Meta tells of them but for what is changed."""
        self.standin.templates[:] = [MetaTemplate(**(each | changes)) for each in templates]

    def outgoing(self, body: str = "Your table is ready.") -> Outgoing:
        return text(body)

    def opted_out(self) -> Outgoing:
        # Meta says most of it in the message's status, and so does the stand-in unless it is told otherwise.
        self.standin.faults.fail_next("send", code=131050, match=lambda body: body["to"] == STOPPED)
        return text(to=STOPPED)

    def throttle_next(self, seconds: int) -> None:
        self.standin.faults.fail_next("send", code=130429, retry_after=seconds)

    def break_next(self) -> None:
        self.standin.faults.fail_next("send", code=131000)

    def cut_next(self) -> None:
        self.standin.faults.fail_next("send", drop_answer=True)

    def silence_next(self) -> None:
        self.standin.faults.fail_next("send", timeout=True)

    def break_look_ups(self) -> None:
        """Meta cannot be asked about messages at any time."""

    def forget_texts(self) -> None:
        """Meta tells no text at any time."""

    def break_template(self) -> None:
        self.standin.faults.fail_next("create_template", code=131000)

    def cut_template(self) -> None:
        self.standin.faults.fail_next("create_template", drop_answer=True)

    def templates_there(self) -> list[str]:
        return [each.name for each in self.standin.templates]

    def attempts(self) -> int:
        return self.graph.attempts()

    def taken(self) -> list[str]:
        return list(self.standin.messages)

    def kept_file(self, content: bytes) -> Media:
        return Media(reference(self.graph.keep(content).id), "image/jpeg")

    def now(self) -> datetime:
        return self.clock.now()

    def inbound(self, body: str, sender: str) -> WebhookRequest:
        said = message("text", {"body": body}) | {"from": sender.lstrip("+")}
        return signed(about(value(messages=[said])))

    def receipt(self, message_id: str | None, status_: Status) -> WebhookRequest:
        ours = {"biz_opaque_callback_data": message_id} if message_id else {}
        failed = {"errors": [{"code": 131026, "title": "Message undeliverable"}]}
        said = status(status_.value, **ours, **(failed if status_ is Status.FAILED else {}))
        return signed(about(value(statuses=[said])))


def settings(**changes: Any) -> WhatsAppCloudSettings:
    """Settings of the account that the payloads are about."""
    given = {
        "token": TOKEN,
        "number_id": NUMBER_ID,
        "account_id": ACCOUNT_ID,
        "app_secret": SECRET,
        "verify_token": VERIFY,
        "number": NUMBER,
    }
    return WhatsAppCloudSettings(**{**given, **changes})


def webhook_world() -> MetaWorld:
    """A world for webhooks alone: nothing is served, and no session is needed to read a request."""
    provider = WhatsAppCloudProvider(settings(), cast(aiohttp.ClientSession, None), SystemClock())
    return MetaWorld(provider, provider, provider)
