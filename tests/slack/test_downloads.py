"""Files of Slack's: fetched with the token, from Slack's own hosts only, bounded in size."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from yarl import URL

from bot.ports import DownloadFailed
from bot.slack import downloads
from bot.slack.client import web_client
from bot.slack.downloads import fetch_file
from tests.support.serving import serve

CONTENT = b"Name,Number\nJane Doe,+12025550123\n"


async def _answer(request: Request) -> Response:
    if request.headers.get("authorization") != "Bearer xoxb-1":
        return RedirectResponse("/login", 302)
    kind = request.path_params["kind"]
    if kind.isdigit():
        return PlainTextResponse("no", int(kind))
    if kind == "away":
        return RedirectResponse("http://127.0.0.2:9/files/whole", 302)
    if kind == "round":
        return RedirectResponse("/files/round", 302)
    if kind == "moved":
        return RedirectResponse("/files/whole", 302)
    return Response(CONTENT, media_type="text/csv")


async def _login(_: Request) -> Response:
    return Response("<html>Sign in</html>", media_type="text/html; charset=utf-8")


@pytest.fixture
async def place() -> AsyncIterator[str]:
    """Where a server stands that gives files as Slack does."""
    routes = [Route("/files/{kind}", _answer), Route("/login", _login)]
    async with serve(Starlette(routes=routes)) as url:
        yield url


async def _fetched(place: str, kind: str, token: str = "xoxb-1", most: int = 1_000) -> bytes:
    async with aiohttp.ClientSession() as session:
        client = web_client(token, session, f"{place}/api/")
        return await fetch_file(client, f"{place}/files/{kind}", most)


async def _refused(place: str, kind: str, token: str = "xoxb-1", most: int = 1_000) -> DownloadFailed:
    with pytest.raises(DownloadFailed) as caught:
        await _fetched(place, kind, token, most)
    return caught.value


async def test_the_file_comes_with_the_token(place: str) -> None:
    assert await _fetched(place, "whole") == CONTENT
    assert await _fetched(place, "whole", most=len(CONTENT)) == CONTENT
    assert await _fetched(place, "moved") == CONTENT


async def test_a_page_is_never_taken_for_the_file(place: str) -> None:
    assert "files:read" in (await _refused(place, "whole", token="xoxb-other")).reason


async def test_a_file_that_is_too_large_is_left(place: str) -> None:
    refusal = await _refused(place, "whole", most=len(CONTENT) - 1)
    assert "larger than" in refusal.reason
    assert not refusal.again


@pytest.mark.parametrize(
    ("status", "again"), [(404, False), (403, False), (400, False), (429, True), (500, True), (503, True)]
)
async def test_an_error_says_whether_another_try_may_help(place: str, status: int, again: bool) -> None:
    assert (await _refused(place, str(status))).again is again


async def test_a_redirect_elsewhere_is_not_followed(place: str) -> None:
    assert "not kept by Slack" in (await _refused(place, "away")).reason
    assert not (await _refused(place, "round")).again


async def test_a_server_that_is_away_or_silent_is_tried_again(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await _refused("http://127.0.0.1:9", "whole")).again
    monkeypatch.setattr(downloads, "_SECONDS", 0.0)
    slow = await _refused(place, "whole")
    assert slow.again
    assert "too long" in slow.reason


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com.evil.example/a",
        "https://evilslack.com/a",
        "https://user@files.slack.com/a",
        "https://files.slack.com:8443/a",
        "http://files.slack.com/a",
        "http://169.254.169.254/a",
        "file:///etc/passwd",
        "/files-pri/a",
        "",
        "https://[",
    ],
)
async def test_the_token_goes_to_slacks_hosts_only(url: str) -> None:
    async with aiohttp.ClientSession() as session:
        client = web_client("xoxb-1", session)
        with pytest.raises(DownloadFailed) as caught:
            await fetch_file(client, url, 10)
    assert "not kept by Slack" in caught.value.reason


@pytest.mark.parametrize("url", ["https://files.slack.com/files-pri/T0-F0/a.csv", "https://slack.com/a"])
def test_slacks_own_hosts_are_allowed(url: str) -> None:
    assert downloads._may_begin(url, URL(AsyncWebClient(token="xoxb-1").base_url))
