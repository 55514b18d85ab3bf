"""What is fetched from the web, from Slack and from a provider: whatever the server does, an answer comes in
time, in words, and no more is read than may be."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from yarl import URL

from bot.media import public
from bot.media.public import PublicFiles
from bot.ports import DownloadFailed, MediaFailed
from bot.providers import downloads as provider_downloads
from bot.providers.downloads import Keeper
from bot.slack import downloads as slack_downloads
from bot.slack.client import web_client
from tests.downloads.hostile import Hostile, hostile

MOST = 1_000_000
# What the sockets of both sides hold besides what was read.
_IN_SOCKETS = 20_000_000

Fetch = Callable[[Hostile, str], Awaitable[bytes]]


async def _from_the_web(host: Hostile, kind: str) -> bytes:
    return await PublicFiles(host.url).fetch(f"{host.url}/{kind}", MOST)


async def _from_slack(host: Hostile, kind: str) -> bytes:
    async with aiohttp.ClientSession() as session:
        client = web_client("xoxb-1", session, f"{host.url}/api/")
        return await slack_downloads.fetch_file(client, f"{host.url}/files/{kind}", MOST)


async def _from_a_provider(host: Hostile, kind: str) -> bytes:
    async with aiohttp.ClientSession() as session:
        keeper = Keeper(URL(host.url), "Basic c2VjcmV0")
        return await provider_downloads.fetch(session, keeper, f"{host.url}/media/{kind}", MOST)


@pytest.fixture(params=[_from_the_web, _from_slack, _from_a_provider])
def fetch(request: pytest.FixtureRequest) -> Fetch:
    found: Fetch = request.param
    return found


@pytest.fixture
async def host() -> AsyncIterator[Hostile]:
    async with hostile() as made:
        yield made


async def _failed(fetch: Fetch, host: Hostile, kind: str) -> DownloadFailed | MediaFailed:
    with pytest.raises((DownloadFailed, MediaFailed)) as caught:
        await fetch(host, kind)
    # The sentence is for people, and no address of the machine is in it.
    assert caught.value.reason.endswith(".")
    assert "127.0.0" not in caught.value.reason
    return caught.value


@pytest.mark.parametrize("kind", ["announced", "chunked", "until_closed", "packed"])
async def test_what_has_no_end_is_cut_at_the_bound(fetch: Fetch, host: Hostile, kind: str) -> None:
    failed = await _failed(fetch, host, kind)
    assert "larger than 1 MB" in failed.reason or kind == "packed"
    assert host.sent < _IN_SOCKETS


async def test_a_head_without_an_end_is_left(fetch: Fetch, host: Hostile) -> None:
    await _failed(fetch, host, "endless_head")
    assert host.sent < _IN_SOCKETS


@pytest.mark.parametrize("kind", ["cut_short", "nonsense"])
async def test_half_a_file_is_none(fetch: Fetch, host: Hostile, kind: str) -> None:
    assert (await _failed(fetch, host, kind)).again


async def test_a_drip_is_not_waited_for(fetch: Fetch, host: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "SECONDS", 0.3)
    monkeypatch.setattr(provider_downloads, "SECONDS", 0.3)
    monkeypatch.setattr(slack_downloads, "_SECONDS", 0.3)
    failed = await asyncio.wait_for(_failed(fetch, host, "drip"), 20)
    assert failed.again
    assert "too long" in failed.reason


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:9/secret",
        "http://localhost/secret",
        "https://127.0.0.1/secret",
        "https://[::1]/secret",
        "https://[::ffff:169.254.169.254]/latest/meta-data",
        "http://169.254.169.254/latest/meta-data",
        "https://0x7f000001/secret",
        "https://127.1/secret",
        "file:///etc/passwd",
        "https://user:word@example.com/x",
        "//127.0.0.1:9/secret",
        "",
    ],
)
async def test_a_redirect_into_our_own_network_is_not_followed(fetch: Fetch, host: Hostile, to: str) -> None:
    host.leads_to = to
    await _failed(fetch, host, "redirect")
    assert set(host.asked) == {"redirect"}
