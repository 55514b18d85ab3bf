"""What must be known to text through a Twilio account."""

from dataclasses import dataclass, field
from typing import Final

# The name, in every row and message, of the provider that the environment sets up.
PROVIDER: Final = "twilio"
# As long as the columns that hold it. What is left of the SID is still one of its kind.
_LONGEST_NAME = 32

DEFAULT_API_URL: Final = "https://api.twilio.com"


@dataclass(frozen=True)
class TwilioSettings:
    """An account, its senders and where it is reached.

    ``senders`` are numbers in E.164 or Messaging Service SIDs (``MG…``); ``whatsapp_senders`` are numbers
    without the ``whatsapp:`` prefix. ``public_url`` is where Twilio reaches our webhooks, without a slash
    at its end; when it is empty no receipts are asked for. ``timeout`` is in seconds, for a whole call.
    ``webhook_key`` is the secret of Twilio's newer SHA-256 signatures, empty when it is the auth token.
    ``name`` is the provider's in every row and message. ``is_removed``: nothing may be sent any more, and
    what Twilio still says of old messages is heard.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    senders: tuple[str, ...] = ()
    whatsapp_senders: tuple[str, ...] = ()
    api_url: str = DEFAULT_API_URL
    public_url: str = ""
    timeout: float = 10.0
    webhook_key: str = field(default="", repr=False)
    name: str = PROVIDER
    is_removed: bool = False

    def status_callback(self, message_id: str) -> str | None:
        """Where the receipts of our message go; its id comes back in the query."""
        if not self.public_url:
            return None
        return f"{self.public_url.rstrip('/')}/twilio/status?message={message_id}"


def name_of(account_sid: str) -> str:
    """The name of the provider for an account that was added: the same whenever it is added again."""
    return f"{PROVIDER}:{account_sid}"[:_LONGEST_NAME]
