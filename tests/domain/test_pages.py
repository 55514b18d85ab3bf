"""A long list in pages."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pages import page_of


@given(st.lists(st.integers(), max_size=60), st.integers(1, 20))
def test_the_pages_together_are_the_list(rows: list[int], size: int) -> None:
    first = page_of(rows, 0, size)
    every = [page_of(rows, at, size) for at in range(first.pages)]
    assert [row for page in every for row in page.rows] == rows
    assert all(len(page.rows) <= size and page.found == len(rows) for page in every)
    assert [page.has_more for page in every] == [True] * (first.pages - 1) + [False]


@given(st.lists(st.integers(), max_size=60), st.integers(), st.integers(1, 20))
def test_a_page_that_is_not_there_is_the_nearest(rows: list[int], at: int, size: int) -> None:
    page = page_of(rows, at, size)
    assert 0 <= page.at < page.pages
    assert page.at == at or at in (min(at, -1), max(at, page.pages))
    assert bool(page.rows) == bool(rows)
