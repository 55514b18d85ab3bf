"""Keywords: a text that is one as a whole, however it is dressed, and never a sentence that holds one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.keywords import Keyword, answered_by_carrier, keyword

TWILIO = {
    Keyword.STOP: ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"],
    Keyword.START: ["START", "YES", "UNSTOP"],
    Keyword.HELP: ["HELP"],
    Keyword.INFO: ["INFO"],
}
BY_TWILIO = [(word, kind) for kind, words in TWILIO.items() for word in words]
EVERY = [*BY_TWILIO, ("STATUS", Keyword.STATUS)]
DRESSES = [
    "{}",
    " {} ",
    "{}.",
    "{}!!!",
    "“{}”",
    "*{}*",
    "_{}_",
    "\n{}\n",
    "{}\r\n",
    "\u00a0{}\u2003",
    "\u200b{}\ufeff",
    "{} 🛑",
    "...{}?",
    "{}" + "!" * 1000,
    " " * 1000 + "{}",
]


@pytest.mark.parametrize(("word", "kind"), EVERY)
@pytest.mark.parametrize("dress", DRESSES)
def test_a_keyword_is_one_in_any_case_with_any_punctuation_and_space(
    word: str, kind: Keyword, dress: str
) -> None:
    for form in (word, word.lower(), word.capitalize(), word.swapcase()):
        assert keyword(dress.format(form)) is kind


@pytest.mark.parametrize(
    "text",
    [
        "Opt out",
        "OPT-OUT",
        "opt_out",
        "Stop please.",
        "Please, stop!",
        "STOP ALL",
        "stop\u00a0all",
        "Stop\nplease",
    ],
)
def test_longer_forms_stop_too_and_only_we_answer_them(text: str) -> None:
    assert keyword(text) is Keyword.STOP
    assert not answered_by_carrier(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "!!!",
        "I will stop by at nine",
        "Don't stop",
        "Stop by tomorrow",
        "Can you help me?",
        "help me",
        "yes please",
        "Yes, that works",
        "The end",
        "start at 9",
        "stopp",
        "stops",
        "nonstop",
        "quitting",
        "S T O P",
        "S.T.O.P",
        "STOP STOP STOP",
        "stop please now",
        "cancel my appointment",
        "please cancel",
        "information",
        "info please",
        "what is my status",
        "statuses",
        "да",
        "🛑",
        "stop " + "a" * 1000,
    ],
)
def test_a_text_that_merely_contains_a_keyword_is_a_message_to_people(text: str) -> None:
    assert keyword(text) is None
    assert not answered_by_carrier(text)


@pytest.mark.parametrize(("word", "kind"), BY_TWILIO)
def test_twilio_itself_answers_the_single_word_in_any_case(word: str, kind: Keyword) -> None:
    assert answered_by_carrier(word)
    assert answered_by_carrier(f" {word.lower()}\n")
    assert keyword(word) is kind


@pytest.mark.parametrize("text", ["STOP!", "Stop.", "“stop”", "opt-out", "stop please"])
def test_twilio_does_not_answer_what_is_more_than_the_word(text: str) -> None:
    assert keyword(text) is Keyword.STOP
    assert not answered_by_carrier(text)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_what_twilio_answers_is_a_keyword_to_us_too(text: str) -> None:
    assert not answered_by_carrier(text) or keyword(text) is not None


@settings(deadline=None)
@given(
    st.sampled_from([word for word, _ in EVERY]),
    st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=2, max_size=10),
    st.integers(0, 10),
)
def test_no_sentence_of_three_words_or_more_is_a_keyword(word: str, others: list[str], at: int) -> None:
    others.insert(min(at, len(others)), word)
    assert keyword(" ".join(others)) is None
