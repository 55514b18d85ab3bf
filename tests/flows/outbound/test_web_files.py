"""Files that are named by their address in the compose form: fetched afterwards, all or nothing."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.channel import Channel
from bot.domain.replies import OfferedFile
from bot.domain.web_files import file_at
from bot.flows.desk import MediaDesk
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected
from bot.flows.outbound.compose_files import as_json, compose_with_files, read_request
from bot.flows.outbound.serve_media import serve_media
from bot.media.folder import MediaFolder
from bot.media.links import MediaLinks
from bot.media.public import PublicFiles
from bot.media.sources import BucketFiles
from tests.flows.harness import JANE, Team
from tests.media import buckets
from tests.support import files
from tests.support.serving import serve
from tests.support.world import OUR_SMS

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


class Web:
    """A server that stands for the open web; ``busy``: so often it answers 503 first."""

    def __init__(self) -> None:
        self.url = ""
        self.files: dict[str, bytes] = {}
        self.busy = 0

    async def answer(self, request: Request) -> Response:
        if self.busy:
            self.busy -= 1
            return Response(status_code=503)
        found = self.files.get(request.path_params["name"])
        # What it says of its files is always the same, and mostly a lie.
        return Response(found, media_type="image/jpeg") if found is not None else Response(status_code=404)


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    made = Web()
    async with serve(Starlette(routes=[Route("/{name}", made.answer)])) as made.url:
        yield made


@pytest.fixture
def ready(team: Team, web: Web, tmp_path: Path) -> Team:
    """A team with a place for files, to whom that server is the web."""
    links = MediaLinks("https://texts.example", b"key")
    return team.with_context(media=MediaDesk(MediaFolder(tmp_path / "media"), links, PublicFiles(web.url)))


def _wish(*offered: OfferedFile) -> ComposeRequest:
    return ComposeRequest(
        "view:V1", "U1", Channel.SMS, OUR_SMS, "Hello", None, JANE, "Jane Doe", files=tuple(offered)
    )


async def _compose(team: Team, *offered: OfferedFile) -> Composed | Rejected:
    return await compose_with_files(team.ctx, team.workspace_id, _wish(*offered))


def test_what_the_outbox_keeps_of_the_form_is_the_form() -> None:
    wish = _wish(file_at("https://example.com/a.pdf"), OfferedFile("b.jpg", "image/jpeg", 3, "https://x"))
    assert read_request(as_json(wish)) == wish


@pytest.mark.parametrize(
    ("name", "content", "sent"),
    [
        ("list.pdf", files.PDF, ("list.pdf", "application/pdf")),
        ("photo", files.picture(), ("photo.jpg", "image/jpeg")),
        ("photo.jpeg", files.picture(), ("photo.jpeg", "image/jpeg")),
        ("photo.pdf", files.picture(kind="PNG"), ("photo.pdf.png", "image/png")),
        ("plan.png", files.picture(2600, 1800, "PNG", noise=True), ("plan.jpg", "image/jpeg")),
    ],
)
async def test_it_goes_as_what_it_is(
    ready: Team, web: Web, name: str, content: bytes, sent: tuple[str, str]
) -> None:
    web.files[name] = content
    assert isinstance(await _compose(ready, file_at(f"{web.url}/{name}")), Composed)
    await ready.work()
    await ready.wait(seconds=6)
    [outgoing] = ready.provider.sent
    [media] = outgoing.media
    assert (media.name, media.content_type) == sent
    assert media.url.startswith("https://texts.example/media/")
    assert ready.sent == ["Hello"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (files.PAGE, "is a page or plain text"),
        (files.DRAWING, "is a page or plain text"),
        (b"", "is empty"),
        (files.POLYGLOT, "is of a kind that does not go by MMS"),
        (files.picture()[:300] + files.PAGE, "is of a kind that does not go by MMS"),
        (files.folder_behind(files.PDF), "is of a kind that does not go by MMS"),
        (files.folder_behind(files.picture()), "is of a kind that does not go by MMS"),
        (files.PROGRAM, "is of a kind that does not go by MMS"),
        (files.bomb(), "more than 50 million points"),
        (files.picture()[:60], "cannot be read as a picture"),
    ],
)
async def test_what_cannot_go_takes_everything_back_and_is_told(
    ready: Team, web: Web, content: bytes, said: str
) -> None:
    web.files["it"] = content
    assert isinstance(await _compose(ready, file_at(f"{web.url}/it")), Composed)
    await ready.work()
    await ready.wait(minutes=1)
    assert ready.sent == []
    [(user, told)] = ready.slack.directs
    assert user == "U1"
    assert told.startswith("Nothing was sent, the text included. “it")
    assert said in told
    assert told.endswith("Your text was: “Hello”")


async def test_a_server_that_is_busy_is_asked_again(ready: Team, web: Web) -> None:
    web.files["list.pdf"] = files.PDF
    web.busy = 2
    assert isinstance(await _compose(ready, file_at(f"{web.url}/list.pdf")), Composed)
    for _ in range(4):
        await ready.wait(minutes=1)
    assert ready.sent == ["Hello"]


async def test_one_that_has_no_such_file_is_told_at_once(ready: Team, web: Web) -> None:
    assert isinstance(await _compose(ready, file_at(f"{web.url}/gone.pdf")), Composed)
    await ready.work()
    [(_, told)] = ready.slack.directs
    assert "“gone.pdf” could not be had. There is no file at this address." in told


async def test_with_a_file_that_cannot_go_the_other_does_not_go_either(ready: Team, web: Web) -> None:
    web.files["list.pdf"] = files.PDF
    ready.slack.uploads["https://files.slack.test/x.gif"] = files.POLYGLOT
    bad = OfferedFile("x.gif", "image/gif", len(files.POLYGLOT), "https://files.slack.test/x.gif")
    assert isinstance(await _compose(ready, bad, file_at(f"{web.url}/list.pdf")), Composed)
    await ready.work()
    assert ready.sent == []
    assert await ready.clients() == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://example.com/a.pdf", "Only https is fetched"),
        ("https://127.0.0.1/a.pdf", "private network"),
        ("a.pdf", "no address of a file"),
    ],
)
async def test_an_address_that_is_not_fetched_is_said_at_its_field(
    ready: Team, address: str, said: str
) -> None:
    refused = await _compose(ready, file_at(address))
    assert isinstance(refused, Rejected)
    assert list(refused.errors) == ["file_url"]
    assert said in refused.errors["file_url"]
    assert await ready.outbox() == []


async def test_a_file_of_the_team_s_own_bucket_goes_and_nothing_else_that_lies_there(
    team: Team, tmp_path: Path
) -> None:
    named = buckets.address("gs")
    async with buckets.running("gs") as bucket:
        links, store = MediaLinks("https://texts.example", b"key"), MediaFolder(tmp_path / "media")
        own = BucketFiles([named])
        ready = team.with_context(media=MediaDesk(store, links, buckets=own))
        bucket.objects[f"{buckets.FOLDER}/plan"] = (files.PDF, NOW)
        refused = await _compose(ready, file_at(f"gs://{buckets.NAME}/plan"))
        assert isinstance(refused, Rejected)
        assert refused.errors == {"file_url": f"Files are only taken from {named}."}
        assert isinstance(await _compose(ready, file_at(f"{named}/plan")), Composed)
        await ready.work()
        await ready.wait(seconds=6)
    [outgoing] = ready.provider.sent
    [media] = outgoing.media
    assert (media.name, media.content_type) == ("plan.pdf", "application/pdf")
    assert media.url.startswith("https://texts.example/media/")
    _, content = await serve_media(ready.ctx, media.url.rpartition("/")[2])
    assert content == files.PDF


async def test_one_that_is_missing_in_the_bucket_takes_everything_back(team: Team, tmp_path: Path) -> None:
    async with buckets.running("gs"):
        links, store = MediaLinks("https://texts.example", b"key"), MediaFolder(tmp_path / "media")
        own = BucketFiles([buckets.address("gs")])
        ready = team.with_context(media=MediaDesk(store, links, buckets=own))
        assert isinstance(await _compose(ready, file_at(f"{buckets.address('gs')}/gone.pdf")), Composed)
        await ready.work()
    assert ready.sent == []
    [(_, told)] = ready.slack.directs
    assert "“gone.pdf” could not be had. There is no file at this address." in told


async def test_without_buckets_of_one_s_own_such_an_address_is_none(ready: Team) -> None:
    refused = await _compose(ready, file_at("gs://texts/list.pdf"))
    assert isinstance(refused, Rejected)
    assert "no address of a file" in refused.errors["file_url"]
