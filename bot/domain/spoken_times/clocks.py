"""Reading a time of day."""

import re
from dataclasses import replace

from bot.domain.folding import folded
from bot.domain.spoken_times.found import Clock, Found
from bot.domain.spoken_times.line import Line
from bot.domain.spoken_times.patterns import Patterns
from bot.domain.spoken_times.vocabulary import Part, Vocabulary

Step = tuple[Found, int]
_HALF, _HOURS, _MINUTES = 12, 24, 60


def read_clock(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    """A time of day at this place, if none was named before."""
    match = patterns.clock.match(line.words, place)
    if match is None or found.clock:
        return None
    part = _part(match["part"], patterns.of)
    clock = _clock(match, patterns.of)
    is_told = match["at"] or match["part"] or found.part or line.is_end(match.end())
    if clock is None or (match["bare"] and not is_told) or (match["dm"] and not _is_time(match)):
        return None
    return replace(found, clock=replace(clock, part=part)), match.end()


def read_part(line: Line, place: int, found: Found, patterns: Patterns) -> Step | None:
    """A part of the day, behind a day."""
    match = patterns.part.match(line.words, place)
    if match is None or found.part or not (found.day or found.repeat):
        return None
    return replace(found, part=_part(match["part"], patterns.of)), match.end()


def _is_time(match: re.Match[str]) -> bool:
    """Whether 9.30 is a time: alone it would be a date in some languages and a number in others."""
    return bool(match["at"] or match["doclock"] or match["part"])


def _clock(match: re.Match[str], of: Vocabulary) -> Clock | None:
    if match["noon"]:
        return Clock(_HALF)
    if match["midnight"]:
        return Clock(0, is_midnight=True)
    if match["h12"]:
        return _half_day(int(match["h12"]), int(match["m12"] or 0), is_afternoon=match["half"] == "p")
    hour = match["h24"] or match["hh"] or match["ho"] or match["hd"] or match["bare"]
    minute = match["m24"] or match["hm"] or match["om"] or match["dm"]
    if int(hour) >= _HOURS or int(minute or 0) >= _MINUTES:
        return None
    # Who writes 05:00 means the morning, and who writes 5:30 does so wherever hours are told up to 24.
    is_sure = hour.startswith("0") or int(hour) == 0 or (minute is not None and not of.half_day)
    return Clock(int(hour), int(minute or 0), is_sure, is_bare=bool(match["bare"]))


def _half_day(hour: int, minute: int, *, is_afternoon: bool) -> Clock | None:
    if not 1 <= hour <= _HALF or minute >= _MINUTES:
        return None
    return Clock(hour % _HALF + (_HALF if is_afternoon else 0), minute)


def _part(phrase: str | None, of: Vocabulary) -> Part | None:
    if not phrase:
        return None
    return next(part for words, part in of.parts.items() if folded(words) == phrase)
