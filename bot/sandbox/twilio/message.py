"""The Message resource, with the history of its status."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import format_datetime
from typing import Any, Literal

from bot.sandbox.said import MediaFile
from bot.sandbox.twilio.content import Filled
from bot.sandbox.twilio.errors import DELIVERY_ERRORS

API_VERSION = "2010-04-01"
Direction = Literal["inbound", "outbound-api", "outbound-reply"]

# A message in one of these states will not move again, except from delivered to read.
FINAL = frozenset({"delivered", "undelivered", "failed", "canceled", "received", "read"})


def new_sid(prefix: str) -> str:
    """A SID as Twilio makes them: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


def rfc2822(at: float | None) -> str | None:
    """Epoch seconds as Twilio's API dates: ``Sun, 22 Nov 2026 13:00:00 +0000``."""
    return None if at is None else format_datetime(datetime.fromtimestamp(int(at), UTC))


@dataclass(frozen=True)
class StoredMedia:
    """A file that Twilio keeps for a message; ``token`` is its name on the media host."""

    sid: str
    file: MediaFile
    token: str
    created: float


@dataclass(frozen=True)
class StatusChange:
    """One step in the life of a message."""

    status: str
    at: float
    error_code: int | None = None


@dataclass
class TwilioMessage:
    """One message as Twilio keeps it; addresses carry their channel prefix, times are epoch seconds."""

    account_sid: str
    to: str
    from_: str | None
    body: str
    direction: Direction
    status: str
    created: float
    sid: str = field(default_factory=lambda: new_sid("SM"))
    segments: int = 1
    media: list[StoredMedia] = field(default_factory=list)
    media_urls: tuple[str, ...] = ()
    messaging_service_sid: str | None = None
    status_callback: str | None = None
    validity: int | None = None
    send_at: float | None = None
    # Of a content template: its SID, and how it is filled in.
    content_sid: str | None = None
    content: Filled = field(default_factory=lambda: Filled(""))
    updated: float = 0.0
    sent: float | None = None
    price: Decimal | None = None
    # From when on the API shows the price.
    priced_at: float = 0.0
    error_code: int | None = None
    history: list[StatusChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.updated = self.created
        self.history.append(StatusChange(self.status, self.created))

    @property
    def channel(self) -> Literal["sms", "whatsapp"]:
        """Which channel it travels on."""
        return "whatsapp" if self.to.startswith("whatsapp:") else "sms"

    @property
    def is_rcs(self) -> bool:
        """Whether a Messaging Service has sent it by RCS instead of SMS."""
        return self.to.startswith("rcs:")

    @property
    def path(self) -> str:
        """The resource's path below the API's root, without ``.json``."""
        return f"/{API_VERSION}/Accounts/{self.account_sid}/Messages/{self.sid}"

    def shown_price(self, now: float) -> Decimal | None:
        """What it cost as far as Twilio tells at ``now``."""
        return self.price if now >= self.priced_at else None

    def as_json(self, now: float) -> dict[str, Any]:
        """Every field of the resource as the API shows it at ``now`` (epoch seconds)."""
        price = self.shown_price(now)
        return {
            "body": self.body,
            "num_segments": str(0 if self.from_ is None else self.segments),
            "direction": self.direction,
            "from": self.from_,
            "date_updated": rfc2822(self.updated if price is None else max(self.updated, self.priced_at)),
            "price": None if price is None else f"-{price:.5f}",
            "error_message": self._error_message(),
            "uri": f"{self.path}.json",
            "account_sid": self.account_sid,
            "num_media": str(len(self.media) or len(self.media_urls)),
            "to": self.to,
            "date_created": rfc2822(self.created),
            "status": self.status,
            "sid": self.sid,
            "date_sent": rfc2822(self.sent),
            "messaging_service_sid": self.messaging_service_sid,
            "error_code": self.error_code,
            "price_unit": "USD",
            "api_version": API_VERSION,
            "subresource_uris": {"media": f"{self.path}/Media.json"},
        }

    def _error_message(self) -> str | None:
        if self.error_code is None:
            return None
        return DELIVERY_ERRORS.get(self.error_code, "Unknown error")
