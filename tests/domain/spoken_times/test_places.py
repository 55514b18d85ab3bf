"""Days by their place in the month, in every language that is known."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.recurrence import LAST, Every
from bot.domain.recurrences.words import WEEKDAYS, WORKDAYS, words
from bot.domain.spoken_times import Spoken, read_when
from bot.domain.spoken_times.vocabularies import de, en, es, fr, it, nl, pt
from bot.domain.spoken_times.vocabulary import Unit, Vocabulary

NEW_YORK = "America/New_York"
# A Thursday, ten in the morning in New York.
NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)
KNOWN = {"de": de, "en": en, "es": es, "fr": fr, "it": it, "nl": nl, "pt": pt}
GUESSED = "It is taken to go every month."


def read(text: str, language: str = "en-US") -> Spoken | None:
    return read_when(text, language=language, zone=NEW_YORK, now=NOW)


@pytest.mark.parametrize(
    ("language", "text", "day", "first"),
    [
        ("en", "every first monday of the month at 9", "first Monday", "2026-12-07"),
        ("en", "first Monday of the month at 9", "first Monday", "2026-12-07"),
        ("en", "last friday of the month at 9am", "last Friday", "2026-11-27"),
        ("en", "every month on the last day at 9", "last day", "2026-11-30"),
        ("en", "monthly on the 1st monday at 9", "first Monday", "2026-12-07"),
        ("en", "on the last weekday of every month at 9", "last weekday", "2026-11-30"),
        ("en", "the first day of the month at 9", "1st", "2026-12-01"),
        ("en", "every month on the first monday of the month at 9", "first Monday", "2026-12-07"),
        ("en", "dec 15 9am every first monday of the month", "first Monday", "2027-01-04"),
        ("en", "every fifth monday of the month at 9", "fifth Monday", "2026-11-30"),
        ("en", "every third friday of the month at 9", "third Friday", "2026-12-18"),
        ("de", "jeden ersten Montag im Monat um 9", "first Monday", "2026-12-07"),
        ("de", "am letzten Freitag des Monats um 9 Uhr", "last Friday", "2026-11-27"),
        ("de", "am letzten Tag des Monats um 9", "last day", "2026-11-30"),
        ("de", "jeden Monat am ersten Montag um 9", "first Monday", "2026-12-07"),
        ("de", "monatlich am letzten Tag um 9", "last day", "2026-11-30"),
        ("de", "am 1. Montag jedes Monats um 9", "first Monday", "2026-12-07"),
        ("de", "am letzten Werktag des Monats um 9", "last weekday", "2026-11-30"),
        ("de", "immer am letzten Freitag im Monat um 9", "last Friday", "2026-11-27"),
        ("de", "jeden letzten Freitag um 9", "last Friday", "2026-11-27"),
        ("es", "el primer lunes del mes a las 9", "first Monday", "2026-12-07"),
        ("es", "cada primer lunes de mes a las 9", "first Monday", "2026-12-07"),
        ("es", "el último viernes de cada mes a las 9", "last Friday", "2026-11-27"),
        ("es", "el último día del mes a las 9", "last day", "2026-11-30"),
        ("es", "cada segundo martes del mes a las 9", "second Tuesday", "2026-12-08"),
        ("es", "cada mes el último día a las 9", "last day", "2026-11-30"),
        ("es", "todos los primeros lunes del mes a las 9", "first Monday", "2026-12-07"),
        ("fr", "le premier lundi du mois à 9h", "first Monday", "2026-12-07"),
        ("fr", "chaque premier lundi du mois à 9h", "first Monday", "2026-12-07"),
        ("fr", "le dernier vendredi de chaque mois à 9h", "last Friday", "2026-11-27"),
        ("fr", "le dernier jour du mois à 9h", "last day", "2026-11-30"),
        ("fr", "tous les mois le dernier jour à 9h", "last day", "2026-11-30"),
        ("fr", "chaque deuxième mardi du mois à 9h", "second Tuesday", "2026-12-08"),
        ("fr", "tous les premiers lundis du mois à 9h", "first Monday", "2026-12-07"),
        ("fr", "le 1er lundi du mois à 9h", "first Monday", "2026-12-07"),
        ("fr", "le 2ème mardi du mois à 9h", "second Tuesday", "2026-12-08"),
        ("pt", "toda primeira segunda-feira do mês às 9h", "first Monday", "2026-12-07"),
        ("pt", "na última sexta de cada mês às 9h", "last Friday", "2026-11-27"),
        ("pt", "no último dia do mês às 9h", "last day", "2026-11-30"),
        ("pt", "a segunda terça-feira do mês às 9h", "second Tuesday", "2026-12-08"),
        ("pt", "toda segunda terça-feira do mês às 9h", "second Tuesday", "2026-12-08"),
        ("pt", "toda segunda segunda-feira do mês às 9h", "second Monday", "2026-12-14"),
        ("pt", "todo mês no último dia às 9h", "last day", "2026-11-30"),
        ("pt", "a última sexta-feira do mês às 9h", "last Friday", "2026-11-27"),
        ("it", "il primo lunedì del mese alle 9", "first Monday", "2026-12-07"),
        ("it", "ogni primo lunedì del mese alle 9", "first Monday", "2026-12-07"),
        ("it", "l'ultimo venerdì del mese alle 9", "last Friday", "2026-11-27"),
        ("it", "l’ultimo giorno del mese alle 9", "last day", "2026-11-30"),
        ("it", "ogni secondo martedì del mese alle 9", "second Tuesday", "2026-12-08"),
        ("it", "ogni mese l'ultimo giorno alle 9", "last day", "2026-11-30"),
        ("it", "la prima domenica di ogni mese alle 9", "first Sunday", "2026-12-06"),
        ("nl", "elke eerste maandag van de maand om 9", "first Monday", "2026-12-07"),
        ("nl", "op de laatste vrijdag van de maand om 9", "last Friday", "2026-11-27"),
        ("nl", "de laatste dag van de maand om 9", "last day", "2026-11-30"),
        ("nl", "elke maand op de laatste dag om 9", "last day", "2026-11-30"),
        ("nl", "de eerste maandag van elke maand om 9", "first Monday", "2026-12-07"),
    ],
)
def test_they_are_read(language: str, text: str, day: str, first: str) -> None:
    spoken = read(f"{text} x", language)
    assert spoken
    assert spoken.recurrence
    assert words(spoken.recurrence) == f"Every month on the {day} at 9:00 AM (New York time)"
    assert (spoken.recurrence.starts.isoformat(), spoken.rest) == (first, "x")


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en", "every last Friday at 4pm", "Every month on the last Friday at 4:00 PM"),
        ("en", "the last day of the month at noon", "Every month on the last day at 12:00 PM"),
        ("en", "every second Tuesday of the month at 10", "Every month on the second Tuesday at 10:00 AM"),
        ("en", "every second Tuesday at 10", "Every 2 weeks on Tuesday at 10:00 AM"),
        ("en", "first monday of every 3 months at 9", "Every 3 months on the first Monday at 9:00 AM"),
        (
            "en",
            "third wednesday of every other month at 8am until june",
            "Every 2 months on the third Wednesday at 8:00 AM, until May 31, 2027",
        ),
        (
            "en",
            "last business day of each month at 5pm, 3 times",
            "Every month on the last weekday at 5:00 PM, 3 times",
        ),
        ("de", "jeden zweiten Dienstag im Monat um 10 Uhr", "Every month on the second Tuesday at 10:00 AM"),
        ("de", "jeden zweiten Dienstag um 10 Uhr", "Every 2 weeks on Tuesday at 10:00 AM"),
        ("de", "am ersten Montag alle 3 Monate um 9", "Every 3 months on the first Monday at 9:00 AM"),
        ("nl", "elke tweede dinsdag van de maand om 10 uur", "Every month on the second Tuesday at 10:00 AM"),
        ("nl", "elke tweede dinsdag om 10 uur", "Every 2 weeks on Tuesday at 10:00 AM"),
    ],
)
def test_with_other_steps_and_limits(language: str, text: str, said: str) -> None:
    spoken = read(f"{text} x", language)
    assert spoken
    assert spoken.recurrence
    assert (words(spoken.recurrence).replace(" (New York time)", ""), spoken.rest) == (said, "x")


@given(st.data(), st.sampled_from(sorted(KNOWN)))
def test_every_word_for_a_place_and_for_a_day_is_read_together(data: st.DataObject, language: str) -> None:
    of = KNOWN[language].WORDS
    place, nth = data.draw(st.sampled_from(sorted(of.places.items())))
    day, weekdays = data.draw(st.sampled_from(_days(of)))
    behind = data.draw(st.sampled_from(_behind(of)))
    before = data.draw(st.sampled_from(["", f"{of.every[0]} "]))
    spoken = read(f"{before}{place} {day} {behind} 9:00 x", language)
    assert spoken
    assert spoken.recurrence
    assert (spoken.recurrence.every, spoken.rest) == (Every.MONTH, "x")
    if day in of.units[Unit.DAY] and nth != LAST:
        assert (spoken.recurrence.starts.day, spoken.recurrence.nth) == (nth, 0)
    else:
        assert (spoken.recurrence.nth, spoken.recurrence.weekdays) == (nth, weekdays)


def _days(of: Vocabulary) -> list[tuple[str, tuple[int, ...]]]:
    named = [(name, (day,)) for day, names in enumerate(of.weekdays) for name in names]
    return [*named, *((word, WORKDAYS) for word in of.workday), *((word, ()) for word in of.units[Unit.DAY])]


def _behind(of: Vocabulary) -> list[str]:
    """Of the month, of every month: with each word for that."""
    return [
        *of.of_the_month,
        *(f"{every} {month}" for every in of.of_every for month in of.units[Unit.MONTH]),
    ]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("the first Monday of the month at 9am Hi", (GUESSED,)),
        ("the last day of the month", ("No time of day was named: 9:00 AM is taken.", GUESSED)),
        ("every first Monday of the month at 9am Hi", ()),
        ("first Monday of each month at 9am Hi", ()),
    ],
)
def test_where_no_word_says_that_it_repeats_it_is_said_so(text: str, notes: tuple[str, ...]) -> None:
    spoken = read(text)
    assert spoken
    assert spoken.notes == notes


@pytest.mark.parametrize(
    "text",
    [
        "first Monday of the month is fine",
        "the last day of the month is near",
        "the last day of school at 9am",
        "last Friday at 9am we met",
        "second Tuesday of the month, as ever",
        "every sixth Monday of the month at 9am",
        "first of the month at 9am",
    ],
)
def test_what_may_be_anything_else_is_no_place_in_a_month(text: str) -> None:
    assert read(text) is None


def test_behind_a_day_it_needs_a_word_that_says_that_it_repeats() -> None:
    spoken = read("tomorrow at 9am first Monday of the month report")
    assert spoken
    assert (spoken.recurrence, spoken.rest) == (None, "first Monday of the month report")


def test_every_second_tuesday_is_every_two_weeks_unless_it_is_of_the_month() -> None:
    for text, said in (
        ("every second Tuesday at 9am Hi", f"Every 2 weeks on {WEEKDAYS[1]}"),
        ("every second Tuesday of the month at 9am Hi", f"Every month on the second {WEEKDAYS[1]}"),
    ):
        spoken = read(text)
        assert spoken
        assert spoken.recurrence
        assert words(spoken.recurrence).startswith(said)
