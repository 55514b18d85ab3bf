"""What teammates do in a client's thread, and what the client gets of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Direction, Message, Status
from bot.domain.replies import OfferedFile, RootDeleted, TeammateDeleted, TeammateEdited, TeammateWrote
from bot.domain.roles import Role
from bot.domain.thread import ContinuedPost, Mark
from bot.storage.repositories.roles import Grant
from tests.flows.harness import JANE, Team, failure
from tests.flows.harness import FailureKind as Kind
from tests.support.journeys import root_of
from tests.support.world import INBOX, inbound

TS = "9.1"


@pytest.fixture
async def talking(team: Team) -> Team:
    """A team in a thread with Jane, who has written to it."""
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    return team


async def _replies(team: Team) -> list[Message]:
    return [message for message in await team.messages() if message.direction is Direction.OUT]


async def _edit(team: Team, text: str, ts: str = TS) -> None:
    await team.event(TeammateEdited(INBOX, ts, root_of(team.slack), "U1", text))


async def _delete(team: Team, ts: str = TS) -> None:
    await team.event(TeammateDeleted(INBOX, ts, root_of(team.slack), "U1"))


async def test_a_reply_goes_when_its_undo_window_has_passed(talking: Team) -> None:
    await talking.reply("See you")
    talking.clock.advance(seconds=4.9)
    assert await talking.send() == 0
    talking.clock.advance(seconds=0.2)
    await talking.work()
    assert talking.sent == ["See you"]
    assert talking.marks(TS)[0] is Mark.QUEUED


async def test_without_an_undo_window_a_reply_goes_at_once(talking: Team) -> None:
    team = talking.with_context(settings=replace(talking.ctx.settings, undo=timedelta(0)))
    await team.reply("See you")
    assert await team.send() == 1


async def test_a_reply_takes_the_way_the_client_wrote(talking: Team) -> None:
    await talking.hear(inbound("On WhatsApp now", "SM2", channel=Channel.WHATSAPP))
    await talking.reply("Fine")
    await talking.wait(seconds=6)
    assert [message.channel for message in talking.provider.sent] == [Channel.WHATSAPP]


async def test_the_same_event_twice_is_one_message(talking: Team) -> None:
    await talking.reply("See you")
    await talking.reply("See you")
    await talking.wait(seconds=6)
    assert talking.sent == ["See you"]


async def test_an_edit_within_the_window_changes_what_goes(talking: Team) -> None:
    await talking.reply("See you at nin")
    await _edit(talking, "See you at nine")
    await talking.wait(seconds=6)
    assert talking.sent == ["See you at nine"]


async def test_an_edit_starts_the_window_anew(talking: Team) -> None:
    await talking.reply("See you")
    talking.clock.advance(seconds=4)
    await _edit(talking, "See you at nine")
    talking.clock.advance(seconds=4)
    assert await talking.send() == 0
    await talking.wait(seconds=2)
    assert talking.sent == ["See you at nine"]


async def test_an_edit_that_changes_no_word_changes_nothing(talking: Team) -> None:
    await talking.reply("See you")
    talking.clock.advance(seconds=4)
    await _edit(talking, " See you ")
    talking.clock.advance(seconds=2)
    assert await talking.send() == 1


async def test_an_edit_does_not_hasten_what_the_provider_has_put_off(talking: Team) -> None:
    talking.provider.answers = [failure(Kind.WAIT, retry_after=timedelta(hours=3))]
    await talking.reply("See you")
    await talking.wait(seconds=6)
    await _edit(talking, "See you at nine")
    await talking.wait(minutes=5)
    assert talking.sent == ["See you"]
    await talking.wait(hours=3)
    assert talking.sent == ["See you", "See you at nine"]


async def test_an_edit_into_something_too_long_is_refused_and_told(talking: Team) -> None:
    await talking.reply("See you")
    await _edit(talking, "x" * 1601)
    await talking.wait(seconds=6)
    assert talking.sent == []
    assert [each.status for each in await _replies(talking)] == [Status.REFUSED]
    assert "1,601 characters" in talking.told[0]
    assert talking.marks(TS)[-1] is Mark.FAILED


async def test_an_edit_into_a_note_takes_the_reply_back(talking: Team) -> None:
    await talking.reply("She never pays")
    await _edit(talking, "note: She never pays")
    await talking.wait(seconds=10)
    assert talking.sent == []
    assert [each.status for each in await _replies(talking)] == [Status.CANCELED]
    assert {Mark.CANCELED, Mark.NOTE} <= set(talking.marks(TS))


async def test_an_edit_into_nothing_takes_the_reply_back(talking: Team) -> None:
    await talking.reply("Oops")
    await _edit(talking, "  ")
    await talking.wait(seconds=10)
    assert talking.sent == []
    assert Mark.NOTE not in talking.marks(TS)


async def test_a_deletion_within_the_window_takes_the_reply_back(talking: Team) -> None:
    await talking.reply("Oops")
    await _delete(talking)
    await talking.wait(seconds=10)
    assert talking.sent == []
    assert [each.status for each in await _replies(talking)] == [Status.CANCELED]
    assert talking.told == []


@pytest.mark.parametrize("change", [_delete, lambda team: _edit(team, "Something else")])
async def test_a_reply_can_be_taken_back_or_changed_even_when_the_card_is_gone(talking: Team, change) -> None:
    await talking.reply("Oops")
    old = root_of(talking.slack)
    await talking.event(RootDeleted(INBOX, old))
    await talking.work()
    assert root_of(talking.slack) != old
    await change(talking)
    await talking.wait(seconds=10)
    assert "Oops" not in talking.sent


async def test_an_edit_after_the_window_tells_that_the_client_has_the_original(talking: Team) -> None:
    await talking.reply("See you")
    await talking.wait(seconds=6)
    await _edit(talking, "See you never")
    await talking.work()
    assert talking.sent == ["See you"]
    assert talking.slack.notices[0][0] == "U1"
    assert talking.told[0].startswith("The client still has the original")


async def test_a_deletion_after_the_window_tells_that_the_client_has_it(talking: Team) -> None:
    await talking.reply("See you")
    await talking.wait(seconds=6)
    await _delete(talking)
    await talking.work()
    assert talking.told[0].startswith("Deleted here only")


async def test_an_edit_of_what_did_not_go_says_that_it_does_not_send(talking: Team) -> None:
    await talking.reply("x" * 1601)
    await _edit(talking, "Short enough")
    await talking.wait(seconds=10)
    assert talking.sent == []
    assert "Write it as a new reply" in talking.told[-1]


async def test_an_edit_within_a_note_says_nothing(talking: Team) -> None:
    await talking.reply("Oops")
    await _edit(talking, "note: oops")
    await _edit(talking, "note: oops indeed")
    await talking.wait(seconds=10)
    assert talking.told == []


async def test_deleting_what_did_not_go_says_nothing(talking: Team) -> None:
    talking.provider.answers = [failure(Kind.FINAL)]
    await talking.reply("See you")
    await talking.wait(seconds=6)
    await _delete(talking)
    await talking.work()
    assert talking.told == []


@pytest.mark.parametrize(
    "text",
    [
        "note: x",
        "NOTE: x",
        " Note : x",
        "private: x",
        "Internal:x",
        "! x",
        "!x",
        ";; x",
        "// x",
        "//x",
        "note:\nx",
    ],
)
async def test_a_note_never_becomes_a_message(talking: Team, text: str) -> None:
    await talking.reply(text)
    await talking.wait(minutes=1)
    assert (talking.sent, await _replies(talking)) == ([], [])
    assert talking.marks(TS) == [Mark.NOTE]


async def test_a_note_with_a_file_is_a_note(talking: Team) -> None:
    scan = OfferedFile("scan.pdf", "application/pdf", 9, "https://files.slack.test/1")
    await talking.reply("note: her scan", files=(scan,))
    await talking.work()
    assert (talking.marks(TS), talking.told) == ([Mark.NOTE], [])


async def test_an_empty_message_is_nothing(talking: Team) -> None:
    await talking.reply("  \n ")
    await talking.wait(minutes=1)
    assert (talking.sent, talking.told) == ([], [])


async def test_a_reply_that_is_too_long_is_refused_told_and_marked(talking: Team) -> None:
    await talking.reply("x" * 5000)
    await talking.wait(minutes=1)
    assert talking.sent == []
    assert [each.status for each in await _replies(talking)] == [Status.REFUSED]
    assert talking.told == [
        "Not sent. The text has 5,000 characters and 38 more are added for the client; SMS takes 1,600. "
        "Shorten it by 3,438 or send it in parts."
    ]
    assert talking.marks(TS) == [Mark.FAILED]


async def test_a_reply_to_a_client_who_opted_out_is_refused_told_and_marked(talking: Team) -> None:
    await talking.opt_out()
    await talking.reply("Please come back")
    await talking.wait(minutes=1)
    assert talking.sent == []
    assert talking.told[0].startswith("Not sent. Jane Doe opted out of SMS. They can text START")
    assert talking.marks(TS) == [Mark.FAILED]


async def test_a_reply_without_a_sender_is_told(talking: Team) -> None:
    mute = talking.with_context(senders=())
    await mute.reply("See you")
    await mute.wait(minutes=1)
    assert mute.told == ["Not sent. No SMS sender is set up. Ask an admin to connect one."]


async def test_a_thread_that_is_no_clients_is_left_alone(talking: Team) -> None:
    before = len(await talking.outbox())
    for event in (
        TeammateWrote(INBOX, "8.1", "8.0", "U1", "Lunch?"),
        TeammateWrote("C0OTHER", "8.2", root_of(talking.slack), "U1", "Lunch?"),
        TeammateEdited(INBOX, "8.1", "8.0", "U1", "Dinner?"),
        TeammateDeleted(INBOX, "8.1", "8.0", "U1"),
        RootDeleted(INBOX, "8.0"),
    ):
        await talking.event(event)
    assert len(await talking.outbox()) == before
    assert await _replies(talking) == []


async def test_a_deleted_card_is_posted_anew_and_the_talk_goes_on_there(talking: Team) -> None:
    old = root_of(talking.slack)
    await talking.event(RootDeleted(INBOX, old))
    await talking.event(RootDeleted(INBOX, old))
    await talking.work()
    new = root_of(talking.slack)
    assert len(talking.slack.roots) == 2
    assert [post.text for post in talking.posts(ContinuedPost)] == [
        "The card of this conversation was deleted, so it goes on here."
    ]
    await talking.hear(inbound("Still there?", "SM2"))
    await talking.work()
    assert [root for _, root, _, _ in talking.slack.posts][-1] == new


async def test_a_reply_in_the_old_thread_still_goes_to_the_client(talking: Team) -> None:
    old = root_of(talking.slack)
    await talking.event(RootDeleted(INBOX, old))
    await talking.work()
    new = root_of(talking.slack)
    await talking.event(TeammateWrote(INBOX, "8.1", old, "U1", "My screen still shows the old thread"))
    await talking.event(RootDeleted(INBOX, old))
    await talking.wait(seconds=6)
    assert talking.sent == ["My screen still shows the old thread"]
    assert root_of(talking.slack) == new


async def test_a_hostile_reply_goes_as_it_is_but_for_what_cannot_be_kept(talking: Team) -> None:
    await talking.reply("{7*7} <!channel> \x00'; DROP TABLE messages")
    await talking.wait(seconds=6)
    assert talking.sent == ["{7*7} <!channel> \ufffd'; DROP TABLE messages"]


async def test_a_viewer_s_reply_is_refused_and_says_who_can_change_that(talking: Team) -> None:
    async with talking.ctx.store.write(talking.workspace_id) as uow:
        await uow.roles.grant(Grant("U9", Role.VIEWER, None, talking.clock.now()))
    await talking.reply("See you", user="U9")
    await talking.wait(seconds=10)
    assert talking.sent == []
    [told] = talking.told
    assert told.startswith("Not sent. A viewer cannot write to clients; that takes a sender.")
    assert "Ask an admin" in told


async def test_who_loses_the_right_to_write_before_the_reply_goes_has_not_sent_it(talking: Team) -> None:
    await talking.reply("See you", user="U9")
    async with talking.ctx.store.write(talking.workspace_id) as uow:
        await uow.roles.grant(Grant("U9", Role.VIEWER, None, talking.clock.now()))
    await talking.wait(seconds=10)
    assert talking.sent == []
    assert [message.status for message in await _replies(talking)] == [Status.REFUSED]


async def test_a_reply_by_whatsapp_a_day_after_the_client_s_text_is_refused(team: Team) -> None:
    await team.written_to(JANE)
    await team.work()
    team.clock.advance(hours=24)
    await team.reply("Are you still there?")
    await team.wait(seconds=10)
    assert team.sent == []
    assert "ended on Nov 21, 2026 at 3:00 PM UTC" in team.told[0]
    assert "Use a template, send an SMS, or wait until they write on WhatsApp." in team.told[0]
