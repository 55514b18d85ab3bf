"""An admin's own patterns: regular expressions, each bounded in length and in time."""

from collections.abc import Iterator
from functools import lru_cache

import regex

MAX_PATTERN = 200
# Longer than any channel's text; a pattern must not be run on more than that.
MAX_TEXT = 10_000
# For all patterns of one text together.
_SECONDS = 0.1
_TRIAL_SECONDS = 0.05
# What makes a pattern that repeats a repetition go on for ever.
_TRIALS = ("a" * 400 + "!", "1" * 400 + "!", "a1 " * 130 + "!", " " * 400 + "!")

Span = tuple[int, int]


class CannotTell(Exception):
    """The pattern did not come to an end in time, or cannot be run: nobody knows whether it fits."""


def fits(pattern: str, text: str, patterns: int) -> Iterator[Span]:
    """Where ``pattern`` fits, if it is one of ``patterns`` that share a text's time. May raise CannotTell."""
    if len(text) > MAX_TEXT or len(pattern) > MAX_PATTERN:
        raise CannotTell
    try:
        for match in _compiled(pattern).finditer(text, timeout=_SECONDS / patterns):
            if match.end() > match.start():
                yield match.span()
    except (TimeoutError, regex.error) as problem:
        raise CannotTell from problem


def pattern_problem(pattern: str) -> str | None:
    """Why a pattern cannot be used, in a sentence for the admin who wrote it; None when it can."""
    if not pattern.strip():
        return "Write the pattern that is to be found, such as `ACME-\\d{6}`."
    if len(pattern) > MAX_PATTERN:
        return (
            f"The pattern has {len(pattern):,} characters; {MAX_PATTERN} is the most. Make two rules of it."
        )
    try:
        if _compiled(pattern).search("", timeout=_TRIAL_SECONDS):
            return "The pattern fits a text of nothing, so it would be found in every text. Ask for more."
        for trial in _TRIALS:
            _compiled(pattern).search(trial, timeout=_TRIAL_SECONDS)
    except regex.error as problem:
        return f"The pattern cannot be read: {problem}. Mend it there."
    except TimeoutError:
        return (
            "The pattern takes too long: it repeats what repeats already, such as `(a+)+`. Make it simpler."
        )
    return None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "regex.Pattern[str]":
    return regex.compile(pattern, regex.IGNORECASE)
