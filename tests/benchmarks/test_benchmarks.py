"""Each measure runs and gives ratios, at sizes at which the figures mean nothing."""

import pytest

from tests.benchmarks.measures import MEASURES
from tests.benchmarks.plan import TINY, Plan, Row
from tests.benchmarks.report import as_markdown, as_text

PLAN = Plan(["sqlite"], **TINY)


@pytest.mark.parametrize("name", [name for name in MEASURES if name != "startup"])
async def test_a_measure_gives_ratios_and_loses_nothing(name: str) -> None:
    rows = [row async for row in MEASURES[name](PLAN)]

    assert rows
    assert all(row.ratio > 0 for row in rows if row.at_most != 0)
    # Rows written are the distinct 2xx: that holds at every size.
    assert all(row.ratio == 0 for row in rows if row.at_most == 0)


def test_the_table_says_what_is_reached_and_what_is_not() -> None:
    rows = [
        Row("sending", "sqlite", "10/s", "7/s", 0.7, at_least=0.6),
        Row("waiting", "sqlite", "1 ms", "3 ms", 3, at_most=2),
        Row("starting", "sqlite", "1 s", "2 s", 2),
    ]

    table = [line.split("  ") for line in as_text(rows).splitlines()]
    cells = [[cell.strip() for cell in line if cell.strip()] for line in table]

    assert cells[2][-3:] == ["0.70", "≥ 0.6", "yes"]
    assert cells[3][-3:] == ["3.00", "≤ 2", "NO"]
    assert cells[4][-2:] == ["2.00", "–"]
    assert as_markdown(rows).splitlines()[2] == "| sending | sqlite | 10/s | 7/s | 0.70 | ≥ 0.6 | yes |"
