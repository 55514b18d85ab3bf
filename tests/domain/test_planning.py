"""What is planned for an occasion, in zones whose clocks change in every way there is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clock_changes import at_local
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.domain.offset_words import in_words, of_code
from bot.domain.planning import LATE_FOR, LATE_FOR_DAYS, due, plan, starts_at
from bot.domain.trigger import Offset, Stop, Trigger, Unit, When

NEW_YORK, BERLIN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
# Arizona has no summer time, and the clocks of Lord Howe go by half an hour.
ZONES = (NEW_YORK, BERLIN, ZoneInfo("America/Phoenix"), ZoneInfo("Australia/Lord_Howe"))
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
AT_ONCE, MOVED, CALLED_OFF = Offset(When.AT_ONCE), Offset(When.MOVED), Offset(When.CANCELLED)
DAY_BEFORE, TWO_HOURS = Offset(When.BEFORE, 24, Unit.HOURS), Offset(When.BEFORE, 2, Unit.HOURS)


def clocks(shown: str) -> datetime:
    """What clocks show, wherever they stand."""
    return datetime.fromisoformat(shown)


offsets = st.builds(
    Offset,
    st.sampled_from([When.BEFORE, When.AFTER]),
    st.integers(0, 40),
    st.sampled_from(Unit),
    st.none() | st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0)),
)
moments = st.datetimes(clocks("2026-01-01"), clocks("2028-01-01")).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
)


def occasion(at: datetime | None = None, day: date | None = None, **more: object) -> Occasion:
    kind = OccasionKind.PAYMENT if day else OccasionKind.APPOINTMENT
    values = {"kind": kind, "at": at, "day": day} | more
    return Occasion(id="O1", client_id="C1", created_at=NOW, updated_at=NOW, **values)  # type: ignore[arg-type]


def trigger(*of: Offset, **more: object) -> Trigger:
    kind = more.pop("kind", OccasionKind.APPOINTMENT)
    return Trigger("T1", kind, "M1", of, NOW, **more)  # type: ignore[arg-type]


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


@given(moments, offsets, st.sampled_from(ZONES), moments)
def test_nothing_is_planned_for_the_past_and_all_of_it_is_of_use(
    at: datetime, offset: Offset, zone: ZoneInfo, now: datetime
) -> None:
    planned, left_out = plan(occasion(at), [trigger(offset)], zone, now, event=None)
    assert len(planned) + len(left_out) == 1
    for each in planned:
        assert each.due_at >= now
        assert each.useless_at
        assert each.due_at < each.useless_at
        if offset.when is When.BEFORE:
            assert each.due_at < at
            assert each.useless_at <= at


@given(moments, st.integers(0, 40), st.sampled_from(ZONES), st.sampled_from([When.BEFORE, When.AFTER]))
def test_days_are_the_client_s_and_keep_the_time_of_day_whatever_the_clocks_do(
    at: datetime, days: int, zone: ZoneInfo, when: When
) -> None:
    found = due(occasion(at), Offset(when, days, Unit.DAYS), zone)
    assert found
    step = timedelta(days=days if when is When.AFTER else -days)
    wanted, shown = local(at, zone) + step, local(found, zone)
    # Only what the clocks leave out is moved, and forward.
    gap = shown - wanted
    assert gap in (timedelta(0), timedelta(minutes=30), timedelta(hours=1))
    if gap:
        assert at_local(wanted.date(), wanted.time(), zone.key).at == found
        assert local(found - timedelta(minutes=31), zone).time() < wanted.time()


@given(moments, st.integers(0, 2000), st.sampled_from(ZONES))
def test_hours_pass_on_the_clock(at: datetime, hours: int, zone: ZoneInfo) -> None:
    assert due(occasion(at), Offset(When.BEFORE, hours, Unit.HOURS), zone) == at - timedelta(hours=hours)


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 30), st.sampled_from(ZONES))
def test_a_payment_s_reminders_are_in_the_morning_of_the_client(day: date, days: int, zone: ZoneInfo) -> None:
    found = due(occasion(day=day), Offset(When.BEFORE, days, Unit.DAYS), zone)
    assert found
    assert local(found, zone) == datetime.combine(day - timedelta(days=days), time(9))


@given(st.lists(offsets, min_size=1, max_size=5), moments, st.sampled_from(ZONES))
def test_of_several_that_are_late_only_the_newest_is_of_use(
    of: list[Offset], at: datetime, zone: ZoneInfo
) -> None:
    early = at - timedelta(days=90)
    planned, _ = plan(occasion(at), [trigger(*of)], zone, early, event=None)
    before = [each for each in planned if each.step.startswith("before")]
    for moment in {each.due_at for each in before}:
        of_use = [each for each in before if each.due_at <= moment < (each.useless_at or at)]
        assert len({each.due_at for each in of_use}) == 1


@given(st.lists(offsets, min_size=1, max_size=5), moments, st.sampled_from(ZONES))
def test_the_same_is_planned_however_often_it_is_asked(
    of: list[Offset], at: datetime, zone: ZoneInfo
) -> None:
    first, second = (plan(occasion(at), [trigger(*of)], zone, NOW, event=None) for _ in range(2))
    steps = [[(each.step, each.due_at) for each in planned] for planned, _ in (first, second)]
    assert steps[0] == steps[1]
    assert len({each.step for each in first[0]}) == len(first[0])


@given(offsets)
def test_a_code_is_read_back(offset: Offset) -> None:
    assert of_code(offset.code) == offset


def test_when_the_clocks_go_forward_what_is_left_out_is_moved_forward() -> None:
    # On March 8 two o'clock is followed by three in New York.
    at = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
    found = due(occasion(at), Offset(When.BEFORE, 1, Unit.DAYS), NEW_YORK)
    assert found
    assert local(found, NEW_YORK) == clocks("2026-03-08 03:30")


def test_of_an_hour_that_comes_twice_it_is_the_first() -> None:
    found = due(occasion(day=date(2026, 10, 25)), Offset(When.BEFORE, 0, Unit.DAYS, time(2, 30)), BERLIN)
    assert found == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_what_is_at_once_goes_with_its_event_only() -> None:
    at, all_three = NOW + timedelta(days=3), trigger(AT_ONCE, MOVED, CALLED_OFF)
    for event, step in ((When.AT_ONCE, "at_once"), (When.MOVED, "moved")):
        planned, _ = plan(occasion(at), [all_three], NEW_YORK, NOW, event=event)
        assert [each.step for each in planned] == [step]
    assert plan(occasion(at), [all_three], NEW_YORK, NOW, event=None) == ((), ())


def test_for_what_is_called_off_only_the_word_on_that_is_planned() -> None:
    off = occasion(NOW + timedelta(days=3), state=OccasionState.CANCELLED)
    planned, left_out = plan(off, [trigger(CALLED_OFF, DAY_BEFORE)], NEW_YORK, NOW, event=When.CANCELLED)
    assert ([each.step for each in planned], left_out) == (["cancelled"], ())


def test_what_is_confirmed_is_not_reminded_of_where_that_stops_it() -> None:
    confirmed = occasion(NOW + timedelta(days=3), state=OccasionState.CONFIRMED)
    stops = trigger(TWO_HOURS, stops=frozenset({Stop.CONFIRMED}))
    assert plan(confirmed, [stops], NEW_YORK, NOW, event=None) == (
        (),
        ("2 hours before is left out: the appointment is confirmed.",),
    )
    assert len(plan(confirmed, [trigger(TWO_HOURS)], NEW_YORK, NOW, event=None)[0]) == 1


def test_what_is_past_is_left_out_with_a_word() -> None:
    _, left_out = plan(
        occasion(NOW + timedelta(hours=3)), [trigger(DAY_BEFORE, TWO_HOURS)], NEW_YORK, NOW, event=None
    )
    assert left_out == ("24 hours before is past already and is left out.",)


def test_what_comes_after_it_is_of_use_for_a_day_or_three() -> None:
    at = NOW + timedelta(days=1)
    of = trigger(Offset(When.AFTER, 2, Unit.HOURS), Offset(When.AFTER, 2, Unit.DAYS))
    planned, _ = plan(occasion(at), [of], NEW_YORK, NOW, event=None)
    assert [each.useless_at and each.useless_at - each.due_at for each in planned] == [
        LATE_FOR,
        LATE_FOR_DAYS,
    ]


def test_a_payment_is_of_no_use_to_be_reminded_of_when_its_day_is_over() -> None:
    bill = occasion(day=date(2026, 3, 20))
    ends = starts_at(bill, NEW_YORK)
    assert ends
    assert local(ends, NEW_YORK) == clocks("2026-03-21")
    [on_the_day], _ = plan(
        bill,
        [trigger(Offset(When.BEFORE, 0, Unit.DAYS), kind=OccasionKind.PAYMENT)],
        NEW_YORK,
        NOW,
        event=None,
    )
    assert on_the_day.useless_at == ends


def test_what_has_no_time_is_counted_from_when_it_became_known() -> None:
    of = trigger(Offset(When.AFTER, 2, Unit.DAYS), DAY_BEFORE, kind=OccasionKind.NEW_CLIENT)
    newcomer = occasion(kind=OccasionKind.NEW_CLIENT)
    [after], left_out = plan(newcomer, [of], NEW_YORK, NOW, event=None)
    assert after.due_at == NOW + timedelta(days=2)
    assert left_out == ("24 hours before is left out: the new client has no time to count from.",)


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (AT_ONCE, "at once"),
        (DAY_BEFORE, "24 hours before"),
        (Offset(When.AFTER, 1, Unit.DAYS), "1 day after"),
        (Offset(When.BEFORE, 0, Unit.DAYS, time(9)), "on the day at 9:00 AM"),
        (Offset(When.BEFORE, 3, Unit.DAYS, time(17, 30)), "3 days before at 5:30 PM"),
        (Offset(When.BEFORE, 0, Unit.HOURS), "at its time"),
    ],
)
def test_offsets_are_said_as_people_say_them(offset: Offset, words: str) -> None:
    assert in_words(offset) == words
