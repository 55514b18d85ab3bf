"""Files that a provider keeps: from its own hosts only, with credentials where they belong, and bounded."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from yarl import URL

from bot.downloads import follow
from bot.ports import MediaFailed
from bot.providers import downloads
from bot.providers.downloads import Keeper, fetch
from tests.downloads.names import Names
from tests.support.serving import serve

PROOF = "Basic c2VjcmV0"
MOST = 100_000


@dataclass
class Host:
    """A server that gives files as a provider does, and what it was asked with."""

    url: str = ""
    sent: int = 0
    leads_to: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        self.asked.append((kind, request.headers.get("authorization", "")))
        if kind.isdigit():
            return Response("no", int(kind))
        if kind == "redirect":
            return RedirectResponse(self.leads_to, 307)
        if kind == "endless":
            return StreamingResponse(self._endless(), media_type="image/jpeg")
        if kind == "huge":
            # Only the announcement is huge: nothing of it may be read.
            return Response(b"", headers={"content-length": str(2 * 1024**3)})
        if kind == "slow":
            await asyncio.sleep(30)
        return Response(b"the whole file", media_type="image/jpeg")

    async def _endless(self) -> AsyncIterator[bytes]:
        # Endless for whoever reads it: the server is not told that the reader is gone, and would go on.
        while self.sent < 1000 * MOST:
            self.sent += 10_000
            yield b"x" * 10_000
            await asyncio.sleep(0)

    @property
    def app(self) -> Starlette:
        return Starlette(routes=[Route("/media/{kind}", self.answer)])


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    made = Host()
    async with serve(made.app) as made.url:
        yield made


async def _fetched(host: Host, kind: str, keeper: Keeper | None = None) -> bytes:
    kept = keeper or Keeper(URL(host.url), PROOF)
    async with aiohttp.ClientSession() as session:
        return await fetch(session, kept, f"{host.url}/media/{kind}", MOST)


async def _failed(host: Host, kind: str, keeper: Keeper | None = None) -> MediaFailed:
    with pytest.raises(MediaFailed) as caught:
        await _fetched(host, kind, keeper)
    assert "127.0.0" not in caught.value.reason
    return caught.value


async def test_a_file_comes_with_the_credentials_and_through_a_redirect_of_the_provider_s_own(
    host: Host,
) -> None:
    host.leads_to = "/media/whole"
    assert await _fetched(host, "redirect") == b"the whole file"
    assert host.asked == [("redirect", PROOF), ("whole", PROOF)]


@pytest.mark.parametrize(
    "to",
    [
        "http://127.0.0.1:1/media/whole",
        "http://localhost/media/whole",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/x",
        "https://10.0.0.1/x",
        "file:///etc/passwd",
        "gopher://x",
        "//evil.example/x",
        "https://user:secret@media.example/x",
        "http://media.example/x",
        "https://media.example:8443/x",
        "https://media.example.evil.example/x",
        "https://bucket.example/other/x",
        "",
    ],
)
async def test_a_redirect_that_leads_elsewhere_is_not_followed(host: Host, to: str) -> None:
    host.leads_to = to
    kept = Keeper(URL(host.url), PROOF, hosts=(("media.example", "/"), ("bucket.example", "/ours/")))
    failed = await _failed(host, "redirect", kept)
    assert not failed.again
    assert {kind for kind, _ in host.asked} == {"redirect"}


async def test_another_server_on_this_machine_is_not_the_provider(host: Host) -> None:
    other = Host()
    async with serve(other.app) as other.url:
        host.leads_to = f"{other.url}/media/whole"
        assert not (await _failed(host, "redirect")).again
        # Nor is an address that never was the provider's, as a webhook may name one.
        assert not (await _failed(other, "whole", Keeper(URL(host.url), PROOF))).again
    assert other.asked == []


async def test_the_credentials_go_to_the_api_only() -> None:
    kept = Keeper(URL("https://api.example"), PROOF, ("api2.example",), ((".cdn.example", "/"),))
    assert kept.is_api(URL("https://api2.example/x"))
    for elsewhere in ("https://eu.cdn.example/x", "http://api2.example/x", "https://api.example:8443/x"):
        assert not kept.is_api(URL(elsewhere))
    assert kept.allows(URL("https://eu.cdn.example/x"))
    assert not kept.allows(URL("https://cdn.example.evil/x"))
    assert "secret" not in repr(kept)
    assert PROOF not in repr(kept)


async def test_an_endless_file_is_cut_at_the_bound(host: Host) -> None:
    failed = await _failed(host, "endless")
    assert (failed.reason, failed.again) == ("It is larger than 0.1 MB.", False)
    assert host.sent < 50 * MOST


async def test_a_file_announced_as_huge_is_not_read(host: Host) -> None:
    assert "larger than" in (await _failed(host, "huge")).reason


async def test_a_redirect_in_a_circle_ends(host: Host) -> None:
    host.leads_to = "/media/redirect"
    assert not (await _failed(host, "redirect")).again
    assert len(host.asked) == 4


@pytest.mark.parametrize(
    ("status", "again"),
    [
        ("404", False),
        ("410", False),
        ("400", False),
        ("401", True),
        ("403", True),
        ("429", True),
        ("503", True),
    ],
)
async def test_a_refusal_says_whether_trying_again_may_help(host: Host, status: str, again: bool) -> None:
    assert (await _failed(host, status)).again is again


async def test_what_takes_too_long_and_who_is_away_are_tried_again(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "SECONDS", 0.2)
    assert (await _failed(host, "slow")).again
    away = Host("http://127.0.0.1:1")
    assert (await _failed(away, "whole")).again


async def test_such_a_name_is_told_as_a_wrong_address(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow.aiohttp, "ThreadedResolver", lambda: Names("127.0.0.1"))
    host.leads_to = "https://media.example/x"
    kept = Keeper(URL(host.url), PROOF, hosts=(("media.example", "/"),))
    failed = await _failed(host, "redirect", kept)
    assert "leads away" in failed.reason
