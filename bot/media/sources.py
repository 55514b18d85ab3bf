"""Files in the team's own buckets that a teammate names by their address, such as ``gs://bucket/file.pdf``.

The program's credentials may open more than the team means to give away: only what lies in a bucket, or below
a folder of it, that MEDIA_SOURCES names is read. Imported only where some are named: the library is an
optional extra.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

import obstore
from obstore import exceptions

from bot.media.bucket import asking, open_store
from bot.media.public import LONGEST
from bot.ports import DownloadFailed, MediaStoreAway

if TYPE_CHECKING:
    from obstore.store import AzureStore, GCSStore, S3Store

# The whole file travels in it, as from the web. In seconds.
SECONDS = 20.0
_CHUNK = 1_000_000

_NO_FILE = "This is no address of a file in a bucket. It looks like gs://bucket/price-list.pdf."
_UNCLEAR = "Addresses with an empty part, with “.” or “..” as a part, or with ? or # in them are not read."
_GONE = "There is no file at this address."
_CLOSED = "The credentials of this program may not read it."


class BucketFiles:
    """Reads from the buckets that are named to it, each with a folder or without one."""

    def __init__(self, named: Sequence[str]) -> None:
        """``named``: addresses as the settings hold them. Raises MediaStoreAway when what the library finds
        in the environment does not do."""
        self.named = tuple(named)
        self._stores = {each: open_store(each) for each in named}

    def refusal(self, address: str) -> str:
        """Why nothing will be read from there, in a sentence; empty when it can be tried."""
        scheme, _, rest = address.partition("://")
        parts = rest.split("/")
        if len(address) > LONGEST or not scheme or len(parts) < 2 or not address.isprintable():
            return _NO_FILE
        if any(_is_unclear(part) for part in parts):
            return _UNCLEAR
        return "" if self._found(address) else f"Files are only taken from {' and '.join(self.named)}."

    async def fetch(self, address: str, most_bytes: int) -> bytes:
        """The file at an address, of at most ``most_bytes``. Raises DownloadFailed."""
        if said := self.refusal(address):
            raise DownloadFailed(said)
        try:
            async with asking(SECONDS):
                return await _read(*self._found(address)[0], most_bytes)
        except MediaStoreAway as away:
            raise DownloadFailed(
                f"Its bucket cannot be read. {away.reason}", again=not away.for_good
            ) from None

    async def look(self, named: str) -> None:
        """Whether one of the buckets can be looked into. Raises MediaStoreAway."""
        async with asking():
            try:
                await anext(aiter(obstore.list(self._stores[named], chunk_size=1)), None)
            except exceptions.PermissionDeniedError:
                raise MediaStoreAway("The credentials may not list it.", for_good=True) from None

    def _found(self, address: str) -> "list[tuple[S3Store | GCSStore | AzureStore, str]]":
        """Where the file may lie: the store, and the path in it."""
        scheme, _, rest = address.partition("://")
        whole = f"{scheme.lower()}://{rest}"
        below = [(each, whole.removeprefix(f"{each}/")) for each in self.named]
        return [(self._stores[each], path) for each, path in below if path != whole]


async def _read(store: "S3Store | GCSStore | AzureStore", path: str, most_bytes: int) -> bytes:
    content = bytearray()
    try:
        found = await obstore.get_async(store, path)
        # What it says of its size is not relied on alone.
        if found.meta["size"] > most_bytes:
            raise _too_large(most_bytes)
        async for chunk in found.stream(min_chunk_size=_CHUNK):
            content += bytes(chunk)
            if len(content) > most_bytes:
                raise _too_large(most_bytes)
    except FileNotFoundError:
        raise DownloadFailed(_GONE) from None
    except exceptions.PermissionDeniedError:
        raise DownloadFailed(_CLOSED) from None
    return bytes(content)


def _too_large(most_bytes: int) -> DownloadFailed:
    return DownloadFailed(f"It is larger than {most_bytes / 1_000_000:,.3g} MB.")


def _is_unclear(part: str) -> bool:
    # Looked at as it may be decoded on the way: nothing may lead out of the folder that is named.
    plain = unquote(part)
    return plain in {"", ".", ".."} or any(each in "/\\?#" for each in plain)
