"""What would be of no use any more when it gets there does not go."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.consent import ConsentState
from bot.domain.message import Purpose
from bot.policy.checks.too_late import TOO_LATE
from bot.policy.decision import Hold, Refuse, Send, codes_of
from bot.policy.pipeline import decide
from tests.policy.drafts import draft, facts

DAY = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
NIGHT = DAY + timedelta(hours=11)
MORNING = NIGHT + timedelta(hours=9)
HOUR = timedelta(hours=1)


def ask(now: datetime, useless_at: datetime | None) -> Send | Hold | Refuse:
    settings = replace(facts().settings, time_zone="America/New_York")
    about = facts(
        zones=("America/New_York",),
        last_inbound_at=None,
        consent=ConsentState.EXPRESS,
        settings=settings,
    )
    return decide(draft(purpose=Purpose.TRANSACTIONAL, useless_at=useless_at), about, now)


def test_before_its_moment_it_goes_and_a_slow_carrier_must_not_deliver_it_later() -> None:
    decision = ask(DAY, DAY + HOUR)
    assert isinstance(decision, Send)
    assert decision.valid_until == DAY + HOUR


def test_without_one_the_hours_for_texts_alone_count() -> None:
    decision = ask(DAY, None)
    assert isinstance(decision, Send)
    assert decision.valid_until == DAY + 9 * HOUR
    later = ask(DAY, DAY + 20 * HOUR)
    assert isinstance(later, Send)
    assert later.valid_until == DAY + 9 * HOUR


@pytest.mark.parametrize("late", [timedelta(0), HOUR])
def test_from_its_moment_on_it_is_refused(late: timedelta) -> None:
    decision = ask(DAY + late, DAY)
    assert isinstance(decision, Refuse)
    assert codes_of(decision) == {TOO_LATE}
    assert decision.words == (
        "It was of use until Nov 24, 2026 at 12:00 PM EST, and that is over. "
        "If it still matters, call the client or write to them yourself."
    )


def test_held_until_after_its_moment_it_is_refused_with_the_reason_of_the_delay() -> None:
    decision = ask(NIGHT, MORNING)
    assert isinstance(decision, Refuse)
    assert [reason.code for reason in decision.reasons] == [TOO_LATE, "quiet_hours"]
    assert "could go on Nov 25, 2026 at 8:00 AM EST at the earliest" in decision.words


def test_held_until_before_its_moment_it_waits() -> None:
    decision = ask(NIGHT, MORNING + timedelta(minutes=1))
    assert isinstance(decision, Hold)
    assert decision.until == MORNING
