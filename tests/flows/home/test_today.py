"""The texts that wait to go today: by the reader's day, with who may take them back."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.settings import QuietHours
from bot.domain.upcoming import Upcoming
from bot.flows.home.today import SHOWN, Today, midnight, scheduled_today
from tests.flows.harness import Team
from tests.flows.occasions.calendar import DAY_BEFORE, TWO_HOURS, appointment, have, trigger
from tests.flows.series.again import begin
from tests.support.world import CLOCK_START

# CLOCK_START is ten in the morning in New York.
NEW_YORK, SYDNEY = "America/New_York", "Australia/Sydney"


async def today(team: Team, user: str = "U1", zone: str = NEW_YORK) -> Today:
    return await scheduled_today(team.ctx, team.workspace_id, user, zone)


async def hold(team: Team, number: str = "+12125550123", user: str = "U1") -> str:
    """A text that is held until three in the afternoon; its id."""
    await team.decide(quiet=QuietHours(time(15), time(21)))
    return await team.text("Hello", number=number, user=user)


async def test_nothing_waits_at_first_nor_what_is_about_to_go(team: Team) -> None:
    await team.text("Hello")
    assert await today(team) == Today((), 0, 0)


async def test_a_held_text_is_shown_with_its_client_author_and_reason(team: Team) -> None:
    message_id = await hold(team)
    found = await today(team)
    [row] = found.rows
    assert (found.total, found.more, found.later) == (1, 0, 0)
    assert (row.text.message_id, row.text.client_name, row.text.user) == (message_id, "Jane Doe", "U1")
    assert row.text.due_at == CLOCK_START.replace(hour=20)
    assert row.text.held == "Texts to clients go by day only."


async def test_the_day_ends_by_the_reader_s_own_clock(team: Team) -> None:
    await hold(team)
    # In Sydney it is two in the morning of the next day, and the text goes at seven.
    assert (await today(team, zone=SYDNEY)).total == 1
    # In London it is eight in the evening; in Auckland it is the morning after.
    assert (await today(team, zone="Europe/London")).total == 1
    team.clock.advance(hours=-6)
    assert await today(team, zone=SYDNEY) == Today((), 0, 1)


async def test_its_author_and_managers_may_take_it_back(team: Team) -> None:
    await hold(team)
    await team.promote("U0BOSS", Role.MANAGER)
    may = {user: (await today(team, user)).rows[0].may_cancel for user in ("U1", "U2", "U0BOSS")}
    assert may == {"U1": True, "U2": False, "U0BOSS": True}


async def test_no_more_than_a_few_are_shown_and_all_are_counted(team: Team) -> None:
    for number in range(SHOWN + 2):
        await hold(team, f"+1212555{1000 + number}")
    found = await today(team)
    assert (len(found.rows), found.total, found.more) == (SHOWN, SHOWN + 2, 2)


async def test_what_was_taken_back_or_has_gone_waits_no_longer(team: Team) -> None:
    await hold(team)
    await team.wait(hours=5)
    await team.work()
    assert (await team.message()).status is Status.ACCEPTED
    assert (await today(team)).total == 0


@pytest.mark.parametrize(
    ("zone", "ends"),
    [
        (NEW_YORK, datetime(2026, 11, 21, 5, tzinfo=UTC)),
        (SYDNEY, datetime(2026, 11, 21, 13, tzinfo=UTC)),
        ("no such zone", datetime(2026, 11, 21, tzinfo=UTC)),
    ],
)
def test_midnight_is_where_the_reader_is(zone: str, ends: datetime) -> None:
    assert midnight(CLOCK_START, zone) == ends


def test_a_day_in_which_the_clocks_change_is_as_long_as_it_is() -> None:
    start = datetime(2026, 11, 1, 4, tzinfo=UTC)  # Midnight in New York.
    assert midnight(start, NEW_YORK) - start == timedelta(hours=25)


async def test_reminders_and_series_of_today_stand_among_the_texts_and_are_counted(team: Team) -> None:
    await hold(team)
    await trigger(team, TWO_HOURS, DAY_BEFORE)
    await have(team, appointment(CLOCK_START + timedelta(hours=6)))
    await begin(team)
    found = await today(team)
    kinds = [row.kind.value if isinstance(row, Upcoming) else "text" for row in found.rows]
    assert kinds == ["series", "reminder", "text"]
    assert (found.total, found.later) == (3, 0)
    await have(team, appointment(CLOCK_START + timedelta(days=3), ref="B"))
    later = await today(team)
    assert (later.total, later.later) == (3, 2)
