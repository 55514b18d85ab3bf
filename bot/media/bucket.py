"""The media store in a bucket of S3, Google Cloud Storage or Azure, which processes on many machines share.

As in a folder, a file lies under the hash of its bytes. The library takes the region, the endpoint and the
credentials from the vendors' own variables of the environment. Imported only where a bucket is set up: the
library is an optional extra.
"""

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import obstore
from obstore import exceptions
from obstore.store import AzureStore, GCSStore, S3Store

from bot.ports import MediaStoreAway, MediaStoreFull

if TYPE_CHECKING:
    from obstore import ObjectMeta
    from obstore.store import ClientConfig, RetryConfig

MOST_BYTES = 50_000_000_000
# No file that goes to a client is nearly as large: what is, was not put there by this program.
_LARGEST = 100_000_000
# How long a sum of the whole bucket is good for: to list it costs a request for each thousand files.
_SUM_SECONDS = 600.0
_PAGE = 1000
_REFERENCE = re.compile(r"[0-9a-f]{64}")

# What one call may take with all its tries, in seconds: an item of the outbox waits for it under its lease.
SECONDS = 15.0
_RETRIES: "RetryConfig" = {
    "max_retries": 3,
    "retry_timeout": timedelta(seconds=12),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=2), "base": 2},
}

_KINDS: dict[str, tuple[type[S3Store] | type[GCSStore] | type[AzureStore], str]] = {
    "s3": (S3Store, "AWS"),
    "gs": (GCSStore, "GOOGLE"),
    "az": (AzureStore, "AZURE"),
}

_REFUSED = "It refuses the credentials."
_FORBIDDEN = "The credentials may not read, write, list and delete in it."
_MISSING = "There is no such bucket."
_AWAY = "It does not answer."
_STATUS = re.compile(r"status code: ([0-9]{3})")
_BY_STATUS = {"401": _REFUSED, "403": _FORBIDDEN, "404": _MISSING}


class MediaBucket:
    """Implements ``bot.ports.MediaStore``. What was last kept when, is told by the bucket's own clock."""

    def __init__(self, store: S3Store | GCSStore | AzureStore, most_bytes: int = MOST_BYTES) -> None:
        """``most_bytes``: what all files together may take."""
        self._store = store
        self._most_bytes = most_bytes
        self._sum = 0
        self._summed_at: float | None = None

    async def keep(self, content: bytes, now: datetime) -> str:
        """Keep the bytes; what they are found by. Raises MediaStoreFull or MediaStoreAway."""
        reference = hashlib.sha256(content).hexdigest()
        async with asking():
            if await self._taken() + len(content) > self._most_bytes and not await self._has(reference):
                raise MediaStoreFull
            # Written anew even where it lies there already: so it counts as kept from now on.
            await obstore.put_async(self._store, _path(reference), content, use_multipart=False)
        self._sum += len(content)
        return reference

    async def read(self, reference: str) -> bytes | None:
        """The bytes, or None when they are not kept any more. Raises MediaStoreAway."""
        if not _REFERENCE.fullmatch(reference):
            return None
        async with asking():
            try:
                found = await obstore.get_async(self._store, _path(reference))
                return bytes(await found.bytes_async()) if found.meta["size"] <= _LARGEST else None
            except FileNotFoundError:
                return None

    async def forget_before(self, moment: datetime) -> int:
        """Drop what was last kept before then; how many files. Raises MediaStoreAway."""
        dropped = 0
        async with asking(seconds=_SUM_SECONDS):
            async for page in self._pages():
                old = [each["path"] for each in page if each["last_modified"] < moment]
                if old:
                    await obstore.delete_async(self._store, old)
                dropped += len(old)
        self._summed_at = None
        return dropped

    async def _has(self, reference: str) -> bool:
        try:
            await obstore.head_async(self._store, _path(reference))
        except FileNotFoundError:
            return False
        return True

    async def _taken(self) -> int:
        """What the files take: counted once in a while, and what was put there since."""
        if self._summed_at is None or monotonic() - self._summed_at > _SUM_SECONDS:
            self._sum = sum([each["size"] async for page in self._pages() for each in page])
            self._summed_at = monotonic()
        return self._sum

    async def _pages(self) -> "AsyncIterator[list[ObjectMeta]]":
        async for page in obstore.list(self._store, chunk_size=_PAGE):
            # Whatever else lies in the bucket is not ours to count or to drop.
            yield [each for each in page if _is_ours(each["path"])]


def open_bucket(url: str, most_bytes: int = MOST_BYTES) -> MediaBucket:
    """The store at an address such as ``s3://bucket/folder``. Raises MediaStoreAway when what the library
    finds in the environment does not do."""
    return MediaBucket(open_store(url), most_bytes)


def open_store(url: str) -> S3Store | GCSStore | AzureStore:
    """The bucket at an address, or the folder in it. Raises MediaStoreAway as ``open_bucket`` does."""
    parts = urlsplit(url)
    kind, vendor = _KINDS[parts.scheme]
    prefix = parts.path.strip("/") or None
    try:
        return kind(parts.netloc, prefix=prefix, client_options=_client(vendor), retry_config=_RETRIES)
    except exceptions.BaseError:
        # The library's own words may hold what stands in the environment.
        raise MediaStoreAway(
            "The variables that say where it is and what opens it are missing or wrong.", for_good=True
        ) from None


def _client(vendor: str) -> "ClientConfig":
    # The library's own variable, which it overlooks where options are given: for a store in a closed network.
    plain = os.environ.get(f"{vendor}_ALLOW_HTTP", "").lower() == "true"
    return {
        "connect_timeout": timedelta(seconds=4),
        "timeout": timedelta(seconds=12),
        "allow_http": plain,
    }


@asynccontextmanager
async def asking(seconds: float | None = None) -> AsyncIterator[None]:
    """Tells whatever goes wrong in there as MediaStoreAway, and takes no longer than so many seconds."""
    try:
        async with asyncio.timeout(seconds or SECONDS):
            yield
    except exceptions.UnauthenticatedError:
        raise MediaStoreAway(_REFUSED, for_good=True) from None
    except exceptions.PermissionDeniedError:
        raise MediaStoreAway(_FORBIDDEN, for_good=True) from None
    except FileNotFoundError:
        raise MediaStoreAway(_MISSING, for_good=True) from None
    except exceptions.BaseError as error:
        raise _read(error) from None
    except (TimeoutError, OSError):
        raise MediaStoreAway(_AWAY) from None


def _read(error: exceptions.BaseError) -> MediaStoreAway:
    # For a listing that was refused the library has no type, only words; they are not for people.
    said = _STATUS.search(str(error))
    reason = _BY_STATUS.get(said[1]) if said else None
    return MediaStoreAway(reason, for_good=True) if reason else MediaStoreAway(_AWAY)


def _path(reference: str) -> str:
    return f"{reference[:2]}/{reference}"


def _is_ours(path: str) -> bool:
    folder, _, name = path.partition("/")
    return bool(_REFERENCE.fullmatch(name)) and name.startswith(folder)
