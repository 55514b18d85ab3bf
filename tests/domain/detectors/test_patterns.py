"""An admin's patterns: what cannot be used is said in a sentence, and none can keep the program busy."""

import pytest

from bot.domain.detectors.patterns import MAX_PATTERN, MAX_TEXT, CannotTell, fits, pattern_problem

ENDLESS = "(a+)+$"


@pytest.mark.parametrize("pattern", [r"ACME-\d{6}", r"\b[A-Z]{2}\d{4}\b", "secret project", r"\p{Greek}+"])
def test_an_ordinary_pattern_has_no_problem(pattern: str) -> None:
    assert pattern_problem(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("", "Write the pattern"),
        ("   ", "Write the pattern"),
        ("(", "cannot be read"),
        ("[z-a]", "cannot be read"),
        (r"(?P<n>a)(?P=m)", "cannot be read"),
        ("a*", "fits a text of nothing"),
        ("x|", "fits a text of nothing"),
        ("^", "fits a text of nothing"),
        ("a" * (MAX_PATTERN + 1), "201 characters"),
        (ENDLESS, "takes too long"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_explained(pattern: str, says: str) -> None:
    problem = pattern_problem(pattern)
    assert problem
    assert says in problem
    assert problem.endswith(".")


def test_a_pattern_fits_without_regard_to_case() -> None:
    text = "Order acme-123456 and ACME-654321"
    assert [text[slice(*span)] for span in fits(r"ACME-\d{6}", text, 1)] == ["acme-123456", "ACME-654321"]


def test_places_of_nothing_are_no_finds() -> None:
    assert list(fits("a*", "bab", 1)) == [(1, 2)]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [(ENDLESS, "a" * 400 + "!"), ("(", "x"), ("a" * (MAX_PATTERN + 1), "x"), ("x", "y" * (MAX_TEXT + 1))],
)
def test_a_pattern_that_comes_to_no_end_or_cannot_be_run_tells_so(pattern: str, text: str) -> None:
    with pytest.raises(CannotTell):
        list(fits(pattern, text, 1))
