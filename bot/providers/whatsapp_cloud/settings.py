"""What must be known to text through WhatsApp's Cloud API."""

from dataclasses import dataclass, field
from typing import Final

# The provider's name in every row and message.
PROVIDER: Final = "whatsapp_cloud"

# Source: the Graph API's changelog; a version is kept for at least two years.
DEFAULT_API_URL: Final = "https://graph.facebook.com/v26.0"


@dataclass(frozen=True)
class WhatsAppCloudSettings:
    """A phone number of a WhatsApp Business Account, and where Meta is reached.

    ``number`` is the one that clients see, in E.164; ``number_id`` is Meta's name for it, ``account_id`` that
    of the account. ``app_secret`` signs what Meta tells us, ``verify_token`` is the word by which Meta knows
    us. ``timeout`` is in seconds, for a whole call.
    """

    token: str = field(repr=False)
    number_id: str
    account_id: str
    app_secret: str = field(repr=False)
    verify_token: str = field(repr=False)
    number: str = ""
    api_url: str = DEFAULT_API_URL
    timeout: float = 10.0
