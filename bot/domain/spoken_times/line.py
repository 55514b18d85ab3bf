"""The beginning of a text as it is compared: without accents, case and punctuation, word by word."""

import re
from dataclasses import dataclass

from bot.domain.folding import folded

# What is read of a text at most; the longest time that we write out ourselves is shorter by far.
MOST_WORDS, MOST_CHARACTERS = 30, 240
_WORD = re.compile(r"\S+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "º": "o", "ª": "a"})
_BEFORE, _BEHIND = '(["“¿¡', ',;:!?)]"”'
_NOTHING = "\ufffd"
# What parts a time from the words behind it, and belongs to neither.
_BETWEEN = re.compile(r"\s*(?:[-–—,;:.]+\s+)?\s*")


@dataclass(frozen=True)
class Line:
    """``words``: the folded words with one space between them. ``ends``: where in ``text`` the word ends that
    is before each place in ``words`` at which another could begin."""

    text: str
    words: str
    ends: dict[int, int]

    def rest(self, place: int) -> str:
        """The text behind the words before ``place``: a suffix of it."""
        begin = self.ends[place]
        between = _BETWEEN.match(self.text, begin)
        return self.text[between.end() if between else begin :]

    def is_end(self, place: int) -> bool:
        """Whether there are no words any more."""
        return not self.rest(place).strip()


def line_of(text: str) -> Line:
    """The beginning of ``text``."""
    words: list[str] = []
    ends, place = {0: 0}, 0
    for found in _WORD.finditer(text, 0, MOST_CHARACTERS):
        if len(words) == MOST_WORDS or (found.end() == MOST_CHARACTERS < len(text)):
            break
        word = _plain(found.group())
        words.append(word)
        place += len(word) + 1
        ends[place] = found.end()
    return Line(text, " ".join(words) + " " if words else "", ends)


def _plain(word: str) -> str:
    shown = folded(word.translate(_APOSTROPHES)).replace(" ", "").lstrip(_BEFORE).rstrip(_BEHIND)
    return shown or _NOTHING
