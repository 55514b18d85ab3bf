"""Opt-outs in people's own words, and what only looks like one, by language."""

import re
from re import _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keywords import keyword
from bot.domain.opt_out_phrases import PHRASES
from bot.domain.opt_outs import LANGUAGES, MOST_CHARACTERS, is_opt_out
from tests.domain.opt_out_texts import OPT_OUTS, ORDINARY


def rows(table: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (language, line.strip()) for language, text in table.items() for line in text.strip().splitlines()
    ]


def test_every_language_has_its_tables() -> None:
    assert set(OPT_OUTS) == set(ORDINARY) == set(LANGUAGES) == {"en", "es", "fr", "de", "it", "pt", "nl"}


@pytest.mark.parametrize(("language", "text"), rows(OPT_OUTS))
def test_an_opt_out_is_recognised(language: str, text: str) -> None:
    assert is_opt_out(text, [language])
    assert is_opt_out(f"Hi! {text.upper()}\nJane", [language])


@pytest.mark.parametrize(("language", "text"), rows(ORDINARY))
def test_an_ordinary_text_is_none_in_any_language(language: str, text: str) -> None:
    assert not is_opt_out(text, LANGUAGES)
    assert not is_opt_out(f"Hello. {text}", LANGUAGES)


@pytest.mark.parametrize("text", ["pare de me escrever", "arrêtez de m'écrire", "laat me met rust"])
def test_only_the_languages_that_are_asked_for_count(text: str) -> None:
    assert not is_opt_out(text, ["en"])
    assert not is_opt_out(text, [])
    assert not is_opt_out(text, ["xx"])


@pytest.mark.parametrize(
    "text", ["st\u00f3p texting me", "DON\u2019T TEXT ME AGAIN", "stop   texting\u00a0me", "stop-texting-me"]
)
def test_the_way_of_writing_does_not_matter(text: str) -> None:
    assert is_opt_out(text, ["en"])


@pytest.mark.parametrize("word", ["STOP", "unsubscribe", "please stop", "opt out"])
def test_what_a_keyword_says_is_heard_as_one_already(word: str) -> None:
    assert keyword(word)


def test_an_opt_out_beside_other_sentences_counts() -> None:
    assert is_opt_out("I will stop by at nine. But please stop texting me.", ["en"])
    assert not is_opt_out("Please stop. Texting is fun", ["en"])


def test_what_lies_beyond_the_longest_text_of_any_channel_is_not_read() -> None:
    assert not is_opt_out("a " * (MOST_CHARACTERS // 2) + ". stop texting me", ["en"])
    assert is_opt_out("word " * 700 + ". stop texting me", ["en"])


PIECES = sorted(
    {word for phrases in PHRASES.values() for each in phrases.asks for word in re.findall("[a-z]{2,}", each)}
)


@given(
    st.lists(st.sampled_from([*PIECES, "me", "x", "."]), max_size=60).map(" ".join) | st.text(max_size=400)
)
def test_any_text_has_an_answer(text: str) -> None:
    assert is_opt_out(text, LANGUAGES) in {True, False}


@pytest.mark.parametrize(
    "text", ["stop " * 800, "do not want to " * 270, "no me " * 600, "a" * 4096, "don t " * 700, "," * 4096]
)
def test_the_longest_texts_are_answered(text: str) -> None:
    assert not is_opt_out(text, LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_can_be_matched_in_more_ways_than_its_text_is_long(language: str) -> None:
    """A repetition without an end within another is what makes matching take for ever."""
    phrases = PHRASES[language]
    for each in (*phrases.asks, *phrases.unless):
        assert not _endless_within_endless(_parser.parse(each), within=False), each


def _endless_within_endless(node: object, *, within: bool) -> bool:
    if isinstance(node, tuple) and node and node[0] in (_parser.MAX_REPEAT, _parser.MIN_REPEAT):
        _, most, inner = node[1]
        endless = most is _parser.MAXREPEAT
        return (endless and within) or _endless_within_endless(inner, within=within or endless)
    if isinstance(node, tuple | list | _parser.SubPattern):
        return any(_endless_within_endless(each, within=within) for each in node)
    return False
