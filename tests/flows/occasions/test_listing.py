"""What a team sees of its appointments: in the order in which they come, with what goes next."""

from datetime import timedelta

from bot.domain.occasion import OccasionKind, OccasionState
from bot.flows.occasions.listing import PAGE, occasion_by_id, occasion_page, occasions_of
from bot.flows.occasions.set import set_occasion
from tests.flows.harness import Team
from tests.flows.occasions.calendar import (
    CALLED_OFF,
    DAY_BEFORE,
    MONDAY_TEN,
    TWO_HOURS,
    appointment,
    have,
    payment,
    trigger,
)
from tests.flows.occasions.changes import cancel, confirm, paid
from tests.support.world import CLOCK_START

APPOINTMENT, PAYMENT = OccasionKind.APPOINTMENT, OccasionKind.PAYMENT
DAY = timedelta(days=1)


async def test_the_next_reminder_is_the_first_of_those_planned(team: Team) -> None:
    made = await trigger(team, TWO_HOURS, DAY_BEFORE)
    set_ = await have(team, appointment())
    [row] = (await occasion_page(team.ctx, team.workspace_id, APPOINTMENT)).rows
    assert (row.occasion, row.client.name, row.zone) == (set_.occasion, "Jane Doe", "America/New_York")
    assert row.next_at == MONDAY_TEN - DAY
    async with team.ctx.store.read(team.workspace_id) as uow:
        words = await uow.message_templates.get(made.template_id)
    assert words
    assert row.next_what == words.name
    assert not row.tells_of_cancelling


async def test_it_is_known_whether_cancelling_tells_the_client(team: Team) -> None:
    await trigger(team, CALLED_OFF)
    set_ = await have(team, appointment())
    seen = await occasion_by_id(team.ctx, team.workspace_id, set_.occasion.id)
    assert seen
    assert seen.tells_of_cancelling
    assert await occasion_by_id(team.ctx, team.workspace_id, "none") is None


async def test_what_is_cancelled_or_past_is_not_on_the_list_of_all(team: Team) -> None:
    first = await have(team, appointment())
    second = await have(team, appointment(MONDAY_TEN + DAY))
    await cancel(team.ctx, team.workspace_id, first.occasion.id, "U1")
    rows = (await occasion_page(team.ctx, team.workspace_id, APPOINTMENT)).rows
    assert [each.occasion.id for each in rows] == [second.occasion.id]
    team.clock.advance(seconds=(MONDAY_TEN + DAY - CLOCK_START).total_seconds() + 3 * 3600)
    assert (await occasion_page(team.ctx, team.workspace_id, APPOINTMENT)).rows == ()


async def test_a_client_s_list_has_every_kind_and_for_a_week_what_was_done(team: Team) -> None:
    booked, due = await have(team, appointment()), await have(team, payment())
    await confirm(team.ctx, team.workspace_id, booked.occasion.id, "U1")
    await paid(team.ctx, team.workspace_id, due.occasion.id, "U1")
    page = await occasions_of(team.ctx, team.workspace_id, booked.occasion.client_id)
    assert page
    assert [each.occasion.state for each in page.rows] == [OccasionState.CONFIRMED, OccasionState.PAID]
    team.clock.advance(seconds=timedelta(days=8).total_seconds())
    again = await occasions_of(team.ctx, team.workspace_id, booked.occasion.client_id)
    assert again
    assert again.rows == ()
    assert await occasions_of(team.ctx, team.workspace_id, "none") is None


async def test_both_lists_are_paged(team: Team) -> None:
    for hours in range(PAGE + 1):
        made = await set_occasion(
            team.ctx, team.workspace_id, appointment(MONDAY_TEN + timedelta(hours=hours))
        )
        assert made
    first = await occasion_page(team.ctx, team.workspace_id, APPOINTMENT)
    last = await occasion_page(team.ctx, team.workspace_id, APPOINTMENT, 1)
    assert (len(first.rows), first.has_more, len(last.rows), last.has_more) == (PAGE, True, 1, False)
    assert first.rows[0].occasion.at == MONDAY_TEN
    mine = await occasions_of(team.ctx, team.workspace_id, first.rows[0].client.id, 1)
    assert mine
    assert ([each.occasion for each in mine.rows], mine.has_more) == ([last.rows[0].occasion], False)
