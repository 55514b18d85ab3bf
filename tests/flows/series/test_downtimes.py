"""However long the program is away, each time of a series goes once or is told once, and none is lost."""

import random
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.moments import between
from bot.flows.series.fire import LATEST
from tests.flows.harness import Team
from tests.flows.series.again import DAILY, begin, fire, kept, lines

# At ten in the morning and at three in the afternoon nothing is held by quiet hours.
MORNING = replace(DAILY, at=time(10, 30))
BERLIN = Recurrence(Every.DAY, DAILY.starts, time(16, 30), "Europe/Berlin", interval=2)


@pytest.mark.parametrize("recurrence", [MORNING, BERLIN])
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_each_time_goes_or_is_told(team: Team, recurrence: Recurrence, seed: int) -> None:
    chance = random.Random(seed)
    await begin(team, recurrence)
    first = (await kept(team)).next_at
    assert first
    before, going, missed = first - timedelta(seconds=1), 0, 0
    for _ in range(12):
        minutes = chance.choice([20, 60, 170, 24 * 60, chance.randrange(1, 6 * 24 * 60)])
        team.clock.advance(minutes=minutes)
        now = team.clock.now()
        came = list(between(recurrence, before, now))
        goes = bool(came) and now - came[-1] <= LATEST
        going, missed = going + goes, missed + len(came) - goes
        # A worker that starts looks more than once.
        assert await fire(team) == (1 if came else 0)
        before = max(now, before)
    assert (await kept(team)).gone == going + missed
    assert len(await team.messages()) == going
    await team.work()
    assert _told(team) == missed


def _told(team: Team) -> int:
    """How many times the thread says were left out."""
    words = (line.split(" ")[0] for line in lines(team) if "left out of" in line)
    return sum(int(number) for number in words)


async def test_what_failed_until_it_was_too_late_is_told_as_such(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(team)
    at = datetime(2026, 11, 20, 16, tzinfo=UTC)

    async def broken(*_: object) -> None:
        raise RuntimeError("A fault of ours.")

    with monkeypatch.context() as patched:
        patched.setattr("bot.flows.series.fire.go", broken)
        for minutes in range(0, 200, 20):
            team.clock.advance(seconds=(at + timedelta(minutes=minutes) - team.clock.now()).total_seconds())
            await fire(team)
    await fire(team)
    team.clock.advance(minutes=20)
    await fire(team)
    await team.work()
    assert lines(team)[-1].startswith("1 time was left out of “Your pills” as sending failed again and again")
    assert (team.sent, (await kept(team)).tries) == ([], 0)
