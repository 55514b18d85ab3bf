"""Attacks by template: each is refused in words, or comes to a text of bounded length."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.templating.filters import FILTERS
from bot.templating.limits import MAX_RESULT
from bot.templating.names import names_in
from bot.templating.render import BadTemplate, problems, render
from bot.templating.variables import NAMES, SAMPLES, Value
from tests.templating.attacks import HARMLESS, REFUSED

LANGUAGES = ["", "en", "es", "de", "ar", "xx", "\x00", "../etc"]
HUGE: Mapping[str, Value] = {**SAMPLES, "client_name": "x" * 1_000_000, "first_name": "\x00ß" * 500_000}


@pytest.mark.parametrize("source", REFUSED, ids=range(len(REFUSED)))
@pytest.mark.timeout(5)
def test_attacks_are_refused_in_words(source: str) -> None:
    found = problems(source)
    assert found
    assert all(len(sentence) < 350 and sentence.endswith(".") for sentence in found)
    with pytest.raises(BadTemplate):
        render(source, SAMPLES)


@pytest.mark.parametrize("source", REFUSED, ids=range(len(REFUSED)))
@pytest.mark.timeout(5)
def test_names_of_the_team_s_own_open_no_other_way(source: str) -> None:
    names = NAMES | names_in(source)
    try:
        rendered = render(source, SAMPLES, names)
    except BadTemplate:
        return
    # Nothing but a name that nobody knows yet was wrong with it: a person is asked for that.
    assert rendered.text == ""
    assert set(rendered.unresolved) <= names - NAMES


@pytest.mark.parametrize("source", HARMLESS, ids=range(len(HARMLESS)))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.timeout(5)
def test_what_is_harmless_is_bounded_and_can_be_kept(source: str, language: str) -> None:
    names = NAMES | names_in(source)
    for values in (SAMPLES, HUGE, {}):
        text = render(source, values, names, language).text
        assert len(text) <= MAX_RESULT
        assert "\x00" not in text
        text.encode("utf-8")


@pytest.mark.parametrize(
    "word", ["self", "super", "loop", "caller", "varargs", "kwargs", "the language", "_x"]
)
def test_words_of_the_engine_s_own_are_no_names(word: str) -> None:
    assert names_in(f"{{{{ {word} }}}} {{{{ doctor }}}}") <= {"doctor"}
    with pytest.raises(BadTemplate):
        render(f"{{{{ {word} }}}}", SAMPLES, NAMES | names_in(f"{{{{ {word} }}}}"))


_PARTS = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "-",
            "|",
            "(",
            ")",
            "[",
            "]",
            "'",
            '"',
            ".",
            ",",
            "~",
            "*",
            "==",
            "!=",
        ),
        *(
            "if",
            "else",
            "elif",
            "endif",
            "for",
            "in",
            "endfor",
            "set",
            "raw",
            "endraw",
            "is",
            "defined",
            "not",
        ),
        *(
            "and",
            "or",
            "0",
            "9" * 40,
            "1e9",
            "none",
            "true",
            "\\x00",
            "\x00",
            "\ud800",
            "ſ",
            "\n",
            " ",
            "'x'",
        ),
        *(f"{{{{ {name} }}}}" for name in sorted(NAMES)),
        *sorted(NAMES),
        *(f"|{name}" for name in FILTERS),
        *("__class__", "doctor", "self"),
    ]
)
_SOURCES = st.lists(_PARTS, max_size=30).map(" ".join) | st.lists(_PARTS, max_size=30).map("".join)
_EXPRESSIONS = st.recursive(
    st.sampled_from([*sorted(NAMES), "doctor", "'x'", "7", "none", "9" * 400, "'\\ud800'"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from(sorted(FILTERS))).map("|".join)
        | st.tuples(inner, inner).map(lambda two: f"{two[0]}|join({two[1]})")
        | st.tuples(inner, inner).map(lambda two: f"({two[0]} == {two[1]})")
        | st.tuples(inner, inner, inner).map(lambda three: "({} if {} else {})".format(*three))
    ),
    max_leaves=12,
).map(lambda expression: f"{{{{ {expression} }}}}")


@settings(deadline=None)
@given(
    st.text(max_size=120) | _SOURCES | _EXPRESSIONS,
    st.dictionaries(
        st.sampled_from([*sorted(NAMES), "doctor"]),
        st.text(max_size=40) | st.sampled_from([*SAMPLES.values()]),
    ),
    st.sampled_from(LANGUAGES),
)
def test_whatever_is_typed_is_filled_in_or_refused(
    source: str, values: dict[str, Value], language: str
) -> None:
    names = NAMES | names_in(source)
    try:
        rendered = render(source, values, names, language)
    except BadTemplate:
        assert problems(source, names)
        return
    assert len(rendered.text) <= MAX_RESULT
    assert set(rendered.unresolved) <= names
    assert not (rendered.text and rendered.unresolved)
