"""One HTTP exchange with a provider over our one shared aiohttp session: never repeated, and bounded."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.ports import Clock
from bot.providers import retry_after
from bot.providers.trouble import AnswerLost, NotSent, Throttled

# A thousand messages as JSON are about one megabyte.
_MAX_ANSWER = 4 * 1024 * 1024
_TOO_MANY_REQUESTS = 429

_NOTHING_LEFT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    text: str
    headers: Mapping[str, str]


class Exchange(ABC):
    """One request, one try. Raises NotSent, AnswerLost or Throttled; the caller reads any other answer."""

    def __init__(self, session: aiohttp.ClientSession, timeout: float, clock: Clock) -> None:
        """``timeout`` is in seconds, for the whole exchange; at most half of it is spent on connecting."""
        self._session = session
        self._clock = clock
        # While connecting fails, nothing has left yet: worth telling apart, so it gets a limit of its own.
        self._limits = aiohttp.ClientTimeout(total=timeout, connect=timeout / 2)

    @abstractmethod
    def code_in(self, text: str) -> int | None:
        """The vendor's own code for a refusal, in what it has answered."""

    async def exchange(
        self,
        method: str,
        url: URL,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        limits: aiohttp.ClientTimeout | None = None,
        allow_redirects: bool = False,
    ) -> Answer:
        """Make the request; ``limits`` take the place of this client's own."""
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=limits or self._limits,
                allow_redirects=allow_redirects,
            ) as answer:
                text = await _text(answer)
        except _NOTHING_LEFT as error:
            raise NotSent(type(error).__name__) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise AnswerLost(type(error).__name__) from error
        if answer.status == _TOO_MANY_REQUESTS:
            wait = retry_after.read(answer.headers.get("Retry-After"), self._clock.now())
            raise Throttled(self.code_in(text), wait)
        return Answer(answer.status, text, answer.headers)


async def _text(answer: aiohttp.ClientResponse) -> str:
    body = bytearray()
    async for chunk in answer.content.iter_any():
        body += chunk
        if len(body) > _MAX_ANSWER:
            raise AnswerLost("the answer is too large")
    return body.decode("utf-8", "replace")
