"""*Change time*: a text that waits goes at another time, or now."""

from datetime import datetime, timedelta

import pytest

from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.scheduling import PAST
from bot.domain.thread import OutboundPost
from bot.flows.outbound.anyway import PUT_OFF, SENT_NOW, send_anyway
from bot.flows.outbound.cancel import TOO_LATE, TWICE, cancel
from bot.flows.outbound.reschedule import NOT_YOURS, Waits, reschedule, waits
from bot.flows.outbound.retry import GONE
from bot.storage.tables import messages
from tests.flows.harness import Team
from tests.flows.money.till import limit, totals
from tests.support.world import CLOCK_START

TOMORROW = CLOCK_START + timedelta(days=1)
LATER = CLOCK_START + timedelta(days=2)
NIGHT = CLOCK_START + timedelta(hours=13)
HOUR = timedelta(hours=1)


@pytest.fixture
async def scheduled(team: Team) -> Team:
    """A team with a text by U1 for tomorrow."""
    await team.text("See you", send_at=TOMORROW)
    await team.work()
    return team


async def change(team: Team, send_at: datetime | None, user: str = "U1") -> str:
    return await reschedule(team.ctx, team.workspace_id, (await team.message()).id, user, send_at)


async def until(team: Team, at: datetime) -> None:
    team.clock.advance(seconds=(at - team.clock.now()).total_seconds())
    await team.work()


async def test_it_goes_at_the_new_time_which_its_post_and_the_card_show(scheduled: Team) -> None:
    assert await change(scheduled, LATER) == ""
    await scheduled.work()
    [post] = scheduled.posts(OutboundPost)
    [card] = scheduled.slack.roots.values()
    assert card.next_text
    assert post.waiting.until == card.next_text.until == LATER
    await until(scheduled, TOMORROW)
    assert scheduled.sent == []
    await until(scheduled, LATER)
    assert scheduled.sent == ["See you"]


async def test_earlier_and_now_are_times_as_well(scheduled: Team) -> None:
    assert await change(scheduled, CLOCK_START + HOUR) == ""
    await until(scheduled, CLOCK_START + HOUR - timedelta(seconds=1))
    assert scheduled.sent == []
    assert await change(scheduled, None) == ""
    await scheduled.work()
    assert scheduled.sent == ["See you"]
    [post] = scheduled.posts(OutboundPost)
    assert (post.waiting, post.offers) == (None, ())


async def test_it_stands_in_the_audit_and_in_the_log(scheduled: Team) -> None:
    await change(scheduled, LATER)
    [deed] = await scheduled.audit("rescheduled")
    assert (deed.actor, deed.message_id) == ("U1", (await scheduled.message()).id)
    assert deed.detail == {"from": TOMORROW.isoformat(), "to": LATER.isoformat()}
    assert (await scheduled.log(deed.message_id))[-1] == ("queued", False)


async def test_somebody_else_needs_to_be_a_manager(scheduled: Team) -> None:
    message = await scheduled.message()
    where = scheduled.ctx, scheduled.workspace_id, message.id
    assert await change(scheduled, LATER, "U2") == await waits(*where, "U2") == NOT_YOURS
    await scheduled.promote("U2", Role.MANAGER)
    assert await waits(*where, "U2") == Waits(message.id, TOMORROW)
    assert await change(scheduled, LATER, "U2") == ""


async def test_at_night_it_waits_for_the_morning_and_a_time_by_day_sets_it_free(scheduled: Team) -> None:
    assert await change(scheduled, NIGHT) == ""
    held = await scheduled.message()
    assert (held.scheduled_for, held.due_at) == (NIGHT, NIGHT + 9 * HOUR)
    assert held.error_text == "Texts to clients go by day only."
    assert await change(scheduled, LATER) == ""
    assert (await scheduled.message()).error_text is None


async def test_what_the_gate_refuses_is_not_changed(scheduled: Team) -> None:
    before = await scheduled.message()
    await scheduled.opt_out()
    assert (await change(scheduled, LATER)).startswith("Nothing was changed. Jane Doe opted out of SMS.")
    assert await scheduled.message() == before
    assert await scheduled.audit("rescheduled") == []


async def test_the_month_in_which_it_goes_bears_it_or_nothing_is_changed(scheduled: Team) -> None:
    next_month = CLOCK_START + timedelta(days=14)
    assert await change(scheduled, next_month) == ""
    assert [month for month, _ in await totals(scheduled)] == ["2026-12"]
    await limit(scheduled, messages=1)
    before = await scheduled.message()
    await scheduled.text("Another one")
    said = await reschedule(scheduled.ctx, scheduled.workspace_id, before.id, "U1", TOMORROW)
    assert said.startswith("Nothing was changed. There is no room for this")
    assert {month for month, _ in await totals(scheduled)} == {"2026-11", "2026-12"}
    assert await scheduled.message(before.id) == before


async def test_what_was_set_aside_for_one_time_holds_for_no_other(scheduled: Team) -> None:
    await scheduled.promote("U2", Role.MANAGER)
    await change(scheduled, NIGHT)
    message_id = (await scheduled.message()).id
    until_night = (NIGHT - scheduled.clock.now()).total_seconds()
    scheduled.clock.advance(seconds=until_night)
    said = await send_anyway(scheduled.ctx, scheduled.workspace_id, message_id, "U2", "She asked me to")
    assert said == SENT_NOW
    assert await change(scheduled, NIGHT + HOUR) == ""
    changed = await scheduled.message()
    assert (changed.override, changed.due_at) == (None, NIGHT + 9 * HOUR)


async def test_a_time_that_is_past_is_none(scheduled: Team) -> None:
    assert await change(scheduled, CLOCK_START) == PAST


@pytest.mark.parametrize("status", [Status.SENDING, Status.DELIVERED])
async def test_what_has_gone_cannot_be_put_off(scheduled: Team, status: Status) -> None:
    await scheduled.change(messages, (await scheduled.message()).id, status=status.value)
    assert await change(scheduled, LATER) == TOO_LATE


async def test_what_was_taken_back_or_waits_for_the_carrier_or_is_gone(scheduled: Team) -> None:
    message_id = (await scheduled.message()).id
    await scheduled.change(messages, message_id, attempts=1)
    assert await change(scheduled, LATER) == PUT_OFF
    await cancel(scheduled.ctx, scheduled.workspace_id, message_id, "U1")
    assert await change(scheduled, LATER) == TWICE
    assert await reschedule(scheduled.ctx, scheduled.workspace_id, "0" * 26, "U1", LATER) == GONE
    assert await waits(scheduled.ctx, scheduled.workspace_id, message_id, "U1") == TWICE


async def test_its_time_changed_while_its_post_is_on_the_way_shows_in_the_post(team: Team) -> None:
    message_id = await team.text("See you", send_at=TOMORROW)
    post = team.slack.post

    async def slow(*given: object) -> str:
        ts = await post(*given)  # type: ignore[arg-type]
        team.slack.post = post  # type: ignore[method-assign]
        assert await reschedule(team.ctx, team.workspace_id, message_id, "U1", LATER) == ""
        return ts

    team.slack.post = slow  # type: ignore[method-assign]
    await team.work()
    [shown] = team.posts(OutboundPost)
    assert shown.waiting.until == LATER
