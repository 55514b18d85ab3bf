"""Dates, times and amounts as people write them, in the language of the client who reads them.

English is written by this program itself. For every other language babel is asked, which is imported only
then: no process that writes English waits for it. Source of the forms: the CLDR, which babel carries.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.domain.hours import clock, place_of
from bot.domain.money import Money

if TYPE_CHECKING:
    from babel import Locale

# What the CLDR has no word for: a time of day on a day, and the clock of a place.
_ON_A_DAY = {
    "es": "{day} a las {time}",
    "fr": "{day} à {time}",
    "de": "{day} um {time}",
    "pt": "{day} às {time}",
    "it": "{day} alle {time}",
    "nl": "{day} om {time}",
}
_CLOCK_OF = {
    "es": "hora de {}",
    "fr": "heure de {}",
    "de": "Ortszeit {}",
    "pt": "hora de {}",
    "it": "ora di {}",
    "nl": "tijd in {}",
}
# An SMS with one of these becomes twice as long: they are no letters of its alphabet.
_PLAIN_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})


def long_date(day: date, language: str) -> str:
    """The day with its weekday: ``Friday, Nov 27, 2026``, ``viernes, 27 de noviembre de 2026``."""
    if locale := _locale(language):
        return _formatted(day, "full", locale)
    return f"{day:%A, %b} {day.day}, {day.year}"


def short_date(day: date, language: str) -> str:
    """The day without its weekday: ``Nov 27, 2026``, ``27.11.2026``."""
    if locale := _locale(language):
        return _formatted(day, "medium", locale)
    return f"{day:%b} {day.day}, {day.year}"


def weekday(day: date, language: str) -> str:
    """``Friday``, ``viernes``."""
    if locale := _locale(language):
        return _formatted(day, "EEEE", locale)
    return f"{day:%A}"


def time_of_day(moment: datetime, language: str) -> str:
    """``10:00 AM (New York time)``, ``10:00 (hora de Nueva York)``; a zone without a name is left out."""
    zone = str(getattr(moment.tzinfo, "key", None) or moment.tzname() or "")
    locale = _locale(language)
    if locale is None:
        return f"{clock(moment)} ({place_of(zone)} time)" if zone else clock(moment)
    from babel.dates import format_time  # noqa: PLC0415 - only who does not read English needs it.

    written = str(format_time(moment, "short", locale=locale)).translate(_PLAIN_SPACES)
    return f"{written} ({_clock_of(zone, locale)})" if zone else written


def moment(at: datetime, language: str) -> str:
    """Day and time of day."""
    day, time = long_date(at, language), time_of_day(at, language)
    if _locale(language) is None:
        return f"{day} at {time}"
    return _ON_A_DAY.get(language, "{day}, {time}").format(day=day, time=time)


def money(amount: Money, language: str) -> str:
    """``$1,234.50``, ``1.234,50 €``."""
    locale = _locale(language)
    if locale is None:
        return amount.shown
    from babel.numbers import format_currency  # noqa: PLC0415 - as above.

    written = str(format_currency(amount.amount, amount.currency, locale=locale))
    return written.translate(_PLAIN_SPACES)


def _formatted(day: date, form: str, locale: "Locale") -> str:
    from babel.dates import format_date  # noqa: PLC0415 - as above.

    return str(format_date(day, form, locale=locale)).translate(_PLAIN_SPACES)


def _clock_of(zone: str, locale: "Locale") -> str:
    from babel.dates import get_timezone_location  # noqa: PLC0415 - as above.

    try:
        place = str(get_timezone_location(zone, locale=locale, return_city=True))
    except LookupError:
        place = place_of(zone)
    return _CLOCK_OF.get(locale.language, "{}").format(place)


@lru_cache(maxsize=256)
def _locale(language: str) -> "Locale | None":
    """None for English, and for a language of which babel knows nothing."""
    if language in {"", "en"}:
        return None
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as above.

    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError, TypeError):
        return None
