"""Near misses of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.folding import folded
from bot.domain.spelling import distance, meant, slips_in, words_of

KNOWN = ["jonathan", "johnson", "jon", "muller", "maria", "katharina", "harbor", "clinic", "a1b2c3", "li"]


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("jonhson", "johnson"),
        ("jhonson", "johnson"),
        ("mueller", "muller"),
        ("katarina", "katharina"),
        ("catharina", "katharina"),
        ("mraia", "maria"),
        ("marai", "maria"),
        ("harbour", "harbor"),
        # Still being typed.
        ("kathrni", "kathari"),
        ("jonahta", "jonatha"),
    ],
)
def test_a_slip_is_forgiven(typed: str, nearest: str) -> None:
    assert meant(typed, KNOWN)[0] == nearest


@pytest.mark.parametrize("typed", ["", "x", "lo", "a1b2c4", "5550123", "wxyz", "zzzzzzzz"])
def test_what_is_too_short_a_number_or_far_from_all_means_nobody(typed: str) -> None:
    assert meant(typed, KNOWN) == []


def test_no_more_than_asked_for() -> None:
    assert len(meant("jonatan", [f"jonatan{letter}" for letter in "abcdefghij"], 3)) == 3


@pytest.mark.parametrize(("word", "slips"), [("li", 0), ("jon", 1), ("maria", 1), ("harbor", 2), ("r2d2", 0)])
def test_longer_words_may_have_more_slips(word: str, slips: int) -> None:
    assert slips_in(word) == slips


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Zoë  Müller", "zoe muller"),
        ("ŁUKASZ", "lukasz"),
        ("Søren Ærø", "soren aero"),
        ("Straße", "strasse"),
        ("İpek Işık", "ipek isik"),
        ("Đặng", "dang"),
        (" a \n b ", "a b"),
        ("  ", ""),
    ],
)
def test_names_are_compared_without_accents_and_case(name: str, plain: str) -> None:
    assert folded(name) == plain


def test_a_pasted_text_is_cut() -> None:
    assert words_of("Zoë " * 50) == ["zoe"] * 6


_words = st.text("abcdefghijklmnop", min_size=6, max_size=12)


@given(_words, st.data())
def test_one_slip_anywhere_in_a_long_word_is_forgiven(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcxyz"))
    slipped = data.draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    assert any(word.startswith(each) for each in meant(slipped, [word]))
    assert distance(slipped, f"somebody {word}") <= 1
