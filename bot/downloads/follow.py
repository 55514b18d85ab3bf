"""One file over HTTP: redirects looked at one by one, bounded in size and in time.

Neither the address nor any redirect is trusted. The caller says where bytes may come from at all, and puts
into words what went wrong.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum

import aiohttp
from yarl import URL

from bot.downloads.addresses import InsideOurNetwork, PublicResolver, is_public, literal

_REDIRECTS = {301, 302, 303, 307, 308}
# Packed bytes would have to be unpacked to be counted, and a small file can unpack to a gigabyte.
_AS_IT_IS = {"Accept-Encoding": "identity"}


class Why(StrEnum):
    """Why a file was not had."""

    ELSEWHERE = "elsewhere"  # The address or a redirect leads where nothing is fetched from.
    SLOW = "slow"
    AWAY = "away"
    LARGE = "large"
    REFUSED = "refused"  # Answered with another status than 200.


class NotHad(Exception):
    """The file was not had; ``status`` is HTTP's where it was refused."""

    def __init__(self, why: Why, status: int = 0) -> None:
        super().__init__(why.value)
        self.why = why
        self.status = status

    @property
    def may_pass(self) -> bool:
        """Whether the next try may succeed by itself."""
        busy = self.status in {408, 425, 429} or self.status >= 500
        return self.why in {Why.SLOW, Why.AWAY} or (self.why is Why.REFUSED and busy)


def _nothing(_: URL) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Rules:
    """``allows``: whether bytes may come from there at all. ``is_own``: that it is an address which an admin
    has configured, the only kind that may be in our own network. ``headers``: what is sent along there."""

    allows: Callable[[URL], bool]
    is_own: Callable[[URL], bool]
    headers: Callable[[URL], Mapping[str, str]] = _nothing
    most_hops: int = 4


@dataclass(frozen=True)
class Had:
    """The file, and what the server says it is."""

    content: bytes
    content_type: str


async def download(
    session: aiohttp.ClientSession, rules: Rules, address: str, most_bytes: int, seconds: float
) -> Had:
    """The file at ``address``, of at most ``most_bytes``. ``session`` serves addresses that are our own.

    Raises NotHad.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _follow(session, rules, _url(address), most_bytes)
    except TimeoutError:
        raise NotHad(Why.SLOW) from None
    except InsideOurNetwork:
        raise NotHad(Why.ELSEWHERE) from None
    except (aiohttp.ClientError, OSError, ValueError):
        raise NotHad(Why.AWAY) from None


async def _follow(session: aiohttp.ClientSession, rules: Rules, url: URL, most_bytes: int) -> Had:
    for _ in range(rules.most_hops):
        if not rules.allows(url):
            raise NotHad(Why.ELSEWHERE)
        headers = {**_AS_IT_IS, **rules.headers(url)}
        async with (
            _way_to(session, rules, url) as way,
            way.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            if answer.status not in _REDIRECTS:
                return await _content(answer, most_bytes)
            url = url.join(_url(answer.headers.get("Location", "")))
    raise NotHad(Why.ELSEWHERE)


@asynccontextmanager
async def _way_to(
    session: aiohttp.ClientSession, rules: Rules, url: URL
) -> AsyncIterator[aiohttp.ClientSession]:
    if rules.is_own(url):
        yield session
        return
    # An address that stands in the place of a name is looked up by nobody.
    spelled = literal(url.host or "")
    if spelled and not is_public(spelled):
        raise InsideOurNetwork("not a public address")
    # A session of its own: no cookies and no open connections of others.
    connector = aiohttp.TCPConnector(resolver=PublicResolver(aiohttp.ThreadedResolver()))
    async with aiohttp.ClientSession(connector=connector, auto_decompress=False) as outside:
        yield outside


async def _content(answer: aiohttp.ClientResponse, most_bytes: int) -> Had:
    if answer.status != 200:
        raise NotHad(Why.REFUSED, answer.status)
    # A length that is announced saves the reading; one that is not, or is a lie, is found out by counting.
    if (answer.content_length or 0) > most_bytes:
        raise NotHad(Why.LARGE)
    content = bytearray()
    async for chunk in answer.content.iter_any():
        content += chunk
        if len(content) > most_bytes:
            raise NotHad(Why.LARGE)
    return Had(bytes(content), answer.content_type)


def _url(address: str) -> URL:
    try:
        return URL(address, encoded=True)
    except ValueError:
        raise NotHad(Why.ELSEWHERE) from None


def is_web(url: URL) -> bool:
    """Whether it is an address of HTTP at all, without a user's name in it."""
    return url.scheme in {"http", "https"} and bool(url.host) and url.user is None


def is_secure(url: URL) -> bool:
    """Whether it is one of HTTPS, at its own port."""
    return is_web(url) and url.scheme == "https" and url.port == 443
