"""Offsets in words, both ways, and what each kind of occasion can have."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.occasion import OccasionKind
from bot.domain.offsets import (
    NotAnOffset,
    offset_of_code,
    offset_words,
    read_offset,
    read_offsets,
    settled,
    trouble_with,
)
from bot.domain.trigger import Offset, Unit, When

APPOINTMENT, PAYMENT = OccasionKind.APPOINTMENT, OccasionKind.PAYMENT
DOCUMENT, NEW_CLIENT = OccasionKind.DOCUMENT, OccasionKind.NEW_CLIENT
CLOCKS = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))
EVENTS = st.sampled_from([Offset(when) for when in When if when.is_event])
COUNTED = st.builds(
    Offset,
    st.sampled_from([When.BEFORE, When.AFTER]),
    st.integers(1, 999),
    st.sampled_from([Unit.MINUTES, Unit.HOURS]),
)
DAYS = st.builds(
    Offset, st.sampled_from([When.BEFORE, When.AFTER]), st.integers(1, 366), st.just(Unit.DAYS), CLOCKS
)
ON_THE_DAY = st.builds(Offset, st.just(When.BEFORE), st.just(0), st.just(Unit.DAYS), CLOCKS)
ANY = EVENTS | COUNTED | DAYS | ON_THE_DAY


@given(ANY)
def test_what_is_written_is_read_back(offset: Offset) -> None:
    assert read_offset(offset_words(offset)) == offset
    assert read_offset(offset_words(offset).upper()) == offset
    assert offset_of_code(offset.code) == offset


@given(st.lists(ANY, max_size=8), st.sampled_from([", ", ";", "\n", " ; "]))
def test_a_list_is_read_back_however_it_is_parted(offsets: list[Offset], between: str) -> None:
    assert read_offsets(between.join(map(offset_words, offsets))) == tuple(offsets)


@given(st.text(max_size=80))
def test_whatever_is_typed_it_is_read_or_refused_with_a_sentence(typed: str) -> None:
    found = None
    with suppress(NotAnOffset):
        found = read_offset(typed)
    assert found is None or read_offset(offset_words(found)) == found


@given(st.sampled_from(list(OccasionKind)), st.lists(ANY, max_size=8))
def test_settling_twice_changes_nothing_more(kind: OccasionKind, offsets: list[Offset]) -> None:
    once = settled(kind, offsets)
    assert settled(kind, reversed(once)) == once
    assert len(set(once)) == len(once)


@pytest.mark.parametrize(
    ("typed", "offset"),
    [
        ("5 days before at 4 PM", Offset(When.BEFORE, 5, Unit.DAYS, time(16))),
        ("5 days before, at 4pm", Offset(When.BEFORE, 5, Unit.DAYS, time(16))),
        ("90 min before", Offset(When.BEFORE, 90, Unit.MINUTES)),
        ("24h before", Offset(When.BEFORE, 24, Unit.HOURS)),
        ("an hour before", Offset(When.BEFORE, 1, Unit.HOURS)),
        ("The day before at noon", Offset(When.BEFORE, 1, Unit.DAYS, time(12))),
        ("two weeks before at 9:30 a.m.", Offset(When.BEFORE, 14, Unit.DAYS, time(9, 30))),
        ("3 days after at 16:05", Offset(When.AFTER, 3, Unit.DAYS, time(16, 5))),
        ("on the day at 9 AM", Offset(When.BEFORE, 0, Unit.DAYS, time(9))),
        ("the day at midnight", Offset(When.BEFORE, 0, Unit.DAYS, time(0))),
        ("immediately", Offset(When.AT_ONCE)),
        ("when canceled", Offset(When.CANCELLED)),
    ],
)
def test_people_write_it_in_many_ways(typed: str, offset: Offset) -> None:
    assert read_offset(typed) == offset


@pytest.mark.parametrize(
    "typed",
    [
        *("0 days before", "before", "5 days", "some days before", "5 fortnights before", "-2 hours before"),
        *("5 days before at 4", "5 days before at 13 PM", "2 hours before at 4 PM", "on the day at 25:00"),
    ],
)
def test_what_cannot_be_one_is_refused(typed: str) -> None:
    with pytest.raises(NotAnOffset):
        read_offset(typed)


def test_a_payment_without_a_time_of_day_is_told_of_at_nine() -> None:
    days = Offset(When.BEFORE, 3, Unit.DAYS)
    assert settled(PAYMENT, [days]) == (Offset(When.BEFORE, 3, Unit.DAYS, time(9)),)
    assert settled(APPOINTMENT, [days]) == (days,)


def test_they_stand_in_the_order_in_which_they_go() -> None:
    words = "1 day after at 9 AM, 2 hours before, when it is moved, 24 hours before, at once"
    shown = [offset_words(each) for each in settled(APPOINTMENT, read_offsets(words))]
    assert shown == [
        *("At once", "When moved"),
        *("24 hours before", "2 hours before", "1 day after at 9:00 AM"),
    ]


@pytest.mark.parametrize(
    ("kind", "typed", "says"),
    [
        (PAYMENT, "2 hours before", "Count in days"),
        (DOCUMENT, "1 day before at 9 AM", "nobody knows it before"),
        (NEW_CLIENT, "1 hour before", "nobody knows it before"),
        (DOCUMENT, "when moved", "is not moved"),
        (NEW_CLIENT, "when cancelled", "is not cancelled"),
        (APPOINTMENT, "on the day", "needs a time of day"),
        (APPOINTMENT, "367 days before", "more than a year"),
        (APPOINTMENT, "9999 hours before", "more than a year"),
    ],
)
def test_what_cannot_apply_to_a_kind_is_refused_with_a_sentence(
    kind: OccasionKind, typed: str, says: str
) -> None:
    assert says in trouble_with(kind, read_offset(typed))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (APPOINTMENT, "at once, when moved, when cancelled, 24 hours before, 3 days before, 1 day after"),
        (PAYMENT, "at once, when moved, when cancelled, 3 days before at 9 AM, on the day, 7 days after"),
        (DOCUMENT, "at once, when cancelled, 1 day after at 9 AM, 2 hours after"),
        (NEW_CLIENT, "at once, 3 days after at 9 AM"),
    ],
)
def test_what_applies_to_a_kind_is_taken(kind: OccasionKind, typed: str) -> None:
    assert [trouble_with(kind, each) for each in read_offsets(typed) if trouble_with(kind, each)] == []
