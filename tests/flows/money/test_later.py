"""What is put off into another month is borne by that month's budget."""

from datetime import UTC, datetime, timedelta

from bot.domain.message import Message
from bot.flows.money.later import charge_for_later
from bot.policy.decision import Hold, Reason, Refuse
from tests.flows.harness import Team
from tests.flows.money.till import TEXT, limit, settings_of, totals

NEXT_MONTH = datetime(2026, 12, 1, 8, tzinfo=UTC)


def until(moment: datetime) -> Hold:
    return Hold(moment, (Reason("night", "It is night there.", until=moment),))


async def put_off(team: Team, message: Message, moment: datetime) -> tuple[int, list[Refuse]]:
    """Charge the message for later; how many were kept, and what was refused."""
    settings = await settings_of(team)
    async with team.ctx.store.write(team.workspace_id) as uow:
        kept, refused = await charge_for_later(uow, [(message, until(moment))], settings, team.clock.now())
    return len(kept), [refusal for _, refusal in refused]


async def test_it_is_charged_to_the_month_in_which_it_goes(team: Team) -> None:
    message = await team.message(await team.text("Hello"))
    assert await put_off(team, message, NEXT_MONTH) == (1, [])
    assert await totals(team) == {("2026-12", ""): (TEXT, 1)}


async def test_within_the_month_nothing_changes(team: Team) -> None:
    message = await team.message(await team.text("Hello"))
    assert await put_off(team, message, message.due_at + timedelta(hours=9)) == (1, [])
    assert await totals(team) == {("2026-11", ""): (TEXT, 1)}


async def test_what_the_new_month_has_no_room_for_is_refused(team: Team) -> None:
    await limit(team, "0.01")
    first = await team.message(await team.text("Hello"))
    await put_off(team, first, NEXT_MONTH)
    second = await team.message(await team.text("Hello again"))
    kept, [refusal] = await put_off(team, second, NEXT_MONTH)
    assert kept == 0
    assert refusal.reasons[0].code == "budget_used_up"
    assert "The new month begins on January 1" in refusal.words
    assert await totals(team) == {("2026-12", ""): (TEXT, 1)}
