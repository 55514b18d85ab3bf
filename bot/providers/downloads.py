"""Fetches what a provider keeps for us, from the provider's own hosts and from nowhere else.

The address comes in a webhook and every redirect from somebody's server, so neither is trusted: nothing in
our own network can be reached through them, and the account's credentials go to the provider's API only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from bot.downloads.follow import NotHad, Rules, Why, download, is_secure, is_web
from bot.downloads.words import Words
from bot.ports import MediaFailed

# The whole file travels in it. In seconds.
SECONDS = 20.0

_WORDS = Words(
    elsewhere="Its address leads away from the provider, so it was not fetched.",
    slow="The provider took too long to give it.",
    away="The provider could not be reached.",
    large="It is larger than {mb} MB.",
    gone="The provider does not have it any more.",
    closed="The provider refused to give it. An admin should check the account's credentials.",
    refused="The provider did not give it (HTTP {status}).",
)


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
        return is_web(url) and url.origin() == self.api.origin()

    def is_api(self, url: URL) -> bool:
        """Whether the credentials may go there."""
        return self.is_own(url) or (is_secure(url) and url.host in self.api_hosts)

    def allows(self, url: URL) -> bool:
        """Whether files may come from there at all."""
        if self.is_api(url):
            return True
        return is_secure(url) and any(_fits(url, host, path) for host, path in self.hosts)

    def headers(self, url: URL) -> Mapping[str, str]:
        """What is sent along there."""
        proof = self.authorization if self.is_api(url) else ""
        return {"Authorization": proof} if proof else {}


async def fetch(session: aiohttp.ClientSession, keeper: Keeper, address: str, most_bytes: int) -> bytes:
    """The file at ``address``, of at most ``most_bytes``, within twenty seconds. Raises MediaFailed."""
    if not _begins_at(keeper, address):
        raise MediaFailed(_WORDS.elsewhere)
    rules = Rules(keeper.allows, keeper.is_own, keeper.headers)
    try:
        return (await download(session, rules, address, most_bytes, SECONDS)).content
    except NotHad as not_had:
        raise _failure(not_had, most_bytes) from None


def _begins_at(keeper: Keeper, address: str) -> bool:
    try:
        return keeper.is_api(URL(address, encoded=True))
    except ValueError:
        return False


def _failure(not_had: NotHad, most_bytes: int) -> MediaFailed:
    status = not_had.status
    # Where the credentials are refused, an admin may be mending them at this moment.
    again = not_had.why in {Why.SLOW, Why.AWAY} or status in {401, 403, 429} or status >= 500
    return MediaFailed(_WORDS.of(not_had, most_bytes), again=again)


def _fits(url: URL, host: str, path: str) -> bool:
    named = url.host or ""
    return (named.endswith(host) if host.startswith(".") else named == host) and url.raw_path.startswith(path)
