"""Files on the web that a teammate names by their address.

Anybody may have told them the address, and the program stands inside a network that nobody outside should
see: only https is followed, only to public addresses, at each redirect anew.
"""

import aiohttp
from yarl import URL

from bot.downloads.addresses import is_public, literal
from bot.downloads.follow import NotHad, Rules, download, is_secure, is_web
from bot.downloads.words import Words
from bot.ports import DownloadFailed

# The whole file travels in it. In seconds.
SECONDS = 20.0
LONGEST = 2000
_MOST_REDIRECTS = 3

_NO_ADDRESS = "This is no address of a file. It looks like https://example.com/price-list.pdf."
_NOT_SECURE = (
    "Only https is fetched: what comes over http, anybody on the way can change. Try https:// instead."
)
_ODD = "Addresses with a port, or with a name and a password in them, are not fetched."
_WORDS = Words(
    elsewhere="It leads into a private network or away from https, where nothing is fetched from.",
    slow="Its server took too long.",
    away="Its server could not be reached.",
    large="It is larger than {mb} MB.",
    gone="There is no file at this address.",
    closed="Its server gives it only to people who have signed in.",
    refused="Its server did not give it (HTTP {status}).",
)


class PublicFiles:
    """Fetches from the open web. ``stand_in``: a server of this machine that is the web in the sandbox."""

    def __init__(self, stand_in: str = "") -> None:
        self._stand_in = URL(stand_in).origin() if stand_in else None

    def refusal(self, address: str) -> str:
        """Why nothing will be fetched from there, in a sentence; empty when it can be tried."""
        try:
            url = URL(address)
        except ValueError:
            return _NO_ADDRESS
        if self._is_own(url):
            return ""
        if len(address) > LONGEST or url.scheme not in {"http", "https"} or not url.host:
            return _NO_ADDRESS
        if url.scheme == "http":
            return _NOT_SECURE
        if not is_secure(url):
            return _ODD
        spelled = literal(url.host)
        return _WORDS.elsewhere if spelled and not is_public(spelled) else ""

    async def fetch(self, address: str, most_bytes: int) -> bytes:
        """The file at an address, of at most ``most_bytes``. Raises DownloadFailed."""
        if said := self.refusal(address):
            raise DownloadFailed(said)
        rules = Rules(self._allows, self._is_own, most_hops=_MOST_REDIRECTS + 1)
        try:
            async with aiohttp.ClientSession() as own:
                return (await download(own, rules, str(URL(address)), most_bytes, SECONDS)).content
        except NotHad as not_had:
            said = _WORDS.of(not_had, most_bytes)
            raise DownloadFailed(said, again=not_had.may_pass) from None

    def _allows(self, url: URL) -> bool:
        return self._is_own(url) or is_secure(url)

    def _is_own(self, url: URL) -> bool:
        return self._stand_in is not None and is_web(url) and url.origin() == self._stand_in
