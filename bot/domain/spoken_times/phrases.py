"""Finding folded words in the tables of a vocabulary."""

from collections.abc import Mapping
from typing import TypeVar

from bot.domain.folding import folded

_Meant = TypeVar("_Meant")


def group_of(word: str, groups: tuple[tuple[str, ...], ...]) -> int:
    """Which of the groups a folded word is in."""
    return next(index for index, group in enumerate(groups) if word in {folded(each) for each in group})


def of_phrase(table: Mapping[str, _Meant], phrase: str) -> _Meant:
    """What a folded phrase means."""
    return next(value for words, value in table.items() if folded(words) == phrase)
