"""Turning the pages of what is to come, however many there are."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.upcoming import UpcomingPage
from bot.slack.blocks.coming import Shown, coming_view, read_shown


def remembered(shown: Shown) -> Shown:
    """As the next press finds it in the window."""
    return read_shown(shown.kept())


def turned(pages: int) -> Shown:
    """The window after so many presses of *Later*."""
    shown = Shown()
    for page in range(1, pages + 1):
        shown = remembered(shown.later(f"page {page}"))
    return shown


@given(st.integers(0, 200))
def test_back_ends_at_the_first_page_however_far_it_went(pages: int) -> None:
    shown, seen = turned(pages), []
    while shown.before:
        shown = remembered(shown.earlier())
        seen.append(shown.after)
    near = [f"page {page}" for page in range(pages - 1, 0, -1)][:29]
    assert seen == [*near, *([""] if pages else [])]
    assert not shown.skips


def test_a_jump_to_the_first_page_says_so() -> None:
    shown = turned(40)
    assert "Earlier" in str(coming_view(UpcomingPage(()), shown))
    while len(shown.before) > 1:
        shown = remembered(shown.earlier())
    assert "First page" in str(coming_view(UpcomingPage(()), shown))
    assert "First page" not in str(coming_view(UpcomingPage(()), turned(1)))
