"""Which store the settings name, and what is said when it cannot be used."""

import sys
from pathlib import Path

import pytest

from bot.cannot_start import CannotStart
from bot.config import Settings
from bot.findings import State
from bot.media.bucket import MediaBucket
from bot.media.folder import MediaFolder
from bot.stores import bucket_files, media_store, require_store, source_findings, store_findings
from tests.media import buckets
from tests.media.buckets import Bucket
from tests.support.settings import GOOD


def _settings(folder: Path, **changed: str) -> Settings:
    given = {name.lower(): value for name, value in GOOD.items()}
    return Settings(**{**given, "data_dir": folder, **changed})  # type: ignore[arg-type]


async def test_files_lie_in_the_folder_and_several_machines_are_warned(tmp_path: Path) -> None:
    alone = _settings(tmp_path)
    assert isinstance(media_store(alone), MediaFolder)
    await require_store(alone)
    assert await store_findings(alone) == []
    [finding] = await store_findings(_settings(tmp_path, database_url="postgresql://bot@db/texts"))
    assert finding.state is State.ABSENT
    assert "make it a shared folder or set MEDIA_URL" in finding.says


async def test_a_bucket_that_answers_is_fine_and_one_that_does_not_keeps_nobody_from_starting(
    tmp_path: Path,
) -> None:
    settings = _settings(tmp_path, media_url=buckets.address("s3"))
    async with buckets.running("s3") as bucket:
        assert isinstance(media_store(settings), MediaBucket)
        await require_store(settings)
        [finding] = await store_findings(settings)
        assert finding.state is State.FINE
        bucket.refuse = [503] * 50
        await require_store(settings)
        [finding] = await store_findings(settings)
        assert (finding.state, "does not answer" in finding.says) == (State.WRONG, True)


async def _forbid(bucket: Bucket, _: pytest.MonkeyPatch) -> None:
    bucket.refuse = [403]


async def _remove(bucket: Bucket, _: pytest.MonkeyPatch) -> None:
    bucket.is_gone = True


async def _lose_the_library(_: Bucket, patch: pytest.MonkeyPatch) -> None:
    patch.delitem(sys.modules, "bot.media.bucket", raising=False)
    patch.setitem(sys.modules, "obstore", None)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (_forbid, "The credentials may not read, write, list and delete in it."),
        (_remove, "There is no such bucket."),
        (_lose_the_library, 'Run: pip install "threadline[cloud]"'),
    ],
)
async def test_what_must_be_mended_stops_the_start(
    fault: object, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(fault)
    settings = _settings(tmp_path, media_url=buckets.address("s3"))
    async with buckets.running("s3") as bucket:
        await fault(bucket, monkeypatch)
        with pytest.raises(CannotStart) as caught:
            await require_store(settings)
        assert said in str(caught.value)
        await fault(bucket, monkeypatch)
        [finding] = await store_findings(settings)
        assert (finding.state, said in finding.says) == (State.WRONG, True)


async def test_without_the_library_no_bucket_is_read_and_the_setting_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bucket_files(_settings(tmp_path)) is None
    settings = _settings(tmp_path, media_sources="s3://forms")
    monkeypatch.delitem(sys.modules, "bot.media.sources", raising=False)
    monkeypatch.delitem(sys.modules, "bot.media.bucket", raising=False)
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(CannotStart, match="MEDIA_SOURCES needs a library that is not installed"):
        bucket_files(settings)
    [finding] = await source_findings(settings)
    assert finding.state is State.WRONG
