"""Quiet hours: whom they hold back, until when, and who is not held back at all."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.area import state_of
from bot.domain.message import Purpose
from bot.domain.phone import time_zones
from bot.domain.roles import Role
from bot.domain.settings import QuietHours, WorkspaceSettings
from bot.policy.checks.quiet_hours import quiet_hours
from bot.policy.decision import Reason
from bot.policy.facts import Facts
from bot.policy.hours import valid_until
from tests.policy.drafts import draft, facts

NEW_YORK, DENVER, PHOENIX = "America/New_York", "America/Denver", "America/Phoenix"
TUESDAY, SUNDAY = "2026-11-24", "2026-11-22"


def at(local: str, zone: str = NEW_YORK) -> datetime:
    """A local time as UTC."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def known(zone: str = NEW_YORK, state: str | None = None, **more: Any) -> Facts:
    """A client in this zone who has not written."""
    return facts(**{"zones": (zone,), "state": state, "last_inbound_at": None} | more)


def ask(about: Facts, now: datetime, **more: Any) -> list[Reason]:
    """The check's reasons."""
    return list(quiet_hours(draft(**more), about, now))


def of_number(number: str, **more: Any) -> Facts:
    """A client of whom only the number is known."""
    return facts(zones=time_zones(number), state=state_of(number), last_inbound_at=None, **more)


@pytest.mark.parametrize(
    ("state", "local", "until"),
    [
        (None, f"{TUESDAY}T08:00", None),
        (None, f"{TUESDAY}T20:59", None),
        (None, f"{TUESDAY}T21:00", "2026-11-25T08:00"),
        (None, f"{TUESDAY}T03:00", f"{TUESDAY}T08:00"),
        (None, f"{SUNDAY}T10:00", None),
        ("FL", f"{TUESDAY}T20:00", "2026-11-25T08:00"),
        ("FL", f"{TUESDAY}T19:59", None),
        ("OK", f"{TUESDAY}T20:30", "2026-11-25T08:00"),
        ("MD", f"{TUESDAY}T20:30", "2026-11-25T08:00"),
        ("MA", f"{TUESDAY}T20:30", "2026-11-25T08:00"),
        ("TX", f"{TUESDAY}T08:30", f"{TUESDAY}T09:00"),
        ("TX", f"{SUNDAY}T11:00", f"{SUNDAY}T12:00"),
        ("TX", f"{SUNDAY}T12:00", None),
        ("CT", f"{TUESDAY}T08:30", f"{TUESDAY}T09:00"),
        ("CT", f"{TUESDAY}T20:00", "2026-11-25T09:00"),
        ("KY", f"{TUESDAY}T09:59", f"{TUESDAY}T10:00"),
        ("RI", f"{TUESDAY}T18:00", "2026-11-25T09:00"),
        ("RI", f"{SUNDAY}T09:30", f"{SUNDAY}T10:00"),
        ("RI", f"{SUNDAY}T17:00", "2026-11-23T09:00"),
        ("AL", f"{SUNDAY}T12:00", "2026-11-23T08:00"),
        ("LA", f"{SUNDAY}T12:00", "2026-11-23T08:00"),
        ("MS", f"{SUNDAY}T12:00", "2026-11-23T08:00"),
        ("NY", f"{TUESDAY}T20:30", None),
    ],
)
def test_a_text_waits_for_the_hours_of_its_place(state: str | None, local: str, until: str | None) -> None:
    reasons = ask(known(state=state), at(local))
    assert [reason.until for reason in reasons] == ([at(until)] if until else [])


@pytest.mark.parametrize(
    ("number", "local", "open_there"),
    [
        # Indiana's area codes: most of the state keeps New York's time.
        ("+13175550123", f"{TUESDAY}T08:00", True),
        ("+13175550123", f"{TUESDAY}T07:59", False),
        # Arizona does not change its clocks: at 8:00 in New York's summer it is 5:00 there, in winter 6:00.
        ("+16025550123", "2026-07-07T10:30", False),
        ("+16025550123", "2026-07-07T11:00", True),
        ("+16025550123", "2026-12-08T10:00", True),
        # 208 spans Mountain and Pacific time, 907 two zones of Alaska: the later morning counts.
        ("+12085550123", f"{TUESDAY}T10:00", False),
        ("+12085550123", f"{TUESDAY}T11:00", True),
        ("+19075550123", f"{TUESDAY}T12:30", False),
        ("+19075550123", f"{TUESDAY}T13:00", True),
        # A toll-free number may be anywhere from Newfoundland to Guam, where it is tomorrow already.
        ("+18005550123", f"{TUESDAY}T16:59", False),
        ("+18005550123", f"{TUESDAY}T17:00", True),
        ("+18005550123", f"{TUESDAY}T19:29", True),
        ("+18005550123", f"{TUESDAY}T19:30", False),
        ("+447400123456", f"{TUESDAY}T03:30", True),
        ("+447400123456", f"{TUESDAY}T02:30", False),
    ],
)
def test_the_zones_of_a_number_come_from_its_area_code(number: str, local: str, open_there: bool) -> None:
    assert (not ask(of_number(number), at(local))) is open_there


def test_the_client_s_own_zone_outweighs_the_area_code() -> None:
    moment = at(f"{TUESDAY}T08:30")
    assert not ask(of_number("+12125550123"), moment)
    [reason] = ask(replace(of_number("+12125550123"), zones=(DENVER,)), moment)
    assert reason.until == at(f"{TUESDAY}T08:00", DENVER)


def test_where_no_zone_is_known_the_team_s_own_counts() -> None:
    there = known(zones=(), settings=WorkspaceSettings(time_zone=DENVER))
    assert not ask(there, at(f"{TUESDAY}T08:00", DENVER))
    assert ask(there, at(f"{TUESDAY}T07:59", DENVER))


@pytest.mark.parametrize(
    ("night", "opening"),
    [("2026-03-07T22:00", "2026-03-08T08:00"), ("2026-10-31T22:00", "2026-11-01T08:00")],
)
def test_the_morning_after_the_clocks_change_begins_at_eight(night: str, opening: str) -> None:
    [reason] = ask(known(), at(night))
    assert reason.until == at(opening)


@pytest.mark.parametrize(
    ("wrote", "purpose", "passes"),
    [
        (timedelta(minutes=59), Purpose.DIRECT, True),
        (timedelta(minutes=60), Purpose.DIRECT, False),
        (timedelta(minutes=1), Purpose.TRANSACTIONAL, False),
        (timedelta(minutes=1), Purpose.MARKETING, False),
        (None, Purpose.KEYWORD_ANSWER, True),
        (None, Purpose.DIRECT, False),
    ],
)
def test_an_answer_to_who_wrote_just_now_goes_at_any_hour(
    wrote: timedelta | None, purpose: Purpose, passes: bool
) -> None:
    night = at(f"{TUESDAY}T23:00")
    about = known(last_inbound_at=night - wrote if wrote is not None else None)
    assert (not ask(about, night, purpose=purpose)) is passes


def test_a_team_may_let_no_answer_pass_either() -> None:
    quiet, night = QuietHours(reply_passes=timedelta(0)), at(f"{TUESDAY}T23:00")
    about = known(last_inbound_at=night, settings=WorkspaceSettings(quiet=quiet))
    assert ask(about, night)


@pytest.mark.parametrize(
    ("quiet", "state", "local", "held"),
    [
        (QuietHours(time(9), time(17)), None, f"{TUESDAY}T17:00", True),
        (QuietHours(time(9), time(17)), None, f"{TUESDAY}T16:59", False),
        # The same time twice: no hours of the team's own. The states' remain until they are switched off too.
        (QuietHours(time(0), time(0)), None, f"{TUESDAY}T03:00", False),
        (QuietHours(time(0), time(0)), "FL", f"{TUESDAY}T03:00", True),
        (QuietHours(time(0), time(0), state_rules=False), "FL", f"{TUESDAY}T03:00", False),
        (QuietHours(state_rules=False), "FL", f"{TUESDAY}T20:30", False),
    ],
)
def test_an_admin_decides_about_the_hours(
    quiet: QuietHours, state: str | None, local: str, held: bool
) -> None:
    about = known(state=state, settings=WorkspaceSettings(quiet=quiet))
    assert bool(ask(about, at(local))) is held


def test_a_client_for_whom_no_hour_is_left_is_refused_and_an_admin_can_help() -> None:
    never = WorkspaceSettings(quiet=QuietHours(time(8), time(9)))
    [reason] = ask(known(zones=(NEW_YORK, DENVER), settings=never), at(f"{TUESDAY}T12:00"))
    assert (reason.code, reason.until) == ("no_hours", None)
    assert "/messaging settings" in reason.help


def test_the_words_name_the_client_the_hour_there_and_when_it_goes() -> None:
    [reason] = ask(known(DENVER, "FL"), at(f"{TUESDAY}T22:14", DENVER))
    assert reason.words == (
        "It is 10:14 PM Denver time for Jane Doe, outside the hours for texts. "
        "The law of FL is stricter than most. It goes by itself at 8:00 AM Denver time."
    )
    assert reason.overridable_by is Role.MANAGER


def test_several_zones_are_named_and_not_more_than_three() -> None:
    [two] = ask(of_number("+12085550123"), at(f"{TUESDAY}T03:00"))
    assert "fits several time zones (Boise, Los Angeles)" in two.sentence
    [many] = ask(of_number("+18005550123"), at(f"{TUESDAY}T03:00"))
    assert "and more)" in many.sentence


@pytest.mark.parametrize(
    ("about", "purpose", "until"),
    [
        (known(), Purpose.DIRECT, f"{TUESDAY}T21:00"),
        (known(state="FL"), Purpose.MARKETING, f"{TUESDAY}T20:00"),
        (known(), Purpose.KEYWORD_ANSWER, None),
        (known(last_inbound_at=at(f"{TUESDAY}T19:30")), Purpose.DIRECT, None),
        (known(settings=WorkspaceSettings(quiet=QuietHours(time(0), time(0)))), Purpose.DIRECT, None),
    ],
)
def test_a_slow_carrier_must_not_deliver_into_the_night(
    about: Facts, purpose: Purpose, until: str | None
) -> None:
    found = valid_until(draft(purpose=purpose), about, at(f"{TUESDAY}T19:45"))
    assert found == (at(until) if until else None)
