"""Files chosen in the compose form: answered at once, made ready afterwards, all or nothing."""

from pathlib import Path

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Direction
from bot.domain.replies import OfferedFile
from bot.domain.thread import OutboundPost
from bot.flows.desk import MediaDesk
from bot.flows.outbound.compose import Composed, ComposeRequest, Rejected
from bot.flows.outbound.compose_files import as_json, compose_with_files, read_request
from bot.flows.outbound.preview import preview
from bot.flows.outbound.serve_media import serve_media
from bot.media.bucket import open_bucket
from bot.media.folder import MediaFolder
from bot.media.links import MediaLinks
from tests.flows.harness import JANE, Team
from tests.media import buckets
from tests.support import files
from tests.support.world import OUR_SMS


@pytest.fixture
def ready(team: Team, tmp_path: Path) -> Team:
    """A team with a place for files."""
    desk = MediaDesk(MediaFolder(tmp_path / "media"), MediaLinks("https://texts.example", b"key"))
    return team.with_context(media=desk)


def _file(team: Team, name: str, content: bytes, content_type: str = "image/jpeg") -> OfferedFile:
    url = f"https://files.slack.test/{name}"
    team.slack.uploads[url] = content
    return OfferedFile(name, content_type, len(content), url)


def _wish(*offered: OfferedFile, body: str = "Hello") -> ComposeRequest:
    return ComposeRequest(
        "view:V1", "U1", Channel.SMS, OUR_SMS, body, None, JANE, "Jane Doe", files=tuple(offered)
    )


async def _compose(team: Team, wish: ComposeRequest) -> Composed | Rejected:
    return await compose_with_files(team.ctx, team.workspace_id, wish)


def test_what_the_outbox_keeps_of_the_form_is_the_form() -> None:
    wish = _wish(OfferedFile("a.jpg", "image/jpeg", 3, "https://files.slack.test/a"))
    assert read_request(as_json(wish)) == wish


async def test_it_goes_once_with_its_file_and_the_thread_names_it(ready: Team) -> None:
    wish = _wish(_file(ready, "room.jpg", files.picture()))
    assert isinstance(await _compose(ready, wish), Composed)
    assert isinstance(await _compose(ready, wish), Composed)
    # Nothing is left behind by having tried it.
    assert await ready.messages() == []
    await ready.work()
    await ready.wait(seconds=6)
    [sent] = ready.provider.sent
    assert (sent.channel, len(sent.media), ready.sent) == (Channel.MMS, 1, ["Hello"])
    [post] = ready.posts(OutboundPost)
    assert (post.channel, post.files) == (Channel.MMS, ("room.jpg",))


async def test_what_the_gate_refuses_is_said_in_the_form(ready: Team) -> None:
    await ready.meet("Jane Doe")
    await ready.opt_out()
    refused = await _compose(ready, _wish(_file(ready, "room.jpg", files.picture())))
    assert isinstance(refused, Rejected)
    assert list(refused.errors) == ["client"]
    assert await ready.outbox() == []


async def test_a_bucket_that_is_away_for_a_while_loses_nothing_and_another_process_serves_from_it(
    team: Team,
) -> None:
    async with buckets.running("s3") as bucket:
        links = MediaLinks("https://texts.example", b"key")
        ready = team.with_context(media=MediaDesk(open_bucket(buckets.address("s3")), links))
        assert isinstance(await _compose(ready, _wish(_file(ready, "a.jpg", files.picture()))), Composed)
        bucket.refuse = [403]
        await ready.work()
        assert ready.sent == []
        await ready.wait(minutes=1)
        await ready.wait(minutes=1)
        [sent] = ready.provider.sent
        assert ready.sent == ["Hello"]
        web = team.with_context(media=MediaDesk(open_bucket(buckets.address("s3")), links))
        file, content = await serve_media(web.ctx, sent.media[0].url.rpartition("/")[2])
        assert (file.name, len(content or b"")) == ("a.jpg", file.size)


async def test_what_is_known_of_the_files_is_said_in_the_form(ready: Team, team: Team) -> None:
    film = OfferedFile("film.mp4", "video/mp4", 30_000_000, "https://files.slack.test/film")
    refused = await _compose(ready, _wish(film))
    assert isinstance(refused, Rejected)
    assert "“film.mp4” has 30 MB" in refused.errors["files"]
    bare = await _compose(team.with_context(media=None), _wish(film))
    assert isinstance(bare, Rejected)
    assert "PUBLIC_URL" in bare.errors["files"]


async def test_what_only_the_file_shows_is_told_directly_with_the_words(ready: Team) -> None:
    wish = _wish(_file(ready, "room.jpg", files.picture()), _file(ready, "both.gif", files.POLYGLOT))
    assert isinstance(await _compose(ready, wish), Composed)
    await ready.work()
    await ready.wait(minutes=1)
    assert ready.sent == []
    [(user, said)] = ready.slack.directs
    assert user == "U1"
    assert said.startswith("Nothing was sent, the text included. “both.gif” is of a kind that does not go")
    assert said.endswith("Your text was: “Hello”")
    assert await ready.clients() == []


async def test_what_has_changed_meanwhile_is_told_directly(ready: Team) -> None:
    await ready.meet("Jane Doe")
    wish = _wish(_file(ready, "room.jpg", files.picture()))
    assert isinstance(await _compose(ready, wish), Composed)
    await ready.opt_out()
    await ready.work()
    [(_, said)] = ready.slack.directs
    assert said.startswith("Nothing was sent, the text included.")
    assert [m for m in await ready.messages() if m.direction is Direction.OUT] == []


async def test_the_preview_counts_the_file_in(ready: Team) -> None:
    without = await preview(ready.ctx, ready.workspace_id, _wish())
    with_file = await preview(ready.ctx, ready.workspace_id, _wish(_file(ready, "a.jpg", files.picture())))
    assert without.cost
    assert with_file.cost
    assert with_file.files == 1
    assert with_file.cost.amount > without.cost.amount
