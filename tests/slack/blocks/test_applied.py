"""How a form tells whether somebody has changed a template's words, and what it keeps of them."""

from typing import Any

import pytest

from bot.domain.recurrence import Every
from bot.domain.recurrences.choices import Pattern
from bot.slack.blocks.applied import NOTHING, Applied, applied_as_json, mark_of, read_applied
from bot.slack.blocks.repeat import pattern_as_json, read_pattern


@pytest.mark.parametrize(
    ("here", "back"),
    [("Hi 👋", "Hi :wave:"), ("See ❤️ you", "See ❤ you"), ("a\r\nb", "a\nb"), (" a ", "a")],
)
def test_as_slack_hands_it_back_it_is_the_same(here: str, back: str) -> None:
    assert mark_of(here) == mark_of(back)


def test_any_other_word_or_line_is_a_change() -> None:
    assert len({mark_of(text) for text in ("", "a", "a b", "a\nb", "A", "{{ a }}", "a.")}) == 7
    # Halves of characters come from nobody's keyboard, and break nothing.
    assert mark_of("\ud83d")


def test_nothing_is_no_change_only_while_there_are_no_words() -> None:
    assert not Applied("T1").is_edited("")
    assert Applied("T1").is_edited("x")
    assert Applied("T1", mark=mark_of("x")).is_edited("")


def test_it_is_read_as_it_was_kept() -> None:
    applied = Applied("T1", 3, "es", "O1", "0123")
    assert read_applied(applied_as_json(applied)) == applied
    assert applied_as_json(NOTHING) == []


@pytest.mark.parametrize(
    "kept",
    [None, [], "T1", {"a": 1}, ["T1", "3", "es", "O1", "m"], ["T1", 3, None, "O1", "m"], [1, 2, 3, 4, 5]],
)
def test_anything_else_is_nothing(kept: Any) -> None:
    assert read_applied(kept) == NOTHING


def test_a_pattern_is_read_as_it_was_kept() -> None:
    weekly = Pattern(Every.WEEK, 2, (0, 3), 5, "Europe/Berlin")
    for pattern in (weekly, Pattern(Every.MONTH, weekdays=(0,), nth=-1)):
        assert read_pattern(pattern_as_json(pattern)) == pattern
    assert pattern_as_json(None) == []


@pytest.mark.parametrize(
    "kept",
    [
        None,
        [],
        ["week", 1, [0], None],
        ["aeon", 1, [], None, "", 0],
        [["week"], 1, [], None, "", 0],
        ["week", "1", [], None, "", 0],
        ["week", 1, "0", None, "", 0],
        ["week", 1, ["0"], None, "", 0],
        ["week", 1, [], "5", "", 0],
        ["month", 1, [0], None, "", "1"],
        ["month", 1, [0], None, "", 6],
    ],
)
def test_what_is_no_pattern_is_none(kept: Any) -> None:
    assert read_pattern(kept) is None
