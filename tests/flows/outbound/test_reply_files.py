"""Files dropped into a reply go to the client: all of them, made to fit, or nothing and a word on why."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.channel import Channel
from bot.domain.file_types import JPEG, type_of
from bot.domain.message import Direction, Message, Status
from bot.domain.replies import OfferedFile, TeammateDeleted, TeammateEdited
from bot.domain.thread import Mark
from bot.flows.desk import MediaDesk
from bot.flows.inbound.edited import FILE_HAS_GONE, FILE_TAKEN_OUT
from bot.flows.inbound.held_replies import send_held
from bot.flows.outbound.serve_media import serve_media
from bot.flows.threads.work import pause_relay
from bot.media.folder import MediaFolder
from bot.media.links import MediaLinks
from bot.ports import DownloadFailed
from bot.storage.tables import charges, held_replies
from tests.flows.harness import ADDED, JANE, Team
from tests.support import files
from tests.support.journeys import root_of
from tests.support.world import INBOX, inbound

TS = "9.1"
PUBLIC = "https://texts.example"


@pytest.fixture
async def talking(team: Team, tmp_path: Path) -> Team:
    """A team with a thread in which the client has written, and a place for files."""
    desk = MediaDesk(MediaFolder(tmp_path / "media"), MediaLinks(PUBLIC, b"key"))
    ours = team.with_context(media=desk)
    await ours.meet("Jane Doe")
    await ours.hear(inbound("Hi", "SM1"))
    await ours.work()
    return ours


def _offer(team: Team, name: str, content: bytes, content_type: str = "image/jpeg") -> OfferedFile:
    url = f"https://files.slack.test/{name}"
    team.slack.uploads[url] = content
    return OfferedFile(name, content_type, len(content), url)


async def _out(team: Team) -> list[Message]:
    return [each for each in await team.messages() if each.direction is Direction.OUT]


async def test_a_picture_goes_as_an_mms_under_a_link_that_leads_to_it(talking: Team) -> None:
    photo = _offer(talking, "room.jpg", files.picture(64, 48))
    await talking.reply("Your room", files=(photo,))
    await talking.work()
    assert set(talking.marks(TS)) == {Mark.QUEUED}
    await talking.wait(seconds=6)
    [sent] = talking.provider.sent
    assert (sent.channel, talking.sent) == (Channel.MMS, ["Your room"])
    [media] = sent.media
    assert media.content_type == "image/jpeg"
    token = media.url.removeprefix(f"{PUBLIC}/media/")
    file, content = await serve_media(talking.ctx, token)
    assert (file.name, type_of(content or b"")) == ("room.jpg", JPEG)
    [message] = await _out(talking)
    assert (message.status, message.channel) == (Status.ACCEPTED, Channel.MMS)
    # What is stored is no link: it would be worth nothing tomorrow.
    assert message.media[0].url.startswith("stored:")
    assert talking.told == []


async def test_a_picture_alone_goes_too_and_costs_what_an_mms_costs(talking: Team) -> None:
    await talking.reply("", files=(_offer(talking, "room.jpg", files.picture()),))
    await talking.wait(seconds=1)
    await talking.wait(seconds=6)
    [sent] = talking.provider.sent
    assert len(sent.media) == 1
    async with talking.ctx.store.read(talking.workspace_id) as uow:
        rows = await uow.connection.execute(select(charges.c.channel, charges.c.segments))
        assert [tuple(row) for row in rows] == [("mms", 1)]


async def test_a_picture_that_is_too_large_is_made_to_fit(talking: Team) -> None:
    large = files.picture(3000, 2000, "PNG", noise=True)
    await talking.reply("Plan", files=(_offer(talking, "plan.png", large, "image/png"),))
    await talking.wait(seconds=1)
    await talking.wait(seconds=6)
    [message] = await _out(talking)
    assert (message.media[0].content_type, message.media[0].name) == ("image/jpeg", "plan.jpg")
    assert 0 < message.media[0].size <= 5_000_000


@pytest.mark.parametrize("said", ["image/heic", "application/octet-stream"])
async def test_an_iphone_s_picture_goes_as_a_jpeg_by_mms_and_by_whatsapp(talking: Team, said: str) -> None:
    # What no picture may have by MMS a picture may: Slack may not know that it is one.
    photo = _offer(talking, "IMG_0417.HEIC", files.iphone(2400, 1800, turned=True, quality=100), said)
    photo = replace(photo, size=max(photo.size, 2_000_000))
    await talking.reply("Your room", files=(photo,))
    await talking.wait(seconds=1)
    await talking.wait(seconds=6)
    await talking.written_to(JANE)
    await talking.reply("Your room again", "9.2", files=(photo,))
    await talking.wait(seconds=1)
    await talking.wait(seconds=6)
    assert [sent.channel for sent in talking.provider.sent] == [Channel.MMS, Channel.WHATSAPP]
    for sent in talking.provider.sent:
        token = sent.media[0].url.removeprefix(f"{PUBLIC}/media/")
        file, content = await serve_media(talking.ctx, token)
        assert (file.name, file.content_type) == ("IMG_0417.jpg", "image/jpeg")
        assert type_of(content or b"") is JPEG
        assert b"camera" not in (content or b"")
    assert talking.told == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "IMG_1.heic",
            files.lying_heic(30_000, 30_000),
            "“IMG_1.heic” cannot be sent. It would unpack to more than 50 million points.",
        ),
        (
            "IMG_2.heic",
            files.iphone()[:300],
            "“IMG_2.heic” cannot be sent. It cannot be read as a picture. Take it out or put a link",
        ),
        ("contract.pdf", files.PDF + b"x" * 600_000, "“contract.pdf” has 0.6 MB, and MMS takes 0.5 MB"),
        ("page.jpg", files.PAGE, "“page.jpg” is of a kind that does not go by MMS"),
        ("both.gif", files.POLYGLOT, "“both.gif” is of a kind that does not go by MMS"),
        ("run.pdf", files.PROGRAM, "“run.pdf” is of a kind that does not go by MMS"),
        (
            "bomb.png",
            files.bomb(),
            "“bomb.png” cannot be sent. It would unpack to more than 50 million points.",
        ),
        ("half.jpg", files.picture(200, 200, noise=True)[:2000], "“half.jpg” cannot be sent."),
    ],
)
async def test_when_one_file_cannot_go_nothing_goes_and_the_author_is_told(
    talking: Team, name: str, content: bytes, said: str
) -> None:
    fine = _offer(talking, "fine.jpg", files.picture())
    await talking.reply("Both of these", files=(fine, _offer(talking, name, content)))
    await talking.work()
    await talking.wait(minutes=1)
    assert (talking.sent, await _out(talking)) == ([], [])
    [told] = talking.told
    assert told.startswith(f"Nothing was sent, the text included. {said}")
    assert talking.marks(TS) == [Mark.QUEUED, Mark.FAILED]


async def test_what_can_be_told_before_is_told_before_anything_is_fetched(talking: Team) -> None:
    many = tuple(
        OfferedFile(f"{n}.jpg", "image/jpeg", 10, f"https://files.slack.test/{n}") for n in range(11)
    )
    await talking.reply("All of these", files=many)
    await talking.work()
    assert "10 files at most, and here are 11" in talking.told[-1]
    page = OfferedFile("page.html", "text/html", 10, "https://files.slack.test/page")
    await talking.reply("A page", "9.3", files=(page,))
    await talking.work()
    assert "“page.html” is of a kind that does not go by MMS" in talking.told[-1]
    huge = OfferedFile("film.mp4", "video/mp4", 2 * 1024**3, "https://files.slack.test/film")
    await talking.reply("A film", "9.2", files=(huge,))
    await talking.work()
    assert "“film.mp4” has 2,147 MB, and MMS takes 0.5 MB of its kind." in talking.told[-1]


async def test_whatsapp_takes_one_file(talking: Team) -> None:
    await talking.written_to(JANE)
    photo = _offer(talking, "room.jpg", files.picture())
    await talking.reply("Two", files=(photo, photo))
    await talking.work()
    told = "WhatsApp takes one file in a message, and here are 2. Send them one by one."
    assert talking.told[-1].endswith(told)
    await talking.reply("One", "9.2", files=(photo,))
    await talking.wait(seconds=1)
    await talking.wait(seconds=6)
    assert [(sent.channel, len(sent.media)) for sent in talking.provider.sent] == [(Channel.WHATSAPP, 1)]


async def test_a_sender_that_is_a_name_takes_no_files(talking: Team) -> None:
    senders = tuple(replace(each, takes_media=False) for each in talking.ctx.senders)
    named = talking.with_context(senders=senders)
    await named.reply("Look", files=(_offer(named, "room.jpg", files.picture()),))
    await named.work()
    assert "This sender takes texts only." in named.told[-1]


async def test_without_an_address_for_the_provider_it_is_said_plainly(talking: Team) -> None:
    bare = talking.with_context(media=None)
    await bare.reply("Look", files=(_offer(bare, "room.jpg", files.picture()),))
    await bare.work()
    assert "PUBLIC_URL" in bare.told[-1]
    assert bare.sent == []


async def test_what_is_deleted_or_edited_while_its_files_are_made_ready_is_deleted_or_edited(
    talking: Team,
) -> None:
    photo = _offer(talking, "room.jpg", files.picture())
    root = root_of(talking.slack)
    await talking.reply("First", files=(photo,))
    await talking.event(TeammateDeleted(INBOX, TS, root, "U1"))
    await talking.reply("Secnd", "9.2", files=(photo,))
    await talking.event(TeammateEdited(INBOX, "9.2", root, "U1", "Second"))
    await talking.reply("Third", "9.3", files=(photo,))
    await talking.event(TeammateEdited(INBOX, "9.3", root, "U1", "note: third"))
    await talking.reply("Fourth", "9.4", files=(photo,))
    await talking.event(TeammateEdited(INBOX, "9.4", root, "U1", ""))
    await talking.wait(seconds=3)
    await talking.wait(seconds=10)
    assert talking.sent == ["Second", ""]
    assert all(len(sent.media) == 1 for sent in talking.provider.sent)


async def test_within_the_undo_window_a_picture_is_taken_back_and_keeps_its_file_through_an_edit(
    talking: Team,
) -> None:
    photo = _offer(talking, "room.jpg", files.picture())
    root = root_of(talking.slack)
    await talking.reply("First", files=(photo,))
    await talking.reply("Second", "9.2", files=(photo,))
    await talking.wait(seconds=2)
    assert [each.status for each in await _out(talking)] == [Status.QUEUED, Status.QUEUED]
    await talking.event(TeammateDeleted(INBOX, TS, root, "U1"))
    await talking.event(TeammateEdited(INBOX, "9.2", root, "U1", ""))
    await talking.wait(seconds=10)
    assert talking.carried == [ADDED.strip()]
    assert len(talking.provider.sent[0].media) == 1


async def test_a_file_taken_out_in_time_takes_the_whole_reply_back(talking: Team) -> None:
    photo = _offer(talking, "room.jpg", files.picture())
    root = root_of(talking.slack)
    await talking.reply("First", files=(photo, photo))
    await talking.event(TeammateEdited(INBOX, TS, root, "U1", "First", lost_files=True))
    await talking.reply("Second", "9.2", files=(photo, photo))
    await talking.wait(seconds=2)
    await talking.event(TeammateEdited(INBOX, "9.2", root, "U1", "Second", lost_files=True))
    await talking.wait(seconds=10)
    assert talking.sent == []
    assert talking.told == [FILE_TAKEN_OUT, FILE_TAKEN_OUT]


async def test_a_file_taken_out_too_late_is_told(talking: Team) -> None:
    await talking.reply("First", files=(_offer(talking, "room.jpg", files.picture()),))
    await talking.wait(seconds=2)
    await talking.wait(seconds=10)
    root = root_of(talking.slack)
    await talking.event(TeammateEdited(INBOX, TS, root, "U1", "First", lost_files=True))
    await talking.work()
    assert (talking.sent, talking.told) == (["First"], [FILE_HAS_GONE])


async def test_what_is_written_behind_a_picture_does_not_overtake_it(talking: Team) -> None:
    talking.slack.not_given = [DownloadFailed("Slack took too long.", again=True) for _ in range(3)]
    await talking.reply("The picture", files=(_offer(talking, "room.jpg", files.picture()),))
    await talking.reply("And the words about it", "9.2")
    for _ in range(4):
        await talking.wait(seconds=10)
    await talking.wait(seconds=10)
    assert talking.sent == ["The picture", "And the words about it"]


async def test_what_slack_does_not_give_is_told_after_some_tries(talking: Team) -> None:
    away = DownloadFailed("Slack could not be reached to fetch the file.", again=True)
    talking.slack.not_given = [away for _ in range(20)]
    await talking.reply("Look", files=(_offer(talking, "room.jpg", files.picture()),))
    for _ in range(10):
        await talking.wait(minutes=5)
    assert talking.sent == []
    assert talking.told == [
        "Nothing was sent, the text included. Slack could not be reached to fetch the file. "
        "Write it again later."
    ]
    assert len(talking.slack.not_given) == 20 - 8


async def test_what_slack_never_gives_is_told_at_once(talking: Team) -> None:
    talking.slack.not_given = [DownloadFailed("Slack does not have the file any more.")]
    await talking.reply("Look", files=(_offer(talking, "room.jpg", files.picture()),))
    await talking.work()
    assert "“room.jpg” could not be had. Slack does not have the file any more." in talking.told[-1]


async def test_a_fault_of_ours_is_told_and_holds_up_nothing(talking: Team) -> None:
    missing = OfferedFile("room.jpg", "image/jpeg", 10, "https://files.slack.test/nowhere")
    await talking.reply("Look", files=(missing,))
    await talking.reply("Without it", "9.2")
    for _ in range(6):
        await talking.wait(minutes=1)
    assert "could not be made ready" in talking.told[0]
    assert talking.sent == ["Without it"]


async def test_a_reply_with_files_that_its_author_was_asked_about_goes_with_them(talking: Team) -> None:
    photo = _offer(talking, "room.jpg", files.picture())
    await talking.reply("@Sam look", files=(photo,), begins_with_mention=True)
    await talking.wait(seconds=10)
    assert talking.sent == []
    [row] = await talking.rows(held_replies)
    said = await send_held(talking.ctx, talking.workspace_id, row.id, "U1")
    assert said == "It is on its way to the client."
    await talking.wait(seconds=1)
    await talking.wait(seconds=6)
    assert talking.sent == ["@Sam look"]
    assert len(talking.provider.sent[0].media) == 1
    assert await talking.rows(held_replies) == []


async def test_a_reply_with_files_stays_inside_while_the_relay_is_paused(talking: Team) -> None:
    client = (await talking.clients())[0]
    await pause_relay(talking.ctx, talking.workspace_id, client.id, "U1")
    await talking.reply("Look", files=(_offer(talking, "room.jpg", files.picture()),))
    await talking.wait(minutes=1)
    assert talking.sent == []
    assert Mark.NOTE in talking.marks(TS)
