"""What holds of any words whatever, and of what we write out ourselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.clock_changes import at_local
from bot.domain.hours import clock
from bot.domain.recurrences.moments import first
from bot.domain.recurrences.words import words
from bot.domain.spoken_times import read_when
from bot.domain.zones import day_words
from tests.domain.recurrences.wishes import recurrences

NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
ZONES = st.sampled_from(
    ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "nowhere"]
)
LANGUAGES = st.sampled_from(["en-US", "en-GB", "es", "fr", "de", "pt", "it", "nl"])
_WORDS = (
    "tomorrow morgen mañana demain amanhã domani next every jeden cada tous les 9 9am 9:30 14h30 12/3 "
    "31/12 2/30 monday lunes montag lundi until bis hasta march märz in 2 999 hours weeks years at um a "
    "las à noon on the 31st of and , . - 00:00 24:00 9999-12-31 0001-01-01 feb 29 5 times for starting "
    "e\u0301 ’ \u00a8 \x00 ß"
)
PIECES = st.sampled_from(_WORDS.split(" "))


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join)), LANGUAGES, ZONES)
def test_it_never_raises_and_the_rest_is_the_end_of_the_text(text: str, language: str, zone: str) -> None:
    spoken = read_when(text, language=language, zone=zone, now=NOW)
    if spoken:
        assert text.endswith(spoken.rest)
        assert len(spoken.rest) < len(text)
        assert spoken.at or spoken.recurrence


@given(
    st.dates(date(2026, 11, 28), date(2027, 11, 20)),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    LANGUAGES,
    st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]),
)
def test_a_time_that_we_write_out_is_read_back(day: date, at: time, language: str, zone: str) -> None:
    text = f"{day_words(day)} at {clock(at)} See you"
    spoken = read_when(text, language=language, zone=zone, now=NOW)
    assert spoken
    assert (spoken.at, spoken.rest) == (at_local(day, at, zone).at, "See you")
    assert spoken.recurrence is None


@given(recurrences(), LANGUAGES)
def test_a_recurrence_that_we_write_out_is_read_back(recurrence: object, language: str) -> None:
    known = replace(recurrence, zone="Europe/Berlin")  # type: ignore[type-var]
    begins = first(known)
    assume(begins is not None)
    assert begins
    # As it is on the day on which it starts.
    now = begins - timedelta(minutes=1)
    spoken = read_when(f"{words(known)} Hi", language=language, zone=known.zone, now=now)
    assert spoken
    assert spoken.recurrence
    assert (spoken.at, spoken.rest) == (begins, "Hi")
    read = spoken.recurrence
    assert read.starts == begins.astimezone(ZoneInfo(known.zone)).date()
    assert words(read) == words(known)
