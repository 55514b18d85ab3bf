"""Reading a time of day."""

import re
from dataclasses import replace

from bot.domain.spoken_times.found import Clock, Found
from bot.domain.spoken_times.line import Line
from bot.domain.spoken_times.patterns import Patterns
from bot.domain.spoken_times.phrases import of_phrase
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
    is_told = is_told or (match["before"] and (found.day or found.repeat))
    if clock is None or (clock.is_bare and not is_told) or (match["dm"] and not _is_time(match)):
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
    if moved := match["hb"] or match["hx"]:
        return _moved(moved, match, of)
    return _plain(match, of)


def _plain(match: re.Match[str], of: Vocabulary) -> Clock | None:
    """An hour, with its minutes or without."""
    word = next(match[name] for name in ("h24", "hh", "ho", "hd", "hw", "bare") if match[name])
    minute = match["m24"] or match["hm"] or match["om"] or match["dm"]
    hour = _number(word, of)
    if hour >= _HOURS or int(minute or 0) >= _MINUTES:
        return None
    # Who writes 05:00 means the morning, and who writes 5:30 does so wherever hours are told up to 24.
    is_sure = word.startswith("0") or (minute is not None and not of.half_day)
    return Clock(hour, int(minute or 0), is_sure, is_bare=bool(match["bare"]))


def _moved(word: str, match: re.Match[str], of: Vocabulary) -> Clock | None:
    """``half past 9`` and ``las 9 y media``."""
    by = of_phrase(of.before_hour, match["before"]) if match["before"] else 0
    by += of_phrase(of.behind_hour, match["behind"]) if match["behind"] else 0
    hour = _number(word, of)
    if not 1 <= hour < _HOURS:
        return None
    hour, minute = divmod(hour * _MINUTES + by, _MINUTES)
    # At one, a quarter to and half to it are said of the hour after noon.
    return Clock(hour or _HALF, minute, is_sure=False, is_bare=bool(match["before"]))


def _number(word: str, of: Vocabulary) -> int:
    return int(word) if word.isdecimal() else int(of_phrase(of.numbers, word))


def _half_day(hour: int, minute: int, *, is_afternoon: bool) -> Clock | None:
    if not 1 <= hour <= _HALF or minute >= _MINUTES:
        return None
    return Clock(hour % _HALF + (_HALF if is_afternoon else 0), minute)


def _part(phrase: str | None, of: Vocabulary) -> Part | None:
    if not phrase:
        return None
    return of_phrase(of.parts, phrase)
