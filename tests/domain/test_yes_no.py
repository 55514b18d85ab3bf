"""A yes or a no is a whole text, in any of the languages; whatever else a client writes is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keywords import Keyword, keyword
from bot.domain.yes_no import Answer, answer_in


@pytest.mark.parametrize(
    "said",
    ["yes", "Yes, please!", " YES ", "Sí", "si", "Oui, merci.", "Ja", "ja, gerne", "Sim", "d'accord", "OK",
     "\U0001f44d", "\U0001f44d\U0001f3fd", "start", "I agree"],
)  # fmt: skip
def test_a_yes(said: str) -> None:
    assert answer_in(said) is Answer.YES


@pytest.mark.parametrize(
    "said", ["No", "no, thanks", "Non merci", "NEIN", "Nee, bedankt", "não", "No gracias", "\U0001f44e"]
)
def test_a_no(said: str) -> None:
    assert answer_in(said) is Answer.NO


@pytest.mark.parametrize(
    "said",
    ["", "  ", "?", "Yes but only in the morning", "no problem, see you on Tuesday", "Who is this?", "STOP",
     "yes yes yes yes yes yes yes yes", "yesterday", "\U0001f44d\U0001f44d great", "y" * 5000],
)  # fmt: skip
def test_anything_else(said: str) -> None:
    assert answer_in(said) is None


def test_an_admin_adds_forms() -> None:
    assert answer_in("Count me IN!", yes=("count me in",)) is Answer.YES
    assert answer_in("Count me in", no=("count me in",)) is Answer.NO
    assert answer_in("count me", yes=("count me in",)) is None


@given(st.text(max_size=60))
def test_a_stop_is_never_an_answer(said: str) -> None:
    if keyword(said) is Keyword.STOP:
        assert answer_in(said) is None
