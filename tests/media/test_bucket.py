"""The media store in a bucket: what else lies in it, and everything that can be wrong with it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.media import bucket as bucket_module
from bot.media.bucket import MediaBucket, open_bucket
from bot.ports import MediaStoreAway
from tests.media import buckets
from tests.media.buckets import Bucket

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
async def bucket() -> AsyncIterator[Bucket]:
    async with buckets.running("s3") as made:
        yield made


@pytest.fixture
def store(bucket: Bucket) -> MediaBucket:
    return open_bucket(buckets.address("s3"))


async def _away(store: MediaBucket) -> MediaStoreAway:
    with pytest.raises(MediaStoreAway) as caught:
        await store.keep(b"a picture", NOW)
    assert buckets.SECRET not in str(caught.value)
    assert "127.0.0.1" not in str(caught.value)
    return caught.value


async def test_files_lie_below_the_folder_and_nobody_else_s_are_touched(
    bucket: Bucket, store: MediaBucket
) -> None:
    others = {"other/file": (b"1", NOW), f"{buckets.FOLDER}/notes.txt": (b"2", NOW)}
    bucket.objects |= others
    reference = await store.keep(b"a picture", NOW)
    assert f"{buckets.FOLDER}/{reference[:2]}/{reference}" in bucket.objects
    assert await store.forget_before(datetime.now(UTC) + timedelta(days=1)) == 1
    assert bucket.objects == others


async def test_a_busy_vendor_is_asked_again(bucket: Bucket, store: MediaBucket) -> None:
    bucket.refuse = [503, 500]
    reference = await store.keep(b"a picture", NOW)
    bucket.refuse = [503]
    assert await store.read(reference) == b"a picture"


async def test_one_that_stays_busy_or_silent_is_away_for_now(
    bucket: Bucket, store: MediaBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.refuse = [503] * 50
    assert not (await _away(store)).for_good
    bucket.refuse, bucket.is_silent = [], True
    monkeypatch.setattr(bucket_module, "SECONDS", 0.2)
    assert not (await _away(store)).for_good


async def test_what_a_person_must_mend_is_said(
    bucket: Bucket, store: MediaBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.refuse = [403]
    assert "may not read, write" in (await _away(store)).reason
    bucket.refuse = [401]
    assert "refuses the credentials" in (await _away(store)).reason
    bucket.is_gone = True
    gone = await _away(store)
    assert (gone.reason, gone.for_good) == ("There is no such bucket.", True)
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_NAME")
    with pytest.raises(MediaStoreAway) as caught:
        open_bucket(buckets.address("azure"))
    assert caught.value.for_good


async def test_wrong_keys_are_refused_by_the_vendor(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIASOMEBODYELSE")
    assert (await _away(open_bucket(buckets.address("s3")))).for_good


async def test_the_bucket_is_not_counted_for_every_file(bucket: Bucket, store: MediaBucket) -> None:
    for number in range(20):
        await store.keep(b"%d" % number, NOW)
    assert (bucket.asked["PUT"], bucket.asked["GET"]) == (20, 1)


async def test_several_keep_the_same_file_at_once(bucket: Bucket, store: MediaBucket) -> None:
    kept = await asyncio.gather(*(store.keep(b"a picture", NOW) for _ in range(8)))
    assert len({*kept}) == len(bucket.objects) == 1


async def test_a_file_that_is_far_too_large_was_not_put_there_by_us(
    bucket: Bucket, store: MediaBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = await store.keep(b"a picture", NOW)
    monkeypatch.setattr(bucket_module, "_LARGEST", 5)
    assert await store.read(reference) is None


async def test_plain_http_must_be_allowed_by_name(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    assert not (await _away(open_bucket(buckets.address("s3")))).for_good
    assert not bucket.asked
