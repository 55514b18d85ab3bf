"""What a WhatsApp Business Account of the sandbox owns and how it behaves."""

from dataclasses import dataclass, field

from bot.sandbox.meta.template import MetaTemplate
from bot.sandbox.said import MediaFile


@dataclass(frozen=True)
class BusinessNumber:
    """A number of the account; ``number`` is E.164, ``id`` the phone number id of the API."""

    id: str
    number: str
    verified_name: str = ""

    @property
    def wa_id(self) -> str:
        """The number as Meta writes it: digits only."""
        return self.number.removeprefix("+")


@dataclass
class MetaConfig:
    """Delays, limits and permissions of the account; all times in seconds.

    ``api_url`` is where the stand-in is reached, without a version (``http://127.0.0.1:PORT/meta``).
    ``retry_delays`` are the waits between the tries of a webhook, which Meta spreads over seven days.
    ``allowed`` are the only recipients of a test number, None for a number in use. One client gets a message
    every ``pair_interval``, ``pair_burst`` of them at once; the account sends ``throughput`` in a second.
    ``public_files`` lie on the open web, which a sandbox cannot reach: by address.
    """

    api_url: str = ""
    version: str = "v26.0"
    webhook_path: str = "/whatsapp/webhook"
    business_name: str = "Harbor Clinic"
    sent_after: float = 0.6
    delivered_after: float = 1.5
    pacing: bool = True
    pair_interval: float = 6.0
    pair_burst: int = 45
    throughput: float = 80.0
    allowed: frozenset[str] | None = None
    templates: list[MetaTemplate] = field(default_factory=list)
    public_files: dict[str, MediaFile] = field(default_factory=dict)
    webhook_timeout: float = 10.0
    retry_delays: tuple[float, ...] = (0.3, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
    media_url_lasts: float = 300.0
    media_lasts: float = 30 * 86_400.0
