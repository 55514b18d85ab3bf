"""The SDK's client, aimed at the configured address."""

from urllib.parse import urlsplit

from twilio.rest import Client

from bot.providers.twilio.http import SharedSessionClient
from bot.providers.twilio.settings import DEFAULT_API_URL, TwilioSettings


class AimedClient(Client):
    """A client whose every product is reached under ``api_url`` when that is not Twilio's own."""

    def __init__(self, settings: TwilioSettings, http: SharedSessionClient) -> None:
        super().__init__(settings.account_sid, settings.auth_token, http_client=http)  # type: ignore[no-untyped-call]
        self._api_url = settings.api_url.rstrip("/")

    def get_hostname(self, uri: str) -> str:
        """The address the SDK's request really goes to. The SDK's own hook can only change ``twilio.com``."""
        if self._api_url == DEFAULT_API_URL:
            return str(super().get_hostname(uri))
        return aimed(uri, self._api_url)


def aimed(uri: str, api_url: str) -> str:
    """``https://content.twilio.com/v1/X`` becomes ``{api_url}/content/v1/X``; ``api`` has no prefix."""
    parts = urlsplit(uri)
    product = parts.netloc.partition(".")[0]
    prefix = "" if product == "api" else f"/{product}"
    query = f"?{parts.query}" if parts.query else ""
    return f"{api_url}{prefix}{parts.path}{query}"
