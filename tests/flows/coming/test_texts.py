"""A text that waits: its words changed, paused, resumed, sent now; by whom, and what it costs meanwhile."""

from datetime import timedelta

import pytest

from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.scheduling import PAUSED_UNTIL
from bot.domain.thread import OutboundPost, StillScheduledPost, SystemPost
from bot.flows.coming import edit as editing
from bot.flows.coming.edit import EMPTY, Editable, edit, editable
from bot.flows.coming.texts import (
    GOES_ANYWAY,
    IS_PAUSED,
    NOT_PAUSED,
    NeedsTime,
    pause,
    resume,
    send_now,
)
from bot.flows.coming.words import PAUSED, RESUMED
from bot.flows.outbound.cancel import TAKEN_BACK, TOO_LATE, cancel
from bot.flows.outbound.reschedule import NOT_YOURS, reschedule, waits
from bot.flows.outbound.retry import GONE
from bot.storage.tables import messages
from tests.flows.harness import Team
from tests.flows.money.till import limit, taken, totals
from tests.support.world import CLOCK_START, inbound

TOMORROW = CLOCK_START + timedelta(days=1)
LATER = CLOCK_START + timedelta(days=2)
NIGHT = CLOCK_START + timedelta(hours=13)


@pytest.fixture
async def scheduled(team: Team) -> Team:
    """A team with a text by U1 for tomorrow."""
    await team.text("See you", send_at=TOMORROW)
    await team.work()
    return team


async def _where(team: Team, user: str = "U1") -> tuple:  # type: ignore[type-arg]
    return team.ctx, team.workspace_id, (await team.message()).id, user


def _lines(team: Team) -> list[str]:
    return [post.text for post in team.posts(SystemPost)]


def _card(team: Team) -> object:
    [card] = team.slack.roots.values()
    return card.next_text


async def test_paused_it_does_not_go_and_thread_card_and_audit_say_so(scheduled: Team) -> None:
    assert await pause(*await _where(scheduled)) == PAUSED
    await scheduled.work()
    [post] = scheduled.posts(OutboundPost)
    assert post.waiting.paused_by == "U1"
    assert _card(scheduled).paused_by == "U1"  # type: ignore[attr-defined]
    assert "paused a text" in _lines(scheduled)[-1]
    assert "See you" in _lines(scheduled)[-1]
    assert len(await scheduled.audit("text_paused")) == 1
    await scheduled.wait(days=2)
    assert scheduled.sent == []
    assert (await scheduled.message()).due_at == PAUSED_UNTIL
    assert await pause(*await _where(scheduled)) == IS_PAUSED


async def test_what_comes_behind_a_paused_text_goes(scheduled: Team) -> None:
    await pause(*await _where(scheduled))
    await scheduled.wait(days=1, hours=1)
    await scheduled.text("Another one")
    await scheduled.work()
    assert scheduled.sent == ["Another one"]


async def test_nobody_is_told_that_a_paused_text_still_goes(scheduled: Team) -> None:
    await pause(*await _where(scheduled))
    await scheduled.hear(inbound("Hi", "SM1"))
    await scheduled.work()
    assert scheduled.posts(StillScheduledPost) == []


async def test_resumed_it_goes_at_its_own_time(scheduled: Team) -> None:
    where = await _where(scheduled)
    await pause(*where)
    assert await resume(*where) == RESUMED
    await scheduled.work()
    [post] = scheduled.posts(OutboundPost)
    assert (post.waiting.until, post.waiting.paused_by) == (TOMORROW, "")
    assert "resumed" in _lines(scheduled)[-1]
    assert len(await scheduled.audit("text_resumed")) == 1
    await scheduled.wait(days=1)
    assert scheduled.sent == ["See you"]
    assert await resume(*where) == TOO_LATE


async def test_resumed_after_its_time_it_needs_another_one(scheduled: Team) -> None:
    where = await _where(scheduled)
    await pause(*where)
    await scheduled.wait(days=1, hours=1)
    assert await resume(*where) == NeedsTime()
    await scheduled.work()
    assert scheduled.sent == []
    found = await waits(*where)
    assert found.due_at == TOMORROW  # type: ignore[union-attr]
    assert await reschedule(*where, LATER) == ""
    await scheduled.wait(days=1)
    assert scheduled.sent == ["See you"]
    assert (await scheduled.message()).paused_by is None


async def test_while_it_is_paused_its_money_is_free_for_others(scheduled: Team) -> None:
    where = await _where(scheduled)
    assert len(await totals(scheduled)) == 1
    await pause(*where)
    await limit(scheduled, messages=1)
    await scheduled.text("Another one")
    said = await resume(*where)
    assert isinstance(said, str)
    assert said.startswith("Nothing was changed. There is no room")
    assert (await scheduled.message(where[2])).paused_by == "U1"


async def test_resume_of_what_is_not_paused_and_pause_of_what_goes_now_change_nothing(
    scheduled: Team,
) -> None:
    assert await resume(*await _where(scheduled)) == NOT_PAUSED
    now = await scheduled.text("At once")
    assert await pause(scheduled.ctx, scheduled.workspace_id, now, "U1") == GOES_ANYWAY
    assert await pause(scheduled.ctx, scheduled.workspace_id, "nothing", "U1") == GONE


async def test_a_held_text_that_was_paused_goes_by_the_gate_s_rules_once_it_is_resumed(team: Team) -> None:
    await team.text("Tomorrow then", send_at=NIGHT)
    where = await _where(team)
    await pause(*where)
    said = await resume(*where)
    assert isinstance(said, str)
    assert "by day only" in said
    assert (await team.message()).due_at == NIGHT + timedelta(hours=9)


@pytest.mark.parametrize("do", [pause, resume, send_now, cancel])
async def test_somebody_else_must_look_after_the_client_or_be_a_manager(scheduled: Team, do: object) -> None:
    where = await _where(scheduled, "U2")
    assert "Nothing was changed" in str(await do(*where))  # type: ignore[operator]
    async with scheduled.ctx.store.write(scheduled.workspace_id) as uow:
        await uow.clients.change((await scheduled.message()).client_id, owner="U2")
    assert "who looks after" not in str(await do(*where))  # type: ignore[operator]


async def test_a_manager_may(scheduled: Team) -> None:
    assert await pause(*await _where(scheduled, "U2")) == NOT_YOURS
    await scheduled.promote("U2", Role.MANAGER)
    assert await pause(*await _where(scheduled, "U2")) == PAUSED


async def test_sent_now_it_goes_and_at_night_it_says_that_it_waits(scheduled: Team) -> None:
    where = await _where(scheduled)
    await pause(*where)
    assert await send_now(*where) == "It goes now."
    await scheduled.work()
    assert scheduled.sent == ["See you"]
    second = await scheduled.text("Sleep well", send_at=LATER)
    scheduled.clock.advance(hours=13)
    said = await send_now(scheduled.ctx, scheduled.workspace_id, second, "U1")
    assert said == "It cannot go yet. Texts to clients go by day only."


async def test_a_paused_text_can_be_taken_back(scheduled: Team) -> None:
    where = await _where(scheduled)
    await pause(*where)
    assert await cancel(*where) == TAKEN_BACK
    await scheduled.work()
    assert await scheduled.statuses() == [Status.CANCELED]
    assert _card(scheduled) is None


async def test_other_words_go_and_the_post_shows_them(scheduled: Team) -> None:
    where = await _where(scheduled)
    assert await editable(*where) == Editable(where[2], "See you", 1600)
    assert await edit(*where, "See you at 10") == ""
    await scheduled.work()
    [post] = scheduled.posts(OutboundPost)
    assert (post.body, post.waiting.until) == ("See you at 10", TOMORROW)
    assert "changed the words" in _lines(scheduled)[-1]
    assert len(await scheduled.audit("text_edited")) == 1
    await scheduled.wait(days=1)
    assert scheduled.sent == ["See you at 10"]


async def test_longer_words_cost_more_and_are_refused_where_there_is_no_room(scheduled: Team) -> None:
    where = await _where(scheduled)
    before, _ = await taken(scheduled)
    assert await edit(*where, "word " * 100) == ""
    assert await taken(scheduled) == (4 * before, 1)
    await limit(scheduled, dollars="0.04")
    assert "no room" in await edit(*where, "word " * 200)
    assert await taken(scheduled) == (4 * before, 1)


async def test_words_that_the_gate_refuses_are_not_stored(scheduled: Team) -> None:
    where = await _where(scheduled)
    said = await edit(*where, "x" * 1601)
    assert said.startswith("Nothing was changed.")
    assert (await scheduled.message()).body == "See you"
    assert await edit(*where, " \n") == EMPTY
    assert await scheduled.audit("text_edited") == []


async def test_a_paused_text_stays_paused_when_its_words_change(scheduled: Team) -> None:
    where = await _where(scheduled)
    await pause(*where)
    assert await edit(*where, "See you soon") == ""
    kept = await scheduled.message()
    assert (kept.body, kept.paused_by, kept.due_at) == ("See you soon", "U1", PAUSED_UNTIL)
    assert await totals(scheduled) == {}


async def test_who_may_not_is_told_before_and_after(scheduled: Team) -> None:
    where = await _where(scheduled, "U2")
    assert await editable(*where) == editing.NOT_YOURS == await edit(*where, "Mine now")


async def test_what_is_of_no_use_at_that_time_is_not_moved_there(scheduled: Team) -> None:
    where = await _where(scheduled)
    await scheduled.change(messages, where[2], useless_at=LATER)
    assert "of no use" in await reschedule(*where, LATER)
    assert (await scheduled.message()).due_at == TOMORROW
