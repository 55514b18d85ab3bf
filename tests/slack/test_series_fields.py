"""What the fields of the window for a text that goes again and again mean."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given

from bot.domain.recurrence import Every, Recurrence
from bot.domain.recurrences.remarks import problems
from bot.flows.series.editable import Editable
from bot.sandbox.slack.blocks.check import checked_view
from bot.slack import series_window
from bot.slack.blocks.series_form import place_value, read_place
from bot.slack.series_fields import chosen, fields_of
from tests.domain.recurrences.wishes import recurrences


@given(recurrences())
def test_any_recurrence_is_read_from_its_own_fields(recurrence: Recurrence) -> None:
    """What the window shows means what it shows, and Slack takes it."""
    now = datetime.combine(recurrence.starts, time(), UTC) - timedelta(days=1)
    weekly = recurrence.every is Every.WEEK and not recurrence.weekdays
    known = replace(recurrence, weekdays=(recurrence.starts.weekday(),)) if weekly else recurrence
    series = Editable("S1", "Jane", known, now, False, "Your pills", 1600)
    fields = fields_of(series)
    meant = chosen(fields, known.zone, now)
    assert meant == known if not problems(known, now) else isinstance(meant, dict)
    drawn = series_window.draw(series, fields, series_window.window_of(series, {"row": "S1"}), now)
    checked_view(drawn, "modal")
    assert series_window.read_window(drawn).series_id == "S1"


@pytest.mark.parametrize("place", [(0, ()), (1, (0,)), (-1, ()), (-1, (0, 1, 2, 3, 4)), (5, (6,))])
def test_a_place_is_read_from_its_option(place: tuple[int, tuple[int, ...]]) -> None:
    assert read_place(place_value(place)) == place
