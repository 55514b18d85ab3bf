"""The media store in a folder."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.media.folder import MediaFolder
from bot.ports import MediaStoreFull

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def _files_in(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


async def test_what_is_kept_is_found_by_its_reference(tmp_path: Path) -> None:
    store = MediaFolder(tmp_path / "media")
    reference = await store.keep(b"a picture", NOW)
    assert await store.read(reference) == b"a picture"
    assert await store.keep(b"a picture", NOW) == reference
    assert _files_in(tmp_path) == 1


@pytest.mark.parametrize("reference", ["", "..", "../../secret", "A" * 64, "a" * 63, "a" * 64, "aa/../../x"])
async def test_nothing_else_is_found(tmp_path: Path, reference: str) -> None:
    (tmp_path / "secret").write_text("secret")
    store = MediaFolder(tmp_path / "media")
    await store.keep(b"a picture", NOW)
    assert await store.read(reference) is None


async def test_what_is_old_is_dropped_and_what_was_kept_again_stays(tmp_path: Path) -> None:
    store = MediaFolder(tmp_path / "media")
    old, again = await store.keep(b"old", NOW), await store.keep(b"again", NOW)
    await store.keep(b"again", NOW + 2 * DAY)
    assert await store.forget_before(NOW + DAY) == 1
    assert (await store.read(old), await store.read(again)) == (None, b"again")


async def test_an_empty_store_has_nothing_to_forget(tmp_path: Path) -> None:
    assert await MediaFolder(tmp_path / "none").forget_before(NOW) == 0


async def test_there_is_an_end_to_the_room(tmp_path: Path) -> None:
    store = MediaFolder(tmp_path / "media", most_bytes=10)
    await store.keep(b"12345678", NOW)
    with pytest.raises(MediaStoreFull):
        await store.keep(b"123", NOW)
    # What is there already needs no more room.
    await store.keep(b"12345678", NOW)
