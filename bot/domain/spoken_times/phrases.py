"""Finding folded words in the tables of a vocabulary."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.domain.folding import folded

_Meant = TypeVar("_Meant")


def group_of(word: str, groups: Sequence[tuple[str, ...]]) -> int:
    """Which of the groups a folded word is in."""
    return next(index for index, group in enumerate(groups) if word in {folded(each) for each in group})


def of_phrase(table: Mapping[str, _Meant], phrase: str) -> _Meant:
    """What a folded phrase means."""
    return next(value for words, value in table.items() if folded(words) == phrase)


def amount_of(words: str | None, numbers: Mapping[str, float]) -> float:
    """A number in figures or in a word; 0 for none."""
    if not words:
        return 0
    return float(words) if words.isdecimal() else of_phrase(numbers, words)
