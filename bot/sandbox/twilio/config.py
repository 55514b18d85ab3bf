"""What a Twilio account of the sandbox owns and how it behaves."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from bot.sandbox.phonebook import Channel
from bot.sandbox.said import MediaFile
from bot.sandbox.twilio.content import Content

Kind = Literal["long_code", "toll_free", "whatsapp", "whatsapp_sandbox"]

# Message segments a second that carriers and WhatsApp take from one sender of each kind.
PACE: dict[Kind, float] = {"long_code": 1.0, "toll_free": 3.0, "whatsapp": 80.0, "whatsapp_sandbox": 1 / 3}

WHATSAPP_SANDBOX_NUMBER = "+14155238886"


@dataclass(frozen=True)
class SandboxSender:
    """A number the account may send from; ``number`` is E.164 without a channel prefix."""

    number: str
    channel: Channel = "sms"
    kind: Kind = "long_code"
    friendly_name: str = ""
    service_sid: str | None = None
    advanced_opt_out: bool = False

    @property
    def address(self) -> str:
        """The number as Twilio writes it in From and To."""
        return f"whatsapp:{self.number}" if self.channel == "whatsapp" else self.number


@dataclass
class TwilioConfig:
    """Delays, limits and permissions of the account; all times in seconds.

    ``api_url`` is where the stand-in itself is reached (``http://127.0.0.1:PORT/twilio``); it is set once the
    port is known and is needed only for the addresses of incoming pictures.
    ``inbound_overrides`` is the fragment one may append to the webhook in Twilio's console
    (``rc=5&rp=all``: five retries on any failure); empty is Twilio's default, one retry when the
    connection fails. ``contents`` are the account's templates by SID, ``service_names`` what its Messaging
    Services are called. ``public_files`` lie on the open web, which a sandbox cannot reach: by address.
    ``rcs_agents``: the RCS senders of Messaging Services, by SID.
    """

    api_url: str = ""
    inbound_path: str = "/twilio/inbound"
    inbound_overrides: str = ""
    sent_after: float = 0.6
    delivered_after: float = 1.5
    pacing: bool = True
    regions: frozenset[str] | None = frozenset({"US", "CA"})
    sandbox_words: str = "tidy-otter"
    service_names: dict[str, str] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    public_files: dict[str, MediaFile] = field(default_factory=dict)
    rcs_agents: dict[str, str] = field(default_factory=dict)
    concurrency_limit: int = 100
    connect_timeout: float = 5.0
    webhook_timeout: float = 15.0
    retry_delay: float = 0.1
    # A while after a message's end Twilio tells what it cost: a text by the segment, all else by the message.
    priced_after: float = 5.0
    sms_price: Decimal = Decimal("0.00830")
    mms_price: Decimal = Decimal("0.02200")
    whatsapp_price: Decimal = Decimal("0.00500")
