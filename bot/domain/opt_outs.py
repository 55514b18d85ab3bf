"""Opt-outs in a client's own words: "please stop texting me", "take me off your list".

Source: 47 CFR 64.1200(a)(10), revocation "in any reasonable manner". What is found here suppresses at once
and is then read by a person, so it errs on the side of finding too much; what people write every day
("stop by at nine", "don't stop") must pass all the same.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from bot.domain.opt_out_phrases import LANGUAGES, PHRASES

__all__ = ["LANGUAGES", "is_opt_out"]

# As much as the longest text of any channel has; what is longer is not one message.
MOST_CHARACTERS = 4096
# Nobody opts out in a subordinate clause of a hundred words; a longer one is looked at in parts.
_MOST_WORDS = 100

_SENTENCE_ENDS = re.compile(r"[.!?;:\n\r\u2026\u2014\u2013()\"\u201c\u201d]+")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
# "Any few words": at most three, so that matching stays linear.
_SOME_WORDS = "(?: [a-z0-9]+){0,3} "


@dataclass(frozen=True)
class _Matcher:
    asks: re.Pattern[str]
    unless: re.Pattern[str]

    def finds(self, clause: str) -> bool:
        return bool(self.asks.search(clause)) and not self.unless.search(clause)


def is_opt_out(text: str, languages: Iterable[str]) -> bool:
    """Whether ``text`` asks in one of these languages (ISO 639-1) to get nothing more.

    A language that is not known here finds nothing.
    """
    clauses = _clauses(text[:MOST_CHARACTERS])
    matchers = [_matcher(language) for language in languages if language in PHRASES]
    return any(matcher.finds(clause) for matcher in matchers for clause in clauses)


def _clauses(text: str) -> list[str]:
    """The text's sentences, and what stands between their commas, in plain small letters with single spaces:
    what the phrases are written for. A comma divides "No, stop texting me", but not "Hör auf, mir …"."""
    sentences = _SENTENCE_ENDS.split(_without_marks(text.casefold()))
    divided = [clause for sentence in sentences if "," in sentence for clause in sentence.split(",")]
    return [part for clause in [*sentences, *divided] for part in _parts(clause)]


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain if not unicodedata.combining(character))


def _parts(clause: str) -> list[str]:
    words = _NOT_A_WORD.sub(" ", clause).split()
    return [" ".join(words[start : start + _MOST_WORDS]) for start in range(0, len(words), _MOST_WORDS)]


@cache
def _matcher(language: str) -> _Matcher:
    phrases = PHRASES[language]
    return _Matcher(_compiled(phrases.asks), _compiled(phrases.unless))


def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    whole = "|".join(f"(?:{phrase.replace(' ... ', _SOME_WORDS)})" for phrase in phrases)
    return re.compile(rf"(?<![a-z0-9])(?:{whole})(?![a-z0-9])")
