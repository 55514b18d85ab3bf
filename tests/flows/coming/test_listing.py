"""The list of what is to come: three kinds in one order, in pages, as each teammate may read it."""

from datetime import timedelta

import pytest

from bot.domain.roles import Role
from bot.domain.upcoming import ComingKind, Upcoming, Verb, Which
from bot.flows.coming import texts
from bot.flows.coming.deeds import Row, do
from bot.flows.coming.listing import Asked, coming_page
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import DAY_BEFORE, MONDAY_TEN, TWO_HOURS, appointment, have, trigger
from tests.flows.series.again import ELEVEN, begin
from tests.support.world import CLOCK_START

NEW_YORK, BERLIN = "America/New_York", "Europe/Berlin"
TOMORROW = CLOCK_START + timedelta(days=1)


async def page(
    team: Team, user: str = "U1", zone: str = NEW_YORK, *, which: Which = Which.ALL, client: str = ""
) -> tuple[Upcoming, ...]:
    return (await coming_page(team.ctx, team.workspace_id, Asked(user, zone, which, client))).rows


@pytest.fixture
async def busy(team: Team) -> Team:
    """Of each kind there is something for Jane: a text, a series, two reminders."""
    await trigger(team, DAY_BEFORE, TWO_HOURS)
    await have(team, appointment())
    await team.text("See you", send_at=TOMORROW)
    await begin(team)
    return team


async def test_all_kinds_stand_in_the_order_of_their_times(busy: Team) -> None:
    rows = await page(busy)
    assert [(row.kind, row.at) for row in rows] == [
        (ComingKind.SERIES, ELEVEN),
        (ComingKind.TEXT, TOMORROW),
        (ComingKind.REMINDER, MONDAY_TEN - timedelta(days=1)),
        (ComingKind.REMINDER, MONDAY_TEN - timedelta(hours=2)),
    ]
    assert {row.client_name for row in rows} == {"Jane Doe"}
    series, text, reminder, _ = rows
    assert (series.words, series.by, text.words, text.by) == ("Your pills", "U1", "See you", "U1")
    assert series.repeats.startswith("Every day")
    assert reminder.words.startswith("Words ")
    assert reminder.cause == "reminder “24 hours before” of the appointment Check-up"


async def test_pages_meet(busy: Team) -> None:
    whole = await page(busy)
    seen: list[Upcoming] = []
    after = ""
    for _ in range(len(whole)):
        part = await coming_page(busy.ctx, busy.workspace_id, Asked("U1", NEW_YORK, after=after), 1)
        seen += part.rows
        after = part.following
    assert tuple(seen) == whole
    assert after == ""


async def test_what_is_paused_stands_at_the_end_and_says_so(busy: Team) -> None:
    for row in (await page(busy))[:3]:
        await do(busy.ctx, busy.workspace_id, Row(row.kind, row.id, row.at), Verb.PAUSE, "U1")
    rows = await page(busy)
    assert [row.kind for row in rows[:2]] == [ComingKind.REMINDER, ComingKind.REMINDER]
    assert {row.kind for row in rows[2:]} == {ComingKind.TEXT, ComingKind.SERIES}
    assert all(row.is_paused and Verb.RESUME in row.verbs for row in rows)
    [text] = [row for row in rows if row.kind is ComingKind.TEXT]
    assert (text.at, text.paused_by) == (TOMORROW, "U1")


async def test_pages_meet_among_the_paused_ones_too(busy: Team) -> None:
    await begin(busy, intent_key="view:b")
    for row in await page(busy):
        if row.kind is not ComingKind.REMINDER:
            await do(busy.ctx, busy.workspace_id, Row(row.kind, row.id, row.at), Verb.PAUSE, "U1")
    seen: list[str] = []
    after = ""
    for _ in range(5):
        part = await coming_page(busy.ctx, busy.workspace_id, Asked("U1", NEW_YORK, after=after), 1)
        seen += [row.id for row in part.rows]
        after = part.following
    assert seen == [row.id for row in await page(busy)]
    assert len(set(seen)) == 5


async def test_of_one_client_and_of_mine(busy: Team) -> None:
    other = await busy.meet("Bo", "+13125550144")
    jane = (await page(busy))[0].client_id
    assert await page(busy, client=other) == ()
    assert len(await page(busy, client=jane)) == 4
    assert len(await page(busy, which=Which.MINE)) == 4
    assert await page(busy, "U2", which=Which.MINE) == ()
    async with busy.ctx.store.write(busy.workspace_id) as uow:
        await uow.clients.change(jane, owner="U2")
    assert len(await page(busy, "U2", which=Which.MINE)) == 4


async def test_words_are_for_who_may_read_them(busy: Team) -> None:
    def words(rows: tuple[Upcoming, ...]) -> list[str]:
        return [row.words for row in rows if row.kind is not ComingKind.REMINDER]

    assert words(await page(busy, "U2")) == ["", ""]
    await busy.promote("U2", Role.MANAGER)
    assert words(await page(busy, "U2")) == ["Your pills", "See you"]


async def test_the_client_s_clock_is_told_where_it_differs(busy: Team) -> None:
    assert [row.there for row in await page(busy)] == ["", "", "", ""]
    abroad = await page(busy, zone=BERLIN)
    assert abroad[0].there == "11:00 AM Jane Doe's time (New York, today)"


async def test_what_is_held_says_why(team: Team) -> None:
    await team.text("Good night", send_at=CLOCK_START + timedelta(hours=13))
    [row] = await page(team)
    assert row.at == CLOCK_START + timedelta(hours=22)
    assert row.why == "Texts to clients go by day only."


async def test_a_reply_in_a_thread_is_edited_where_it_stands(team: Team) -> None:
    await team.written_to(JANE)
    team.clock.advance(hours=13)
    await team.work()
    await team.text("Sleep well")
    [row] = await page(team)
    assert row.verbs == (Verb.PAUSE, Verb.SEND_NOW, Verb.CANCEL)
    assert await texts.pause(team.ctx, team.workspace_id, row.id, "U1") == "Paused: it does not go until " + (
        "somebody resumes it."
    )
