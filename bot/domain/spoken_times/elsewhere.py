"""Times in other languages, which a library knows: only where a time of the day stands there in figures."""

import re
from collections.abc import Iterator
from datetime import datetime

from bot.domain.hours import clock
from bot.domain.spoken_times.line import Line
from bot.domain.spoken_times.meaning import INSTEAD, Now
from bot.domain.spoken_times.spoken import Spoken

_MOST_WORDS = 10
# With a full stop it may as well be a price.
_TIME = re.compile(r"(?<![\d.:])\d{1,2}:\d\d(?![\d.:])")
# The library takes "at 9" for the minute of now, so only whole times are handed to it.
_SETTINGS = {
    "DATE_ORDER": "DMY",
    "PREFER_DATES_FROM": "future",
    "RETURN_AS_TIMEZONE_AWARE": False,
    "PARSERS": ["relative-time", "absolute-time"],
}


def read_elsewhere(line: Line, language: str, now: Now) -> Spoken | None:
    """The longest run of at most ten words that the library takes for a time. Never raises."""
    for place, words in _runs(line):
        found = _parsed(words, language, now)
        if found is None:
            continue
        moment = now.at(found.date(), found.time().replace(microsecond=0))
        passed = f"{clock(found)} has passed: {INSTEAD}" if moment.at <= now.moment else ""
        notes = tuple(each for each in (moment.note, passed) if each)
        return Spoken(moment.at, None, line.rest(place), notes)
    return None


def _runs(line: Line) -> Iterator[tuple[int, str]]:
    """The beginnings that hold a time of the day, the longest first."""
    for place, end in sorted(list(line.ends.items())[1 : _MOST_WORDS + 1], reverse=True):
        words = line.text[:end].strip(" ,;:")
        if _TIME.search(words):
            yield place, words


def _parsed(words: str, language: str, now: Now) -> datetime | None:
    # Its import takes a fifth of a second, and most people write in a language that is known here.
    import dateparser  # noqa: PLC0415

    settings = {**_SETTINGS, "RELATIVE_BASE": now.local}
    try:
        return dateparser.parse(words, languages=[language], settings=settings)
    except Exception:
        # A language that it does not know, or one of its thousand patterns: it is no time for us then.
        return None
