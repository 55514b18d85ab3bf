"""A long list in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page: its rows, its place counted from zero, how many pages there are, at least one, and how many
    rows on all of them."""

    rows: tuple[T, ...]
    at: int
    pages: int
    found: int

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return self.at + 1 < self.pages


def page_of(rows: Sequence[T], at: int, size: int) -> Page[T]:
    """The page that is asked for, of at most ``size`` rows; the nearest there is where there is none such."""
    pages = max(-(-len(rows) // size), 1)
    at = min(max(at, 0), pages - 1)
    return Page(tuple(rows[at * size : (at + 1) * size]), at, pages, len(rows))
