"""Months of a budget in the workspace's zone, and how much of a limit is used."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.budget import (
    NEARLY,
    USED_UP,
    WORKSPACE,
    Limit,
    limit_of,
    month_after,
    month_of,
    months_before,
)
from bot.domain.settings import Budget, WorkspaceSettings

NEW_YORK = "America/New_York"


@pytest.mark.parametrize(
    ("moment", "zone", "month"),
    [
        (datetime(2026, 12, 1, 4, 59, tzinfo=UTC), NEW_YORK, "2026-11"),
        (datetime(2026, 12, 1, 5, 0, tzinfo=UTC), NEW_YORK, "2026-12"),
        (datetime(2026, 12, 1, 4, 59, tzinfo=UTC), "UTC", "2026-12"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Europe/Berlin", "2027-01"),
    ],
)
def test_the_month_is_the_one_in_the_workspace_s_zone(moment: datetime, zone: str, month: str) -> None:
    assert month_of(moment, zone) == month


@given(st.integers(0, 4_000_000_000), st.sampled_from([NEW_YORK, "UTC"]))
def test_a_month_ends_where_the_next_begins(seconds: int, zone: str) -> None:
    month = month_of(datetime.fromtimestamp(seconds, UTC), zone)
    ends = month_after(month, zone)
    assert month_of(ends - timedelta(seconds=1), zone) == month
    assert month_of(ends, zone) != month
    assert months_before(month_of(ends, zone), 2) == [month, month_of(ends, zone)]


def test_months_go_back_over_the_year_s_end() -> None:
    assert months_before("2026-02", 4) == ["2025-11", "2025-12", "2026-01", "2026-02"]


@pytest.mark.parametrize(
    ("limit", "micros", "messages", "allowed"),
    [
        (Limit(), 10**12, 10**6, True),
        (Limit(100, None), 100, 10**6, True),
        (Limit(100, None), 101, 0, False),
        (Limit(None, 3), 10**12, 3, True),
        (Limit(None, 3), 0, 4, False),
        (Limit(0, None), 0, 0, True),
        (Limit(0, None), 1, 0, False),
    ],
)
def test_the_limit_itself_is_within_it(limit: Limit, micros: int, messages: int, allowed: bool) -> None:
    assert limit.allows(micros, messages) is allowed


@pytest.mark.parametrize(
    ("limit", "micros", "messages", "next_micros", "level"),
    [
        (Limit(), 10**9, 10**9, 1, 0),
        (Limit(1000, None), 799, 0, 10, 0),
        (Limit(1000, None), 800, 0, 10, NEARLY),
        (Limit(1000, None), 990, 0, 10, NEARLY),
        (Limit(1000, None), 991, 0, 10, USED_UP),
        (Limit(None, 10), 0, 8, 10, NEARLY),
        (Limit(None, 10), 0, 10, 10, USED_UP),
        (Limit(1000, 10), 100, 8, 10, NEARLY),
        (Limit(0, None), 0, 0, 10, USED_UP),
    ],
)
def test_what_is_worth_telling(
    limit: Limit, micros: int, messages: int, next_micros: int, level: int
) -> None:
    assert limit.level(micros, messages, next_micros=next_micros) == level


def test_the_limits_are_the_settings() -> None:
    chosen = WorkspaceSettings(
        budget=Budget(Decimal("12.345678"), 9), team_budgets={"S1": Budget(messages=3)}
    )
    assert limit_of(chosen, WORKSPACE) == Limit(12_345_678, 9)
    assert limit_of(chosen, "S1") == Limit(None, 3)
    assert limit_of(chosen, "S2") == Limit()
    assert not limit_of(WorkspaceSettings(), WORKSPACE).is_set
