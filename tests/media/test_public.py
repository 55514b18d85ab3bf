"""Files on the web: only over https, only from public addresses, at each step anew."""

from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.domain.web_files import file_at
from bot.downloads import follow
from bot.media.public import PublicFiles
from bot.ports import DownloadFailed
from tests.downloads.names import Names
from tests.support.serving import serve


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://example.com/a.pdf", "Only https is fetched"),
        ("example.com/a.pdf", "no address of a file"),
        ("ftp://example.com/a.pdf", "no address of a file"),
        ("file:///etc/passwd", "no address of a file"),
        ("https://", "no address of a file"),
        ("https://[", "no address of a file"),
        ("https://example.com/" + "a" * 2_000, "no address of a file"),
        ("https://example.com:8443/a.pdf", "with a port"),
        ("https://user:word@example.com/a.pdf", "a name and a password"),
        ("https://127.0.0.1/a.pdf", "private network"),
        ("https://[::1]/a.pdf", "private network"),
        ("https://169.254.169.254/latest/meta-data", "private network"),
        ("https://[::ffff:10.0.0.1]/a.pdf", "private network"),
    ],
)
async def test_what_is_not_fetched_is_said_at_once(address: str, said: str) -> None:
    assert said in PublicFiles().refusal(address)
    with pytest.raises(DownloadFailed) as caught:
        await PublicFiles().fetch(address, 1_000)
    assert not caught.value.again


@pytest.mark.parametrize(
    "address", ["https://example.com/a.pdf", "HTTPS://Example.com:443/a?b=c#d", "https://8.8.8.8/größe.pdf"]
)
def test_an_address_of_the_open_web_can_be_tried(address: str) -> None:
    assert PublicFiles().refusal(address) == ""


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
async def test_a_name_that_leads_inside_is_not_fetched(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow.aiohttp, "ThreadedResolver", lambda: Names(address))
    with pytest.raises(DownloadFailed) as caught:
        await PublicFiles().fetch("https://files.example/a.pdf", 1_000)
    assert "private network" in caught.value.reason


async def test_a_name_that_means_something_else_a_moment_later_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Rebinding: public when it is looked at, this machine when it is asked for again. Nobody asks again.
    names = Names("192.88.99.1", then=("127.0.0.1",))
    connected: list[str] = []

    async def start(addr_infos: list[tuple[object, ...]], **_: object) -> None:
        connected.extend(str(info[4]) for info in addr_infos)
        raise OSError("not from a test")

    monkeypatch.setattr(follow.aiohttp, "ThreadedResolver", lambda: names)
    monkeypatch.setattr("aiohttp.connector.aiohappyeyeballs.start_connection", start)
    with pytest.raises(DownloadFailed):
        await PublicFiles().fetch("https://files.example/a.pdf", 1_000)
    assert connected == ["('192.88.99.1', 443)"]
    assert names.asked == 1


async def _answer(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind.isdigit():
        return Response("no", int(kind))
    if kind.startswith("hop"):
        left = int(kind[3:])
        return RedirectResponse(f"/files/hop{left - 1}" if left > 1 else "/files/whole", 302)
    assert "authorization" not in request.headers
    assert "cookie" not in request.headers
    return Response(b"the whole file", media_type="application/pdf")


@pytest.fixture
async def place() -> AsyncIterator[str]:
    async with serve(Starlette(routes=[Route("/files/{kind}", _answer)])) as url:
        yield url


async def test_three_redirects_are_followed_and_no_more(place: str) -> None:
    web = PublicFiles(place)
    assert await web.fetch(f"{place}/files/hop3", 1_000) == b"the whole file"
    with pytest.raises(DownloadFailed):
        await web.fetch(f"{place}/files/hop4", 1_000)


@pytest.mark.parametrize(
    ("status", "said", "again"),
    [
        ("404", "no file at this address", False),
        ("410", "no file at this address", False),
        ("401", "signed in", False),
        ("403", "signed in", False),
        ("429", "HTTP 429", True),
        ("503", "HTTP 503", True),
    ],
)
async def test_a_refusal_is_put_into_words(place: str, status: str, said: str, again: bool) -> None:
    with pytest.raises(DownloadFailed) as caught:
        await PublicFiles(place).fetch(f"{place}/files/{status}", 1_000)
    assert said in caught.value.reason
    assert caught.value.again is again


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.com/lists/price%20list.pdf?v=2#top", "price list.pdf"),
        ("https://example.com/", "example.com"),
        ("https://example.com/a/..%2f..%2fetc%2fpasswd", "etcpasswd"),
        ("https://example.com/%00%0a%1b", "example.com"),
        ("https://example.com/" + "a" * 300 + ".pdf", "a" * 76 + ".pdf"),
        ("https://[", "file"),
    ],
)
def test_a_file_is_called_as_its_address_ends(address: str, name: str) -> None:
    assert file_at(address).name == name
