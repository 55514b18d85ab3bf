"""Area codes and what their states ask for, against the numbering plan that the phone library ships."""

from datetime import date, time

import pytest
from phonenumbers.geodata import GEOCODE_DATA

from bot.domain.area import rule_of, state_of, state_rules
from bot.domain.hours import CLOSED, span

NAMES = {
    "FL": "Florida", "TX": "Texas", "CT": "Connecticut", "OK": "Oklahoma", "MD": "Maryland",
    "MA": "Massachusetts", "AL": "Alabama", "LA": "Louisiana", "MS": "Mississippi", "RI": "Rhode Island",
    "KY": "Kentucky", "AZ": "Arizona", "IN": "Indiana", "WA": "Washington State", "DC": "Washington D.C.",
}  # fmt: skip


def named(area_code: str) -> str:
    """What the library's data says of an area code as a whole; empty when it says nothing."""
    return str(GEOCODE_DATA.get(f"1{area_code}", {}).get("en", ""))


@pytest.mark.parametrize("code", sorted(NAMES))
def test_every_area_code_of_a_state_is_known_as_the_state_s(code: str) -> None:
    theirs = [str(number) for number in range(200, 1000) if named(str(number)) == NAMES[code]]
    assert theirs
    assert {state_of(f"+1{area_code}5550123") for area_code in theirs} == {code}


@pytest.mark.parametrize(
    ("number", "state"),
    [
        ("+13055550123", "FL"),
        ("+12125550123", "NY"),
        ("+18005550123", None),
        ("+14165550123", None),
        ("+18095550123", None),
        ("+447400123456", None),
        ("22395", None),
    ],
)
def test_a_number_presumes_a_state_only_where_its_area_code_has_one(number: str, state: str | None) -> None:
    assert state_of(number) == state


@pytest.mark.parametrize(
    ("state", "monday", "saturday", "sunday", "most"),
    [
        ("FL", ("08:00", "20:00"), ("08:00", "20:00"), ("08:00", "20:00"), 3),
        ("TX", ("09:00", "21:00"), ("09:00", "21:00"), ("12:00", "21:00"), None),
        ("CT", ("09:00", "20:00"), ("09:00", "20:00"), ("09:00", "20:00"), None),
        ("OK", ("08:00", "20:00"), ("08:00", "20:00"), ("08:00", "20:00"), 3),
        ("MD", ("08:00", "20:00"), ("08:00", "20:00"), ("08:00", "20:00"), 3),
        ("MA", ("08:00", "20:00"), ("08:00", "20:00"), ("08:00", "20:00"), None),
        ("AL", ("08:00", "20:00"), ("08:00", "20:00"), None, None),
        ("LA", ("08:00", "20:00"), ("08:00", "20:00"), None, None),
        ("MS", ("08:00", "20:00"), ("08:00", "20:00"), None, None),
        ("RI", ("09:00", "18:00"), ("10:00", "17:00"), ("10:00", "17:00"), None),
        ("KY", ("10:00", "21:00"), ("10:00", "21:00"), ("10:00", "21:00"), None),
    ],
)
def test_every_state_rule_is_as_its_law_has_it(
    state: str,
    monday: tuple[str, str],
    saturday: tuple[str, str],
    sunday: tuple[str, str] | None,
    most: int | None,
) -> None:
    rule = rule_of(state)
    assert rule is not None
    assert rule.week == (span(*monday),) * 5 + (span(*saturday), span(*sunday) if sunday else CLOSED)
    assert rule.most_in_24_hours == most


def test_the_table_above_has_a_row_for_every_state_rule() -> None:
    assert set(state_rules()) == {"FL", "TX", "CT", "OK", "MD", "MA", "AL", "LA", "MS", "RI", "KY"}


def test_every_rule_names_its_law_and_the_day_it_was_read() -> None:
    for rule in state_rules().values():
        assert "§" in rule.source
        assert rule.as_of >= date(2026, 1, 1)
        assert all(day.is_closed or time(8) <= day.opens < day.closes <= time(21) for day in rule.week)


def test_other_states_keep_to_the_federal_rules() -> None:
    assert rule_of("NY") is None
    assert rule_of(None) is None
