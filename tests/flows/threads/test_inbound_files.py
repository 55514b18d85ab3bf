"""Files that come with a client's text stand in the thread below it, or are named there with why not."""

from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.file_types import JPEG, type_of
from bot.domain.message import Media
from bot.domain.thread import InboundPost, SystemPost
from bot.flows.threads import inbound_files
from bot.ports import MediaFailed, PostFailed, PostProblem
from tests.flows.harness import Team
from tests.support import files
from tests.support.world import inbound

HOST = "https://api.twilio.com/Media"
PHOTO = Media(f"{HOST}/1", "image/jpeg")
PAPER = Media(f"{HOST}/2", "application/pdf")


async def _sends(team: Team, *media: Media, body: str = "Look at this", sid: str = "MM1") -> None:
    await team.hear(inbound(body, sid, channel=Channel.MMS, media=media, profile_name="Jane Doe"))


def _kept(team: Team, content: bytes, media: Media = PHOTO) -> None:
    team.provider.files[media.url] = content


def _lines(team: Team) -> list[str]:
    return [post.text for post in team.posts(SystemPost)]


async def test_every_file_stands_in_the_thread_below_its_text(team: Team) -> None:
    _kept(team, files.picture())
    _kept(team, files.PDF, PAPER)
    await _sends(team, PHOTO, PAPER)
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == ["Look at this"]
    [photo, paper] = [file for _, file in team.slack.shared]
    assert (photo.content, photo.title, photo.alt) == (
        files.picture(),
        "Picture from Jane Doe",
        "Picture from Jane Doe",
    )
    assert photo.name.startswith("picture-")
    assert photo.name.endswith("-1.jpg")
    assert (paper.title, paper.alt, paper.words) == ("Document from Jane Doe", "", "")
    assert paper.name.endswith("-2.pdf")
    assert {root for root, _ in team.slack.shared} == set(team.slack.roots)


async def test_the_text_is_shown_while_the_file_cannot_be_had(team: Team) -> None:
    _kept(team, files.picture())
    team.provider.lost = [MediaFailed("Away.", again=True) for _ in range(5)]
    await _sends(team, PHOTO)
    await _sends(team, body="And another thing", sid="SM2")
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == ["Look at this"]
    await team.wait(seconds=2)
    await team.wait(seconds=4)
    # Three tries hold the order of the thread; after that nothing waits for the file any more.
    assert [post.body for post in team.posts(InboundPost)] == ["Look at this", "And another thing"]
    assert team.slack.shared == []
    await team.wait(seconds=2)
    await team.wait(seconds=4)
    assert len(team.slack.shared) == 1
    assert _lines(team) == []


async def test_a_file_that_is_never_to_be_had_is_named_with_why(team: Team) -> None:
    _kept(team, files.PDF, PAPER)
    team.provider.lost = [MediaFailed("It is larger than 20 MB.")]
    await _sends(team, PHOTO, PAPER)
    await team.work()
    assert _lines(team) == [
        "Picture 1 of 2 from Jane Doe cannot be shown here. It is larger than 20 MB. "
        "Ask for it again, or for another way to see it."
    ]
    assert len(team.slack.shared) == 1


async def test_what_stays_away_is_given_up_in_words(team: Team) -> None:
    team.provider.lost = [MediaFailed("The provider could not be reached.", again=True) for _ in range(40)]
    await _sends(team, PHOTO)
    for _ in range(30):
        await team.wait(minutes=5)
    assert len(team.provider.fetched) == 3 + 16
    [line] = _lines(team)
    assert line.startswith(
        "The picture from Jane Doe cannot be shown here. The provider could not be reached."
    )


@pytest.mark.parametrize(
    ("content", "ending", "warned"),
    [
        (files.PAGE, ".txt", True),
        (files.DRAWING, ".txt", True),
        (files.POLYGLOT, ".bin", True),
        (files.PROGRAM, ".bin", True),
        (files.picture(kind="PNG")[:30], ".bin", True),
        (files.picture(kind="PNG"), ".png", False),
    ],
)
async def test_a_file_is_named_for_what_it_is(team: Team, content: bytes, ending: str, warned: bool) -> None:
    _kept(team, content)
    await _sends(team, PHOTO)
    await team.work()
    [(_, file)] = team.slack.shared
    assert file.name.endswith(ending)
    assert file.content == content
    assert bool(file.words) is warned
    assert warned is ("came as a picture and is none" in file.words)


async def test_a_picture_bomb_is_refused_in_words_and_the_thread_goes_on(team: Team) -> None:
    _kept(team, files.bomb())
    await _sends(team, PHOTO)
    await _sends(team, body="Did you get it?", sid="SM2")
    await team.work()
    [line] = _lines(team)
    assert "It would unpack to more than 50 million points." in line
    assert [post.body for post in team.posts(InboundPost)] == ["Look at this", "Did you get it?"]
    assert team.slack.shared == []


async def test_an_iphone_s_picture_is_shown_and_what_came_stands_beside_it(team: Team) -> None:
    came = files.iphone(turned=True)
    for n, claimed in enumerate(("image/heic", "application/octet-stream")):
        media = Media(f"{HOST}/heic{n}", claimed)
        _kept(team, came, media)
        await _sends(team, media, sid=f"MM{n}")
        await team.work()
        _, shown = team.slack.shared[n]
        assert type_of(shown.content) is JPEG
        assert shown.name.endswith("-1.jpg")
        assert (shown.title, shown.alt, shown.words) == ("Picture from Jane Doe", "Picture from Jane Doe", "")
        assert shown.original is not None
        assert shown.original.content == came
        assert shown.original.name == shown.name.replace(".jpg", ".heic")
        assert shown.original.title == "Picture from Jane Doe, as it came"


async def test_what_only_says_that_it_is_an_iphone_s_picture_is_shown_as_what_it_is(team: Team) -> None:
    _kept(team, files.iphone()[:200])
    await _sends(team, PHOTO)
    await team.work()
    [(_, file)] = team.slack.shared
    assert file.name.endswith(".bin")
    assert "came as a picture and is none" in file.words
    assert file.original is None


async def test_an_iphone_s_bomb_is_refused_in_words(team: Team) -> None:
    _kept(team, files.lying_heic(8_000, 8_000))
    await _sends(team, PHOTO)
    await team.work()
    assert "It would unpack to more than 50 million points." in _lines(team)[0]
    assert team.slack.shared == []


async def test_a_picture_that_is_not_ready_in_time_is_tried_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    _kept(team, files.iphone())
    await _sends(team, PHOTO)
    monkeypatch.setattr(inbound_files, "_SECONDS", 0.0)
    await team.work()
    assert team.slack.shared == []
    monkeypatch.undo()
    await team.wait(seconds=2)
    await team.wait(seconds=4)
    assert len(team.slack.shared) == 1
    assert _lines(team) == []


async def test_an_empty_file_is_named(team: Team) -> None:
    _kept(team, b"")
    await _sends(team, PHOTO)
    await team.work()
    assert "It is empty." in _lines(team)[0]


async def test_a_file_whose_sharing_was_answered_by_nothing_is_looked_for(team: Team) -> None:
    _kept(team, files.picture())
    await _sends(team, PHOTO)
    await team.work()
    [row] = await team.outbox(kind="inbound_file")
    assert row.state == "done"
    # The answer was lost after all: it is tried again, and found to stand there.
    from bot.storage.tables import outbox

    await team.change(outbox, row.id, state="waiting", called_at=team.clock.now(), done_at=None)
    await team.wait(seconds=1)
    assert len(team.slack.shared) == 1
    assert (await team.outbox(kind="inbound_file"))[0].state == "done"


async def test_what_slack_will_never_take_is_named(team: Team) -> None:
    _kept(team, files.picture())
    await _sends(team, PHOTO)
    while not team.posts(InboundPost):
        await team.write()
        team.clock.advance(milliseconds=250)
    team.slack.refuse = [PostFailed(PostProblem.INVALID, "file_uploads_disabled")]
    await team.work()
    assert "Slack did not take it. (file_uploads_disabled)" in " ".join(_lines(team))


async def test_a_file_of_a_service_that_is_no_more_is_named(team: Team) -> None:
    text = inbound("Look", "MM1", channel=Channel.MMS, media=(PHOTO,))
    await team.hear(replace(text, provider="gone"))
    await team.work()
    assert "is not set up any more" in _lines(team)[0]


async def test_a_muted_client_s_files_come_with_their_texts_when_the_mark_is_taken_off(team: Team) -> None:
    from bot.domain.roles import Role
    from bot.flows.clients.spam import mark_spam, unmark_spam

    await team.promote("U1", Role.ADMIN)
    client = await team.meet("Jane Doe")
    await team.hear(inbound("Hello", "SM0"))
    await mark_spam(team.ctx, team.workspace_id, client, "U1")
    _kept(team, files.picture())
    await _sends(team, PHOTO)
    await team.work()
    assert team.slack.shared == []
    await unmark_spam(team.ctx, team.workspace_id, client, "U1")
    await team.work()
    assert len(team.slack.shared) == 1


async def test_a_contact_is_told_in_words_beside_its_file(team: Team) -> None:
    card = Media(f"{HOST}/3", "text/vcard")
    _kept(team, b"BEGIN:VCARD\r\nFN:Ann Lee\r\nTEL:+12025550111\r\nEND:VCARD\r\n", card)
    await _sends(team, card)
    await team.work()
    [(_, shared)] = team.slack.shared
    assert (shared.words, shared.title) == ("Ann Lee: +12025550111", "Contact from Jane Doe")
