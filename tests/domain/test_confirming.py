"""Words that confirm an appointment: whole replies only, in every language that answers come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.confirming import confirms, standard_words, trouble_with_word
from bot.domain.keywords import keyword
from bot.domain.yes_no import MAX_WORDS, plainly


@pytest.mark.parametrize(
    "text",
    ["C", "c", " c. ", "C!", "Confirm", "CONFIRMED", "confirmo", "Bestätigt", "BESTATIGT", "je confirme"],
)
def test_a_word_as_a_whole_confirms(text: str) -> None:
    assert confirms(text)


@pytest.mark.parametrize(
    "text", ["", "?", "CC", "C u", "can you confirm", "yes", "STOP", "not confirmed", "🙂"]
)
def test_anything_else_does_not(text: str) -> None:
    assert not confirms(text)


def test_the_team_s_own_words_take_the_place_of_the_others() -> None:
    assert confirms("dabei", ["Dabei"])
    assert not confirms("C", ["Dabei"])
    assert not confirms("", ["!"])


def test_no_word_that_comes_with_the_program_means_something_else() -> None:
    assert all(keyword(word) is None and trouble_with_word(word) == "" for word in standard_words())


@pytest.mark.parametrize(
    "word", ["STOP", "cancel", "help", "Info", "status", "opt out", "!", "x" * (MAX_WORDS + 1)]
)
def test_what_cannot_be_such_a_word_is_told(word: str) -> None:
    assert trouble_with_word(word).endswith(".")


def test_a_yes_may_be_one() -> None:
    assert trouble_with_word("Yes") == ""


@given(
    st.sampled_from(sorted(standard_words())), st.sampled_from(["", " ", ".", "!", "…", " \n"]), st.booleans()
)
def test_case_and_marks_make_no_difference(word: str, mark: str, loud: bool) -> None:
    assert confirms(f"{mark}{word.upper() if loud else word}{mark}")


@given(st.text(max_size=60))
def test_only_a_known_word_confirms(text: str) -> None:
    assert confirms(text) == (plainly(text) in standard_words())
