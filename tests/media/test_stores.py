"""What every media store promises: the folder, and the bucket at each of three vendors."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.media.bucket import open_bucket
from bot.media.folder import MediaFolder
from bot.ports import MediaStore, MediaStoreFull
from tests.media import buckets

DAY = timedelta(days=1)
Open = Callable[[int], MediaStore]


@pytest.fixture(params=["folder", "s3", "gs", "azure"])
async def store_of(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens a store, always the same, with so much room."""
    if request.param == "folder":
        yield lambda most: MediaFolder(tmp_path / "media", most)
        return
    async with buckets.running(request.param) as bucket:
        bucket.page = 2
        yield lambda most: open_bucket(buckets.address(request.param), most)


@pytest.fixture
def store(store_of: Open) -> MediaStore:
    return store_of(1_000_000)


def _now() -> datetime:
    return datetime.now(UTC)


async def test_what_is_kept_is_found_by_its_reference_in_every_process(store_of: Open) -> None:
    reference = await store_of(1_000).keep(b"a picture", _now())
    assert await store_of(1_000).read(reference) == b"a picture"
    assert await store_of(1_000).keep(b"a picture", _now()) == reference


async def test_a_file_of_some_megabytes_comes_back_whole(store_of: Open) -> None:
    large = bytes(range(256)) * 24_000
    store = store_of(10_000_000)
    assert await store.read(await store.keep(large, _now())) == large


@pytest.mark.parametrize("reference", ["", "..", "../../secret", "A" * 64, "a" * 63, "a" * 64, "aa/../../x"])
async def test_nothing_else_is_found(store: MediaStore, reference: str) -> None:
    await store.keep(b"a picture", _now())
    assert await store.read(reference) is None


async def test_what_is_old_is_dropped_and_what_is_new_stays(store: MediaStore) -> None:
    kept = [await store.keep(b"%d" % number, _now()) for number in range(5)]
    assert await store.forget_before(_now() - DAY) == 0
    assert await store.read(kept[0]) == b"0"
    assert await store.forget_before(_now() + DAY) == 5
    assert [await store.read(each) for each in kept] == [None] * 5


async def test_an_empty_store_has_nothing_to_forget(store: MediaStore) -> None:
    assert await store.forget_before(_now() + DAY) == 0


async def test_there_is_an_end_to_the_room(store_of: Open) -> None:
    store = store_of(10)
    await store.keep(b"12345678", _now())
    with pytest.raises(MediaStoreFull):
        await store.keep(b"123", _now())
    # What is there already needs no more room, and what was dropped makes some.
    await store.keep(b"12345678", _now())
    await store.forget_before(_now() + DAY)
    await store.keep(b"123", _now())
