"""Does the text look like what carriers filter?"""

import re
from collections.abc import Iterator
from datetime import datetime

import regex

from bot.domain.message import Draft
from bot.policy.decision import Reason
from bot.policy.facts import Facts
from bot.policy.spam_words import FILTERED_WORDS, SHARED_SHORTENERS

_MOST_LINKS = 2
# Shorter texts in capitals are abbreviations and names.
_SHOUTING_FROM, _SHOUTED_PART = 20, 0.7

# Of any script.
_CAPITAL, _LETTER = regex.compile(r"\p{Uppercase}"), regex.compile(r"\p{L}")

_LINK = re.compile(r"(?:https?://|www\.)\S+|(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)
_SHORTENER = re.compile(
    r"(?<![\w.@-])(?:https?://)?(?:www\.)?(" + "|".join(map(re.escape, SHARED_SHORTENERS)) + r")/\S+",
    re.IGNORECASE,
)
_WORDS = {
    kind: re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)", re.IGNORECASE)
    for kind, words in FILTERED_WORDS.items()
}
# With which word each phrase begins: nearly every text has none of them, and is not looked at further.
_WORD = re.compile(r"\w+")
_BEGINNINGS: dict[str, set[str]] = {}
for _kind, _phrases in FILTERED_WORDS.items():
    for _phrase in _phrases:
        _BEGINNINGS.setdefault(_WORD.findall(_phrase)[0], set()).add(_kind)


def spam(draft: Draft, facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Warn of what may keep a text from arriving; nothing of it is forbidden."""
    if draft.purpose.is_automatic or not facts.settings.content.spam_warnings:
        return
    yield from _links(draft.body)
    if _is_shouting(draft.body):
        yield _warning("shouting", "Carriers filter texts in capitals.", "Write it in small letters.")
    kinds = _filtered(draft.body)
    if kinds:
        said = f"Carriers filter texts about {', '.join(kinds)}."
        yield _warning("filtered_words", said, "Word it differently if it is about something else.")


def _links(body: str) -> Iterator[Reason]:
    if not _may_hold_links(body):
        return
    shorteners = dict.fromkeys(match[1].lower() for match in _SHORTENER.finditer(body))
    if shorteners:
        named = ", ".join(shorteners)
        yield _warning("shared_shortener", f"Carriers filter links of {named}.", "Use the full link.")
    if len(_LINK.findall(body)) > _MOST_LINKS:
        yield _warning("many_links", "Carriers filter texts with several links.", "Send one link, or two.")


def _filtered(body: str) -> list[str]:
    """The kinds of filtered words that are in a text."""
    words = _WORD.findall(body.lower())
    if _BEGINNINGS.keys().isdisjoint(words):
        return []
    possible = set().union(*(_BEGINNINGS.get(word, ()) for word in words))
    return [kind for kind, phrases in _WORDS.items() if kind in possible and phrases.search(body)]


def _is_shouting(body: str) -> bool:
    if len(_CAPITAL.findall(body)) < _SHOUTED_PART * _SHOUTING_FROM:
        return False
    said = _LINK.sub("", body) if _may_hold_links(body) else body
    letters, capitals = len(_LETTER.findall(said)), len(_CAPITAL.findall(said))
    return letters >= _SHOUTING_FROM and capitals >= _SHOUTED_PART * letters


def _may_hold_links(body: str) -> bool:
    """A link has a path or begins with www."""
    return "/" in body or "www." in body.lower()


def _warning(code: str, sentence: str, advice: str) -> Reason:
    return Reason(code, sentence, advice, is_warning=True)
