"""Where files for clients are kept: the store that the settings name, and how it stands."""

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cannot_start import CannotStart
from bot.config import Settings
from bot.findings import Finding, absent, fine, wrong
from bot.media.folder import MediaFolder
from bot.ports import MediaStore, MediaStoreAway, MediaStoreFull
from bot.storage.engine import is_sqlite

if TYPE_CHECKING:
    from bot.media.sources import BucketFiles

_log = logging.getLogger(__name__)

_NAME = "Files"
_NO_LIBRARY = '{setting} needs a library that is not installed. Run: pip install "threadline[cloud]"'
_SOURCE = "Bucket"
_CHECK_SOURCE = "Check MEDIA_SOURCES and the vendor's variables beside it."
_CHECK = "Check MEDIA_URL and the vendor's variables beside it."
_FULL = "The bucket of MEDIA_URL holds more than the program may keep there. Make room in it."
_ON_ONE_MACHINE = (
    "Files for clients lie in DATA_DIR. Where web and workers run on several machines, make it a shared "
    "folder or set MEDIA_URL."
)


def media_store(settings: Settings) -> MediaStore:
    """The store for files. Raises CannotStart when MEDIA_URL cannot be used on this machine at all."""
    if settings.media_url is None:
        return MediaFolder(settings.data_dir / "media")
    try:
        from bot.media.bucket import open_bucket  # noqa: PLC0415 - an optional extra.
    except ImportError:
        raise CannotStart(_NO_LIBRARY.format(setting="MEDIA_URL")) from None
    try:
        return open_bucket(settings.media_url)
    except MediaStoreAway as why:
        raise CannotStart(_wrong(why)) from None


def bucket_files(settings: Settings) -> "BucketFiles | None":
    """What reads files from the team's own buckets; None without any. Raises CannotStart when MEDIA_SOURCES
    cannot be used on this machine at all."""
    if not settings.media_sources:
        return None
    try:
        from bot.media.sources import BucketFiles  # noqa: PLC0415 - an optional extra.
    except ImportError:
        raise CannotStart(_NO_LIBRARY.format(setting="MEDIA_SOURCES")) from None
    try:
        return BucketFiles(settings.media_sources)
    except MediaStoreAway as why:
        raise CannotStart(f"A bucket of MEDIA_SOURCES cannot be read. {why.reason}") from None


async def source_findings(settings: Settings) -> list[Finding]:
    """How each of the team's own buckets stands; for ``bot check``."""
    try:
        files = bucket_files(settings)
    except CannotStart as why:
        return [wrong(_SOURCE, str(why))]
    return [await _source(files, each) for each in files.named] if files else []


async def _source(files: "BucketFiles", named: str) -> Finding:
    try:
        await files.look(named)
    except MediaStoreAway as why:
        return wrong(_SOURCE, f"{named} of MEDIA_SOURCES cannot be read. {why.reason} {_CHECK_SOURCE}")
    return fine(_SOURCE, f"{named} of MEDIA_SOURCES can be read.")


async def require_store(settings: Settings) -> None:
    """Try the bucket out, if there is one. Raises CannotStart for what a person must mend.

    A bucket that only does not answer keeps nobody from starting: clients' texts are taken all the same.
    """
    try:
        await _try_out(settings)
    except MediaStoreAway as why:
        if why.for_good:
            raise CannotStart(_wrong(why)) from None
        _log.warning("the bucket of MEDIA_URL does not answer; starting without it")
    except MediaStoreFull:
        _log.warning("the bucket of MEDIA_URL is full")


async def store_findings(settings: Settings) -> list[Finding]:
    """How the store stands; for ``bot check``."""
    if settings.media_url is None:
        return [] if is_sqlite(settings.database) else [absent(_NAME, _ON_ONE_MACHINE)]
    try:
        await _try_out(settings)
    except CannotStart as why:
        return [wrong(_NAME, str(why))]
    except MediaStoreAway as why:
        return [wrong(_NAME, _wrong(why))]
    except MediaStoreFull:
        return [wrong(_NAME, _FULL)]
    return [fine(_NAME, "The bucket of MEDIA_URL takes files and gives them back.")]


async def _try_out(settings: Settings) -> None:
    if settings.media_url is None:
        return
    store = media_store(settings)
    now = datetime.now(UTC)
    trial = b"Threadline looks whether it can keep files here."
    if await store.read(await store.keep(trial, now)) != trial:
        raise MediaStoreAway("It does not give back what was put into it.", for_good=True)


def _wrong(why: MediaStoreAway) -> str:
    return f"The bucket of MEDIA_URL cannot be used. {why.reason} {_CHECK}"
