"""A text that waits, in the client's own time and with the zone named."""

from datetime import UTC, datetime

import pytest

from bot.domain.waiting import Waiting, brief_time, client_time, shared_zone

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # A Thursday evening at eight in Denver.
MORNING = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
DENVER, PHOENIX, CHICAGO = "America/Denver", "America/Phoenix", "America/Chicago"


@pytest.mark.parametrize(
    ("at", "there", "briefly"),
    [
        (datetime(2026, 11, 20, 4, 30, tzinfo=UTC), "9:30 PM Jane's time (Denver, today)", "9:30 PM"),
        (MORNING, "8:00 AM Jane's time (Denver, tomorrow)", "8:00 AM"),
        (datetime(2026, 11, 21, 19, 0, tzinfo=UTC), "12:00 PM Jane's time (Denver, Saturday)", "Saturday"),
        (datetime(2026, 11, 25, 7, 5, tzinfo=UTC), "12:05 AM Jane's time (Denver, Wednesday)", "Wednesday"),
        (datetime(2026, 12, 3, 15, 0, tzinfo=UTC), "8:00 AM Jane's time (Denver, Dec 3)", "Dec 3"),
    ],
)
def test_the_clients_time_names_place_and_day(at: datetime, there: str, briefly: str) -> None:
    assert client_time(at, (DENVER,), "Jane", NOW) == there
    assert brief_time(at, (DENVER,), NOW) == briefly


def test_what_is_read_on_other_days_names_no_day() -> None:
    assert client_time(MORNING, (DENVER,), "Jane") == "8:00 AM Jane's time (Denver)"


def test_zones_that_show_the_same_time_are_as_good_as_one() -> None:
    assert shared_zone((DENVER, PHOENIX), MORNING) == DENVER
    assert shared_zone((DENVER, PHOENIX), datetime(2026, 7, 1, tzinfo=UTC)) is None
    assert client_time(MORNING, (DENVER, CHICAGO), "Jane", NOW) == ""
    assert brief_time(MORNING, (DENVER, CHICAGO), NOW) == ""
    assert client_time(MORNING, (), "Jane", NOW) == ""


def test_a_client_without_a_name_is_called_the_client() -> None:
    assert "8:00 AM the client's time" in client_time(MORNING, (DENVER,), "+1 202-555-0123", NOW)


def test_it_says_that_it_waits_with_and_without_a_time() -> None:
    assert Waiting(MORNING, "8:00 AM Jane's time (Denver)").held == "Held until 8:00 AM Jane's time (Denver)."
    assert Waiting(MORNING).held == "Held for now."
