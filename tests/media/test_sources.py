"""Files in the team's own buckets: what is read, what never is, and what is said then."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.media import sources as sources_module
from bot.media.sources import BucketFiles
from bot.ports import DownloadFailed, MediaStoreAway
from tests.media import buckets
from tests.media.buckets import Bucket

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
NAMED = buckets.address("s3")


@pytest.fixture
async def bucket() -> AsyncIterator[Bucket]:
    async with buckets.running("s3") as made:
        made.objects[f"{buckets.FOLDER}/list.pdf"] = (b"a list", NOW)
        made.objects["threadline/secret.pdf"] = (b"a secret", NOW)
        made.objects[f"{buckets.FOLDER}-2/list.pdf"] = (b"a secret", NOW)
        yield made


async def _failed(address: str, most: int = 1_000) -> DownloadFailed:
    with pytest.raises(DownloadFailed) as caught:
        await BucketFiles([NAMED]).fetch(address, most)
    assert "127.0.0.1" not in str(caught.value)
    assert buckets.SECRET not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("vendor", ["s3", "gs", "azure"])
@pytest.mark.parametrize("name", ["list.pdf", "2026/Price list, ä.pdf"])
async def test_a_file_of_each_vendor_is_read(vendor: str, name: str) -> None:
    async with buckets.running(vendor) as bucket:
        bucket.objects[f"{buckets.FOLDER}/{name}"] = (b"a list", NOW)
        named = buckets.address(vendor)
        assert await BucketFiles([named]).fetch(f"{named}/{name}", 6) == b"a list"
        whole = named.removesuffix(f"/{buckets.FOLDER}")
        address = f"{whole}/{buckets.FOLDER}/{name}"
        scheme, _, rest = address.partition("://")
        assert await BucketFiles([whole]).fetch(f"{scheme.upper()}://{rest}", 6) == b"a list"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{NAMED}/../secret.pdf", "with “.” or “..”"),
        (f"{NAMED}/%2e%2E/secret.pdf", "with “.” or “..”"),
        (f"{NAMED}/a%2f..%2f..%2fsecret.pdf", "with “.” or “..”"),
        (f"{NAMED}/..\\secret.pdf", "with “.” or “..”"),
        (f"{NAMED}/./list.pdf", "with “.” or “..”"),
        (f"{NAMED}//list.pdf", "an empty part"),
        (f"{NAMED}/", "an empty part"),
        (f"{NAMED}/list.pdf?versionId=1", "with ? or #"),
        (f"{NAMED}/list.pdf#1", "with ? or #"),
        (f"{NAMED}/li\nst.pdf", "no address of a file"),
        (f"{NAMED}/{'a' * 2000}", "no address of a file"),
        (f"s3://{buckets.NAME}", "no address of a file"),
        (NAMED, f"only taken from {NAMED}."),
        (f"{NAMED}-2/list.pdf", "only taken from"),
        (f"s3://{buckets.NAME}/threadline/secret.pdf", "only taken from"),
        (f"s3://{buckets.NAME}.other/{buckets.FOLDER}/list.pdf", "only taken from"),
        (f"s3://key@{buckets.NAME}/{buckets.FOLDER}/list.pdf", "only taken from"),
        (f"gs://{buckets.NAME}/{buckets.FOLDER}/list.pdf", "only taken from"),
    ],
)
async def test_nothing_outside_is_asked_for(bucket: Bucket, address: str, said: str) -> None:
    assert said in BucketFiles([NAMED]).refusal(address)
    assert said in (await _failed(address)).reason
    assert not bucket.asked


async def test_what_is_not_had_is_said(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = await _failed(f"{NAMED}/gone.pdf")
    assert (gone.reason, gone.again) == ("There is no file at this address.", False)
    large = await _failed(f"{NAMED}/list.pdf", 5)
    assert (large.reason, large.again) == ("It is larger than 5e-06 MB.", False)
    bucket.refuse = [403]
    closed = await _failed(f"{NAMED}/list.pdf")
    assert (closed.reason, closed.again) == ("The credentials of this program may not read it.", False)
    bucket.refuse = [401]
    assert "refuses the credentials" in (await _failed(f"{NAMED}/list.pdf")).reason
    bucket.refuse = [503] * 50
    assert (await _failed(f"{NAMED}/list.pdf")).again
    bucket.refuse, bucket.is_silent = [], True
    monkeypatch.setattr(sources_module, "SECONDS", 0.2)
    silent = await _failed(f"{NAMED}/list.pdf")
    assert (silent.reason, silent.again) == ("Its bucket cannot be read. It does not answer.", True)


async def test_each_is_looked_at(bucket: Bucket) -> None:
    files = BucketFiles([NAMED])
    await files.look(NAMED)
    for fault, said in ((403, "may not"), (404, "no such bucket")):
        bucket.refuse = [fault]
        with pytest.raises(MediaStoreAway, match=said):
            await files.look(NAMED)
