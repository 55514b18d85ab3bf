"""The SDK's HTTP over our one shared aiohttp session.

The SDK's own async client ignores its timeout, posts again after a 5xx (so that a client gets the text
twice), loses Retry-After and opens a connection pool of its own.
"""

import base64
import json
import logging
from collections.abc import Mapping
from urllib.parse import urlencode

import aiohttp
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from yarl import URL

from bot.ports import Clock
from bot.providers.twilio import retry_after
from bot.providers.twilio.trouble import AnswerLost, NotSent, Throttled

# A thousand messages as JSON are about one megabyte.
_MAX_ANSWER = 4 * 1024 * 1024
_TOO_MANY_REQUESTS = 429

Parameters = Mapping[str, object] | None

_NOTHING_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


class SharedSessionClient(AsyncHttpClient):
    """One request, one try. Raises NotSent, AnswerLost or Throttled; other answers are the SDK's to read."""

    def __init__(self, session: aiohttp.ClientSession, timeout: float, clock: Clock) -> None:
        """``timeout`` is in seconds, for the whole exchange; at most half of it is spent on connecting."""
        super().__init__(logging.getLogger(__name__), is_async=True, timeout=timeout)
        self._session = session
        self._clock = clock
        # While connecting fails, nothing has left yet: worth telling apart, so it gets a limit of its own.
        self._limits = aiohttp.ClientTimeout(total=timeout, connect=timeout / 2)

    async def request(  # type: ignore[override]
        self,
        method: str,
        uri: str,
        params: Parameters = None,
        data: Parameters = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
        allow_redirects: bool = False,
    ) -> Response:
        """Make the request as the SDK asks for it; ``timeout`` takes the place of the client's own."""
        url = URL(f"{uri}?{_encoded(params).decode()}" if params else uri, encoded=True)
        limits = self._limits if timeout is None else aiohttp.ClientTimeout(total=timeout)
        try:
            async with self._session.request(
                method,
                url,
                data=_encoded(data) if data else None,
                headers={**(headers or {}), **_authorization(auth)},
                timeout=limits,
                allow_redirects=allow_redirects,
            ) as answer:
                text = await _text(answer)
        except _NOTHING_LEFT as error:
            raise NotSent(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(type(error).__name__) from error
        if answer.status == _TOO_MANY_REQUESTS:
            wait = retry_after.read(answer.headers.get("Retry-After"), self._clock.now())
            raise Throttled(_code(text), wait)
        return Response(answer.status, text, answer.headers)


def _encoded(fields: Parameters) -> bytes:
    # Lone surrogates cannot be sent; a mark in their place is better than no message at all.
    return urlencode(fields or {}, doseq=True, errors="replace").encode()


def _authorization(auth: tuple[str, str] | None) -> dict[str, str]:
    if auth is None:
        return {}
    return {"Authorization": "Basic " + base64.b64encode(":".join(auth).encode()).decode()}


async def _text(answer: aiohttp.ClientResponse) -> str:
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > _MAX_ANSWER:
            raise AnswerLost("the answer is too large")
    return body.decode("utf-8", "replace")


def _code(text: str) -> int | None:
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    code = answer.get("code") if isinstance(answer, dict) else None
    return code if isinstance(code, int) else None
