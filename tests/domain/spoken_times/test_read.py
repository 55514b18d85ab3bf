"""Times as people write them at the beginning of a text, and texts that only look like one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.recurrences.words import words
from bot.domain.spoken_times import Spoken, read_when
from bot.domain.spoken_times.meaning import INSTEAD

NEW_YORK, HERE = "America/New_York", "(New York time)"
# A Thursday, ten in the morning in New York.
NOW = datetime(2026, 11, 26, 15, tzinfo=UTC)


def read(text: str, language: str = "en-US", zone: str = NEW_YORK) -> Spoken | None:
    return read_when(text, language=language, zone=zone, now=NOW)


def shown(spoken: Spoken | None, zone: str = NEW_YORK) -> tuple[str, str]:
    """The time as its place's clocks show it, and the text that is left."""
    assert spoken
    assert spoken.at
    return f"{spoken.at.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M}", spoken.rest


@pytest.mark.parametrize(
    ("text", "at", "rest"),
    [
        ("tomorrow 9am See you then", "Fri 2026-11-27 09:00", "See you then"),
        ("tomorrow at 9 See you", "Fri 2026-11-27 09:00", "See you"),
        ("Tomorrow, 9:30 p.m.: see you", "Fri 2026-11-27 21:30", "see you"),
        ("tomorrow 9am - see you", "Fri 2026-11-27 09:00", "see you"),
        ("tomorrow at 9am\nSee\nyou", "Fri 2026-11-27 09:00", "See\nyou"),
        ("at 9am tomorrow See you", "Fri 2026-11-27 09:00", "See you"),
        ("tomorrow 9", "Fri 2026-11-27 09:00", ""),
        ("tomorrow", "Fri 2026-11-27 09:00", ""),
        ("day after tomorrow at noon Hi", "Sat 2026-11-28 12:00", "Hi"),
        ("next friday at 5 We meet", "Fri 2026-12-04 17:00", "We meet"),
        ("friday at 5 We meet", "Fri 2026-11-27 17:00", "We meet"),
        ("fri 05:00 We meet", "Fri 2026-11-27 05:00", "We meet"),
        ("friday at 5am We meet", "Fri 2026-11-27 05:00", "We meet"),
        ("friday next week 8:15 Hi", "Fri 2026-12-04 08:15", "Hi"),
        ("thursday 11am Hi", "Thu 2026-11-26 11:00", "Hi"),
        ("thursday 9am Hi", "Thu 2026-12-03 09:00", "Hi"),
        ("in 2 hours call me", "Thu 2026-11-26 12:00", "call me"),
        ("in two hours call me", "Thu 2026-11-26 12:00", "call me"),
        ("in half an hour call me", "Thu 2026-11-26 10:30", "call me"),
        ("in 90 min call me", "Thu 2026-11-26 11:30", "call me"),
        ("in 3 days at 4pm call me", "Sun 2026-11-29 16:00", "call me"),
        ("in 2 weeks call me", "Thu 2026-12-10 10:00", "call me"),
        ("in 3 months call me", "Fri 2027-02-26 10:00", "call me"),
        ("12/3 14:30 Hello", "Thu 2026-12-03 14:30", "Hello"),
        ("23/12 14:30 Hello", "Wed 2026-12-23 14:30", "Hello"),
        ("1/2/27 8am Hello", "Sat 2027-01-02 08:00", "Hello"),
        ("11/20 8am Hello", "Sat 2027-11-20 08:00", "Hello"),
        ("december 3rd at noon Hello", "Thu 2026-12-03 12:00", "Hello"),
        ("3rd of December, 2026 at 14:30 Hello", "Thu 2026-12-03 14:30", "Hello"),
        ("Dec. 3, 2pm Hello", "Thu 2026-12-03 14:00", "Hello"),
        ("may 3 9am call", "Mon 2027-05-03 09:00", "call"),
        ("on the 3rd at 4pm Hello", "Thu 2026-12-03 16:00", "Hello"),
        ("2026-12-24 18:00: Merry", "Thu 2026-12-24 18:00", "Merry"),
        ("9am See you", "Fri 2026-11-27 09:00", "See you"),
        ("at 11", "Thu 2026-11-26 11:00", ""),
        ("at 11 in the morning See you", "Thu 2026-11-26 11:00", "See you"),
        ("at 9 tomorrow See you", "Fri 2026-11-27 09:00", "See you"),
        ("today 9am See you", "Thu 2026-11-26 09:00", "See you"),
        ("tonight Dinner", "Thu 2026-11-26 20:00", "Dinner"),
        ("tonight at 9 Dinner", "Thu 2026-11-26 21:00", "Dinner"),
        ("tomorrow morning Hi", "Fri 2026-11-27 09:00", "Hi"),
        ("tomorrow at 9 in the evening Hi", "Fri 2026-11-27 21:00", "Hi"),
        ("tomorrow at midnight Hi", "Fri 2026-11-27 00:00", "Hi"),
        ("12am Hi", "Fri 2026-11-27 00:00", "Hi"),
        ("tomorrow at half past nine Hi", "Fri 2026-11-27 09:30", "Hi"),
        ("tomorrow at a quarter to 5 Hi", "Fri 2026-11-27 16:45", "Hi"),
        ("tomorrow at 9 daily report attached", "Fri 2026-11-27 09:00", "daily report attached"),
        ("tomorrow at nine Hi", "Fri 2026-11-27 09:00", "Hi"),
        ("tomorrow at ten o'clock Hi", "Fri 2026-11-27 10:00", "Hi"),
        ("feb 29 9am Hi", "Tue 2028-02-29 09:00", "Hi"),
        ("tomorrow at 9am (New York time) Hi", "Fri 2026-11-27 09:00", "Hi"),
    ],
)
def test_english(text: str, at: str, rest: str) -> None:
    assert shown(read(text)) == (at, rest)


@pytest.mark.parametrize(
    ("language", "text", "at"),
    [
        ("en-GB", "12/3 14:30 x", "Fri 2027-03-12 14:30"),
        ("es", "mañana a las 9 x", "Fri 2026-11-27 09:00"),
        ("es-MX", "manana a las 9 x", "Fri 2026-11-27 09:00"),
        ("es", "el viernes a las 5 de la tarde x", "Fri 2026-11-27 17:00"),
        ("es", "en 2 horas x", "Thu 2026-11-26 12:00"),
        ("es", "el 3 de diciembre a las 14:30 x", "Thu 2026-12-03 14:30"),
        ("es", "pasado mañana al mediodía x", "Sat 2026-11-28 12:00"),
        ("es", "mañana por la mañana x", "Fri 2026-11-27 09:00"),
        ("es", "12/3 14:30 x", "Fri 2027-03-12 14:30"),
        ("de", "morgen um 9 Uhr x", "Fri 2026-11-27 09:00"),
        ("de", "morgen um 9 x", "Fri 2026-11-27 09:00"),
        ("de", "nächsten Freitag um 17:30 Uhr x", "Fri 2026-12-04 17:30"),
        ("de", "in 2 Stunden x", "Thu 2026-11-26 12:00"),
        ("de", "in einer halben Stunde x", "Thu 2026-11-26 10:30"),
        ("de", "am 3. Dezember um 9.30 Uhr x", "Thu 2026-12-03 09:30"),
        ("de", "3.12. 14:30 x", "Thu 2026-12-03 14:30"),
        ("de", "heute Abend um 8 x", "Thu 2026-11-26 20:00"),
        ("de", "montag morgen um 8 x", "Mon 2026-11-30 08:00"),
        ("de", "übermorgen 14 Uhr 30 x", "Sat 2026-11-28 14:30"),
        ("fr", "demain à 9h x", "Fri 2026-11-27 09:00"),
        ("fr", "lundi prochain à 14h30 x", "Mon 2026-11-30 14:30"),
        ("fr", "dans 2 heures x", "Thu 2026-11-26 12:00"),
        ("fr", "le 3 décembre à 14 heures x", "Thu 2026-12-03 14:00"),
        ("fr", "le 1er décembre à 14h x", "Tue 2026-12-01 14:00"),
        ("fr", "après-demain à midi x", "Sat 2026-11-28 12:00"),
        ("fr", "demain à 9 x", "Fri 2026-11-27 09:00"),
        ("fr", "aujourd’hui à 18h x", "Thu 2026-11-26 18:00"),
        ("pt-BR", "amanhã às 9 x", "Fri 2026-11-27 09:00"),
        ("pt", "na sexta às 14:30 x", "Fri 2026-11-27 14:30"),
        ("pt", "daqui a 2 horas x", "Thu 2026-11-26 12:00"),
        ("pt", "3 de dezembro às 10h x", "Thu 2026-12-03 10:00"),
        ("it", "domani alle 9 x", "Fri 2026-11-27 09:00"),
        ("it", "venerdì prossimo alle 10 x", "Fri 2026-12-04 10:00"),
        ("it", "tra 2 ore x", "Thu 2026-11-26 12:00"),
        ("it", "3 dicembre alle 14:30 x", "Thu 2026-12-03 14:30"),
        ("nl", "morgen om 9 uur x", "Fri 2026-11-27 09:00"),
        ("nl", "over 2 uur x", "Thu 2026-11-26 12:00"),
        ("nl", "volgende vrijdag om 10:00 x", "Fri 2026-12-04 10:00"),
        ("nl", "morgenavond om 8 x", "Fri 2026-11-27 20:00"),
        # Whoever writes in another language is read in English as well, or as the library reads it.
        ("es", "mañana a las 9 y media x", "Fri 2026-11-27 09:30"),
        ("es", "mañana a las nueve menos cuarto x", "Fri 2026-11-27 08:45"),
        ("fr", "demain à 9h et demie x", "Fri 2026-11-27 09:30"),
        ("fr", "demain à neuf heures et quart x", "Fri 2026-11-27 09:15"),
        ("de", "morgen um halb 10 x", "Fri 2026-11-27 09:30"),
        ("de", "morgen halb zehn x", "Fri 2026-11-27 09:30"),
        ("de", "morgen um neun x", "Fri 2026-11-27 09:00"),
        ("pt", "amanhã às 9 e meia x", "Fri 2026-11-27 09:30"),
        ("it", "domani alle 9 e mezza x", "Fri 2026-11-27 09:30"),
        ("nl", "morgen om half 10 x", "Fri 2026-11-27 09:30"),
        ("nl", "morgen om kwart over negen x", "Fri 2026-11-27 09:15"),
        ("de", "tomorrow at 9am x", "Fri 2026-11-27 09:00"),
        ("pl", "jutro o 9:00 x", "Fri 2026-11-27 09:00"),
        ("ja", "明日 9:00 x", "Fri 2026-11-27 09:00"),
        ("xx", "tomorrow 9am x", "Fri 2026-11-27 09:00"),
    ],
)
def test_other_languages(language: str, text: str, at: str) -> None:
    assert shown(read(text, language)) == (at, "x")


@pytest.mark.parametrize(
    ("text", "said", "first"),
    [
        (
            "every monday at 9 until march 1, 2027 Hi",
            f"Every Monday at 9:00 AM {HERE}, until Mar 1, 2027",
            "2026-11-30",
        ),
        (
            "every monday at 9 until march Hi",
            f"Every Monday at 9:00 AM {HERE}, until Feb 28, 2027",
            "2026-11-30",
        ),
        ("daily at 8am Hi", f"Every day at 8:00 AM {HERE}", "2026-11-27"),
        ("every day at 11 Hi", f"Every day at 11:00 AM {HERE}", "2026-11-26"),
        (
            "every 2 weeks on friday 10:00 Hi",
            f"Every 2 weeks on Friday at 10:00 AM {HERE}",
            "2026-11-27",
        ),
        (
            "every other friday at noon Hi",
            f"Every 2 weeks on Friday at 12:00 PM {HERE}",
            "2026-11-27",
        ),
        ("monthly on the 31st at 9am Hi", f"Every month on the 31st at 9:00 AM {HERE}", "2026-12-31"),
        (
            "every 3 months on the 1st at 9am Hi",
            f"Every 3 months on the 1st at 9:00 AM {HERE}",
            "2026-12-01",
        ),
        ("yearly on feb 29 at 9am Hi", f"Every year on Feb 29 at 9:00 AM {HERE}", "2028-02-29"),
        ("weekdays at 8 Hi", f"Every weekday at 8:00 AM {HERE}", "2026-11-27"),
        (
            "mondays and thursdays at 3pm Hi",
            f"Every Monday and Thursday at 3:00 PM {HERE}",
            "2026-11-26",
        ),
        (
            "every mon, wed and fri at 10:15am, 5 times. Hi",
            f"Every Monday, Wednesday and Friday at 10:15 AM {HERE}, 5 times",
            "2026-11-27",
        ),
        (
            "every day at 9 for 2 weeks Hi",
            f"Every day at 9:00 AM {HERE}, until Dec 10, 2026",
            "2026-11-27",
        ),
        ("mondays at 9 starting january 4 Hi", f"Every Monday at 9:00 AM {HERE}", "2027-01-04"),
        ("daily at 8 until tomorrow Hi", f"Every day at 8:00 AM {HERE}, until Nov 27, 2026", "2026-11-27"),
        ("tomorrow at 9 every day Hi", f"Every day at 9:00 AM {HERE}", "2026-11-27"),
        ("monday 9am every 2 weeks Hi", f"Every 2 weeks on Monday at 9:00 AM {HERE}", "2026-11-30"),
        ("dec 15 at 9am every month Hi", f"Every month on the 15th at 9:00 AM {HERE}", "2026-12-15"),
        ("every 2 weeks on weekdays at 8 Hi", f"Every 2 weeks on weekdays at 8:00 AM {HERE}", "2026-11-27"),
        ("weekly at 8 Hi", f"Every Thursday at 8:00 AM {HERE}", "2026-12-03"),
    ],
)
def test_what_is_repeated(text: str, said: str, first: str) -> None:
    spoken = read(text)
    assert spoken
    assert spoken.recurrence
    assert (words(spoken.recurrence), spoken.rest) == (said, "Hi")
    assert spoken.recurrence.starts.isoformat() == first
    assert shown(spoken)[0][4:14] == first


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            "es",
            "cada lunes a las 9 hasta marzo x",
            f"Every Monday at 9:00 AM {HERE}, until Feb 28, 2027",
        ),
        ("es", "todos los días a las 8:00 x", f"Every day at 8:00 AM {HERE}"),
        ("de", "jeden Montag um 9 x", f"Every Monday at 9:00 AM {HERE}"),
        ("de", "alle 2 Wochen am Freitag um 10 Uhr x", f"Every 2 weeks on Friday at 10:00 AM {HERE}"),
        ("de", "werktags um 8:15 x", f"Every weekday at 8:15 AM {HERE}"),
        ("de", "täglich um 8, 5 mal x", f"Every day at 8:00 AM {HERE}, 5 times"),
        (
            "fr",
            "tous les lundis à 9h jusqu'au 1er mars x",
            f"Every Monday at 9:00 AM {HERE}, until Mar 1, 2027",
        ),
        ("fr", "chaque jour à 8h x", f"Every day at 8:00 AM {HERE}"),
        ("pt", "toda segunda-feira às 9h x", f"Every Monday at 9:00 AM {HERE}"),
        ("pt", "todos os dias às 8h x", f"Every day at 8:00 AM {HERE}"),
        ("it", "ogni lunedì alle 9 x", f"Every Monday at 9:00 AM {HERE}"),
        ("nl", "elke maandag om 9 x", f"Every Monday at 9:00 AM {HERE}"),
        ("nl", "om de 2 weken op vrijdag om 10 uur x", f"Every 2 weeks on Friday at 10:00 AM {HERE}"),
    ],
)
def test_what_is_repeated_in_other_languages(language: str, text: str, said: str) -> None:
    spoken = read(text, language)
    assert spoken
    assert spoken.recurrence
    assert (words(spoken.recurrence), spoken.rest) == (said, "x")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "May I call you",
        "1 pizza",
        "Monday is fine",
        "tomorrow I am away",
        "10 people come",
        "12/3 of the cake",
        "dec 3 is fine",
        "March on",
        "the 3 of us",
        "the 3rd one is mine",
        "second floor",
        "every hour at 9",
        "every one of us",
        "every day is fine",
        "monday and thursday at 3pm",
        "25:00 Hi",
        "9:75 Hi",
        "13pm Hi",
        "feb 30 9am Hi",
        "in a moment",
        "in March",
        "At last",
        "at 5 people",
        "tomorrow at one point",
        "half 10 of them",
        "two of us",
        "Hello, tomorrow at 9am",
        "1-2 pills",
        "9.30 is the price",
        "+1 212 555 0123",
    ],
)
def test_what_may_be_anything_else_is_no_time(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "mar y sol"),
        ("de", "morgen komme ich"),
        ("fr", "demain je viens"),
        ("it", "a 5 euro"),
        ("fr", "à 5 euros"),
        ("pt", "a 5 reais"),
        ("pl", "za 5 zł"),
        ("pl", "9.30 zł"),
    ],
)
def test_nor_in_other_languages(language: str, text: str) -> None:
    assert read(text, language) is None


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("9am Hi", "9:00 AM has passed today: tomorrow is taken."),
        ("friday at 5 Hi", "5:00 PM is taken; for the morning write 5:00 AM."),
        ("next friday at 9am Hi", "Next Friday is taken as Fri, Dec 4, 2026."),
        ("thursday 11am Hi", "Today is taken: it is Thursday."),
        ("thursday 9am Hi", "9:00 AM on Thu, Nov 26, 2026 has passed: Thu, Dec 3, 2026 is taken."),
        ("today 9am Hi", f"9:00 AM on Thu, Nov 26, 2026 has passed: {INSTEAD}"),
        ("yesterday 9am Hi", f"9:00 AM on Wed, Nov 25, 2026 has passed: {INSTEAD}"),
        ("nov 2 2026 9am Hi", f"9:00 AM on Mon, Nov 2, 2026 has passed: {INSTEAD}"),
        ("12/3 9am Hi", "The date is read as Thu, Dec 3, 2026."),
        ("tomorrow morning Hi", "No hour was named: 9:00 AM is taken."),
        ("tomorrow", "No time of day was named: 9:00 AM is taken."),
        ("tomorrow at midnight Hi", "Midnight is taken as the very beginning of Fri, Nov 27, 2026."),
        ("mar 14 2:30am Hi", "2:30 AM does not exist that day: the clocks go forward. It goes at 3:30 AM."),
        ("nov 7 1:30am Hi", "1:30 AM comes twice that night; the first one is meant."),
        ("daily at 8 until march Hi", "The last day is taken as Feb 28, 2027."),
        ("weekly at 8 Hi", "No day was named: Thursday is taken."),
    ],
)
def test_how_it_was_taken_is_said(text: str, note: str) -> None:
    spoken = read(text)
    assert spoken
    assert spoken.notes == (note,)


@pytest.mark.parametrize(
    ("language", "text", "at"),
    [
        ("en", "yesterday 9am", "Wed 2026-11-25 09:00"),
        ("en", "at 9am yesterday", "Wed 2026-11-25 09:00"),
        ("en", "the day before yesterday 9am", "Tue 2026-11-24 09:00"),
        ("en", "last night", "Wed 2026-11-25 20:00"),
        ("de", "gestern um 9 Uhr", "Wed 2026-11-25 09:00"),
        ("de", "vorgestern 9:00", "Tue 2026-11-24 09:00"),
        ("es", "ayer a las 9", "Wed 2026-11-25 09:00"),
        ("es", "antes de ayer a las 9", "Tue 2026-11-24 09:00"),
        ("es", "anoche", "Wed 2026-11-25 20:00"),
        ("fr", "hier à 9h", "Wed 2026-11-25 09:00"),
        ("fr", "avant-hier à 9h", "Tue 2026-11-24 09:00"),
        ("it", "ieri alle 9", "Wed 2026-11-25 09:00"),
        ("it", "l'altro ieri alle 9", "Tue 2026-11-24 09:00"),
        ("nl", "gisteren om 9 uur", "Wed 2026-11-25 09:00"),
        ("nl", "eergisteren om 9 uur", "Tue 2026-11-24 09:00"),
        ("nl", "gisteravond", "Wed 2026-11-25 18:00"),
        ("pt", "ontem às 9h", "Wed 2026-11-25 09:00"),
        ("pt", "anteontem às 9h", "Tue 2026-11-24 09:00"),
        ("pl", "wczoraj o 9:00", "Wed 2026-11-25 09:00"),
    ],
)
def test_a_day_that_is_past_is_known_as_one(language: str, text: str, at: str) -> None:
    spoken = read(f"{text} Hi", language)
    assert shown(spoken) == (at, "Hi")
    assert spoken
    assert spoken.notes[-1].endswith(f"has passed: {INSTEAD}")


def test_what_is_repeated_starts_when_it_can() -> None:
    spoken = read("every day at 9am starting yesterday Hi")
    assert shown(spoken) == ("Fri 2026-11-27 09:00", "Hi")


def test_the_time_is_one_of_the_place_that_is_meant() -> None:
    for zone in (NEW_YORK, "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu"):
        assert shown(read("tomorrow 9am Hi", zone=zone), zone)[0].endswith("09:00")


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    text = "tomorrow 9am " + "word " * 100_000
    spoken = read(text)
    assert spoken
    assert text.endswith(spoken.rest)
    assert read("x" * 1_000_000) is None
