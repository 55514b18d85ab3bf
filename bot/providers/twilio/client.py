"""The SDK's client, aimed at the configured address and over our own HTTP.

The SDK's own async HTTP ignores its timeout, posts again after a 5xx (so that a client gets the text twice),
loses Retry-After and opens a connection pool of its own.
"""

import logging
from collections.abc import Mapping

import aiohttp
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client
from yarl import URL

from bot.providers.twilio.aim import aimed
from bot.providers.twilio.http import Fields, Http, authorization, encoded
from bot.providers.twilio.settings import DEFAULT_API_URL, TwilioSettings


class SharedSessionClient(AsyncHttpClient):
    """Makes the SDK's requests through ``Http``, and raises what that raises."""

    def __init__(self, http: Http) -> None:
        super().__init__(logging.getLogger(__name__), is_async=True)
        self._http = http

    async def request(  # type: ignore[override]
        self,
        method: str,
        uri: str,
        params: Fields | None = None,
        data: Fields | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
        allow_redirects: bool = False,
    ) -> Response:
        """Make the request as the SDK asks for it; ``timeout`` takes the place of the configured one."""
        answer = await self._http.exchange(
            method,
            URL(f"{uri}?{encoded(params).decode()}" if params else uri, encoded=True),
            {**(headers or {}), **({"Authorization": authorization(*auth)} if auth else {})},
            encoded(data) if data else None,
            limits=None if timeout is None else aiohttp.ClientTimeout(total=timeout),
            allow_redirects=allow_redirects,
        )
        return Response(answer.status, answer.text, answer.headers)


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
