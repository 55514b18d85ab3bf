"""Fetches what a provider keeps for us, from the provider's own hosts and from nowhere else.

The address comes in a webhook and every redirect from somebody's server, so neither is trusted: nothing in
our own network can be reached through them, and the account's credentials go to the provider's API only.
"""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.ports import MediaFailed

# The whole file travels in it. In seconds.
SECONDS = 20.0
_MOST_HOPS = 4
_REDIRECTS = {301, 302, 303, 307, 308}

_ELSEWHERE = "Its address leads away from the provider, so it was not fetched."
_TOO_SLOW = "The provider took too long to give it."
_AWAY = "The provider could not be reached."
_GONE = "The provider does not have it any more."
_REFUSED = "The provider refused to give it. An admin should check the account's credentials."


@dataclass(frozen=True)
class Keeper:
    """Where a provider keeps files. ``api`` is its configured address, the only one that may be in our own
    network; ``api_hosts`` are the hosts besides it that get ``authorization``, if there is any. ``hosts``
    are those that a redirect may lead to, each with how paths on it begin; a host that begins with a dot
    stands for all below.
    """

    api: URL
    authorization: str = field(repr=False)
    api_hosts: tuple[str, ...] = ()
    hosts: tuple[tuple[str, str], ...] = ()

    def is_own(self, url: URL) -> bool:
        """Whether this is the configured address itself."""
        return _is_web(url) and url.origin() == self.api.origin()

    def is_api(self, url: URL) -> bool:
        """Whether the credentials may go there."""
        return self.is_own(url) or (_is_public(url) and url.host in self.api_hosts)

    def allows(self, url: URL) -> bool:
        """Whether files may come from there at all."""
        if self.is_api(url):
            return True
        return _is_public(url) and any(_fits(url, host, path) for host, path in self.hosts)


async def fetch(session: aiohttp.ClientSession, keeper: Keeper, address: str, most_bytes: int) -> bytes:
    """The file at ``address``, of at most ``most_bytes``, within twenty seconds. Raises MediaFailed."""
    try:
        async with asyncio.timeout(SECONDS):
            return await _follow(session, keeper, _url(address), most_bytes)
    except TimeoutError:
        raise MediaFailed(_TOO_SLOW, again=True) from None
    except InsideOurNetwork:
        raise MediaFailed(_ELSEWHERE) from None
    except (aiohttp.ClientError, OSError, ValueError):
        raise MediaFailed(_AWAY, again=True) from None


async def _follow(session: aiohttp.ClientSession, keeper: Keeper, url: URL, most_bytes: int) -> bytes:
    if not keeper.is_api(url):
        raise MediaFailed(_ELSEWHERE)
    for _ in range(_MOST_HOPS):
        if not keeper.allows(url):
            raise MediaFailed(_ELSEWHERE)
        proof = keeper.authorization if keeper.is_api(url) else ""
        headers = {"Authorization": proof} if proof else {}
        async with (
            _way_to(session, keeper, url) as way,
            way.get(url, headers=headers, allow_redirects=False) as answer,
        ):
            if answer.status not in _REDIRECTS:
                return await _content(answer, most_bytes)
            url = url.join(_url(answer.headers.get("Location", "")))
    raise MediaFailed(_ELSEWHERE)


@asynccontextmanager
async def _way_to(
    session: aiohttp.ClientSession, keeper: Keeper, url: URL
) -> AsyncIterator[aiohttp.ClientSession]:
    if keeper.is_own(url):
        yield session
        return
    # A name on the list whose address lies in our own network is no way in either.
    connector = aiohttp.TCPConnector(resolver=PublicResolver(aiohttp.ThreadedResolver()))
    async with aiohttp.ClientSession(connector=connector) as outside:
        yield outside


async def _content(answer: aiohttp.ClientResponse, most_bytes: int) -> bytes:
    if answer.status != 200:
        raise _refusal(answer)
    too_large = MediaFailed(f"It is larger than {most_bytes / 1_000_000:,.3g} MB.")
    # A length that is announced saves the reading; one that is not, or is a lie, is found out by counting.
    if (answer.content_length or 0) > most_bytes:
        raise too_large
    content = bytearray()
    async for chunk in answer.content.iter_any():
        content += chunk
        if len(content) > most_bytes:
            raise too_large
    return bytes(content)


def _refusal(answer: aiohttp.ClientResponse) -> MediaFailed:
    if answer.status in {404, 410}:
        return MediaFailed(_GONE)
    if answer.status in {401, 403}:
        return MediaFailed(_REFUSED, again=True)
    again = answer.status == 429 or answer.status >= 500
    return MediaFailed(f"The provider did not give it (HTTP {answer.status}).", again=again)


def _url(address: str) -> URL:
    try:
        return URL(address, encoded=True)
    except ValueError:
        raise MediaFailed(_ELSEWHERE) from None


def _is_web(url: URL) -> bool:
    return url.scheme in {"http", "https"} and bool(url.host) and url.user is None


def _is_public(url: URL) -> bool:
    return _is_web(url) and url.scheme == "https" and url.port == 443


def _fits(url: URL, host: str, path: str) -> bool:
    named = url.host or ""
    return (named.endswith(host) if host.startswith(".") else named == host) and url.raw_path.startswith(path)


class InsideOurNetwork(Exception):
    """A name leads to an address that is not public."""


class PublicResolver(AbstractResolver):
    """Looks names up, and fails for one of which any address is not a public one."""

    def __init__(self, resolver: AbstractResolver) -> None:
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name. Raises OSError or InsideOurNetwork."""
        found = await self._resolver.resolve(host, port, family)
        if not all(ipaddress.ip_address(each["host"]).is_global for each in found):
            raise InsideOurNetwork("not a public address")
        return found

    async def close(self) -> None:
        """Let go of what the look-ups hold."""
        await self._resolver.close()
