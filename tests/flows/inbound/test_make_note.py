"""*Make it a note*: what has not gone stays inside, and what has gone is said plainly."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.message import Status
from bot.domain.replies import TeammateEdited, TeammateWrote
from bot.domain.roles import Role
from bot.domain.thread import Mark, OutboundPost
from bot.flows.inbound import make_note as notes
from bot.flows.inbound.make_note import Pointed, make_note
from bot.flows.inbound.slack_events import SlackEvent, claim, handle_one, store
from bot.flows.outbound.cancel import TWICE
from bot.storage.tables import conversations, held_replies, messages
from tests.flows.harness import Team
from tests.support.journeys import root_of
from tests.support.world import CLOCK_START, INBOX, inbound

TS = "9.1"


@pytest.fixture
async def talking(team: Team) -> Team:
    """A team in a thread with Jane, who has written to it."""
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    return team


async def note(team: Team, user: str = "U1", *, author: str = "U1", ts: str = TS, root: str = "") -> str:
    pointed = Pointed(INBOX, root or root_of(team.slack), ts, author)
    return await make_note(team.ctx, team.workspace_id, pointed, user)


async def sent(team: Team, **by: float) -> list[str]:
    await team.wait(**by)
    return team.sent


async def test_in_its_undo_window_it_stays_inside_and_is_marked(talking: Team) -> None:
    await talking.reply("She always asks that")
    assert await note(talking) == notes.KEPT
    assert await sent(talking, minutes=1) == []
    assert set(talking.marks(TS)) >= {Mark.NOTE, Mark.CANCELED}
    [deed] = await talking.audit("made_note")
    assert deed.actor == "U1"


async def test_held_by_the_night_it_stays_inside(talking: Team) -> None:
    talking.clock.advance(hours=13)
    await talking.reply("She always asks that")
    assert await note(talking) == notes.KEPT
    assert await sent(talking, hours=12) == []


async def test_what_its_author_is_asked_about_stays_inside(talking: Team) -> None:
    await talking.reply("@Sam look at this", begins_with_mention=True)
    assert await note(talking) == notes.KEPT
    assert await talking.rows(held_replies) == []
    assert await sent(talking, minutes=1) == []
    assert Mark.NOTE in talking.marks(TS)


async def test_a_scheduled_text_stays_inside_and_its_post_says_so(talking: Team) -> None:
    await talking.text("See you", send_at=CLOCK_START + timedelta(days=1))
    await talking.work()
    ts = str((await talking.messages())[-1].slack_ts)
    assert await note(talking, author="", ts=ts) == notes.KEPT
    assert await sent(talking, days=2) == []
    [post] = talking.posts(OutboundPost)
    assert (post.waiting, post.outcome) == (None, "Taken back: the client does not get it.")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.SENDING, notes.ON_ITS_WAY),
        (Status.ACCEPTED, notes.ON_ITS_WAY),
        (Status.UNCONFIRMED, notes.UNKNOWN),
        (Status.SENT, notes.HAS_IT),
        (Status.DELIVERED, notes.HAS_IT),
        (Status.READ, notes.HAS_IT),
        (Status.FAILED, notes.NEVER_WENT),
        (Status.REFUSED, notes.NEVER_WENT),
        (Status.CANCELED, TWICE),
    ],
)
async def test_what_does_not_wait_is_told_as_it_is(talking: Team, status: Status, said: str) -> None:
    await talking.reply("She always asks that")
    reply = (await talking.messages())[-1]
    await talking.change(messages, reply.id, status=status.value)
    assert await note(talking) == said
    assert (await talking.message(reply.id)).status is status
    assert await talking.audit("made_note") == []


async def test_a_correction_that_waits_does_not_hide_that_the_client_has_the_original(talking: Team) -> None:
    await talking.reply("At nine")
    await talking.wait(minutes=1)
    await talking.event(TeammateEdited(INBOX, TS, root_of(talking.slack), "U1", "At ten"))
    await talking.change(messages, (await talking.messages())[-1].id, status="delivered")
    assert await note(talking) == notes.HAS_IT
    assert len(await talking.rows(held_replies)) == 1


async def test_only_its_author_or_a_manager(talking: Team) -> None:
    await talking.reply("She always asks that")
    assert await note(talking, "U2") == notes.NOT_YOURS
    await talking.reply("@Sam look", "9.2", begins_with_mention=True)
    assert await note(talking, "U2", ts="9.2") == notes.NOT_YOURS
    await talking.promote("U2", Role.MANAGER)
    assert await note(talking, "U2") == await note(talking, "U2", ts="9.2") == notes.KEPT
    assert await sent(talking, minutes=1) == []


async def test_a_client_s_words_and_the_card_are_no_teammate_s(talking: Team) -> None:
    for ts in (talking.slack.posts[-1][0], root_of(talking.slack)):
        assert await note(talking, author="", ts=ts) == notes.NO_TEAMMATE


async def test_in_another_thread_there_is_nothing_to_do(talking: Team) -> None:
    assert await note(talking, root="1.1") == notes.NO_THREAD


async def test_where_the_card_has_stood_before_it_is_the_same_thread(talking: Team) -> None:
    old = root_of(talking.slack)
    await talking.reply("She always asks that")
    [thread] = await talking.rows(conversations)
    async with talking.ctx.store.write(talking.workspace_id) as uow:
        await uow.conversations.set_root(thread.id, "77.7")
    assert await note(talking, root=old) == notes.KEPT


class Reader:
    """Reads every event as the same thing."""

    def __init__(self, event: Any) -> None:
        self.event = event

    async def read(self, _payload: object) -> Any:
        return self.event


async def hear_of_it(team: Team, event_id: str = "E1") -> None:
    """Slack tells of the reply at last."""
    written = SlackEvent(event_id, "T0", "order", {"text": "x"}, f"{INBOX}:{TS}")
    await store(team.ctx, team.workspace_id, [written])


async def handle_all(team: Team) -> None:
    reply = TeammateWrote(INBOX, TS, root_of(team.slack), "U1", "She always asks that")
    for event in await claim(team.ctx, team.workspace_id, "w", 9):
        await handle_one(team.ctx, Reader(reply), team.workspace_id, "w", event)  # type: ignore[arg-type]


async def test_what_slack_tells_of_only_afterwards_is_not_sent(talking: Team) -> None:
    assert await note(talking) == notes.KEPT
    await hear_of_it(talking)
    await handle_all(talking)
    assert await sent(talking, minutes=1) == []
    assert talking.marks(TS) == [Mark.NOTE]


async def test_what_slack_has_told_of_and_nobody_has_handled_is_not_sent(talking: Team) -> None:
    await hear_of_it(talking)
    assert await note(talking) == notes.KEPT
    await handle_all(talking)
    assert await sent(talking, minutes=1) == []


async def test_what_somebody_may_not_keep_inside_still_goes(talking: Team) -> None:
    await hear_of_it(talking)
    assert await note(talking, "U2") == notes.NOT_YOURS
    await handle_all(talking)
    assert await sent(talking, minutes=1) == ["She always asks that"]


async def test_a_note_is_one_already(talking: Team) -> None:
    await hear_of_it(talking)
    reply = Reader(None)
    for event in await claim(talking.ctx, talking.workspace_id, "w", 9):
        await handle_one(talking.ctx, reply, talking.workspace_id, "w", event)  # type: ignore[arg-type]
    assert await note(talking) == notes.INSIDE


async def test_without_an_undo_window_it_is_too_late(talking: Team) -> None:
    team = talking.with_context(settings=replace(talking.ctx.settings, undo=timedelta(0)))
    await team.reply("She always asks that")
    await team.work()
    assert await note(team) == notes.ON_ITS_WAY
