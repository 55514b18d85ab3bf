"""What carriers filter is warned of, and never forbidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.message import Purpose
from bot.domain.settings import ContentRules, WorkspaceSettings
from bot.policy.checks.spam import spam
from bot.policy.spam_words import FILTERED_WORDS, SHARED_SHORTENERS
from tests.policy.drafts import NOW, draft, facts


def codes(body: str, **more: object) -> list[str]:
    return [reason.code for reason in spam(draft(body, **more), facts(), NOW)]  # type: ignore[arg-type]


@pytest.mark.parametrize("shortener", SHARED_SHORTENERS)
@pytest.mark.parametrize("text", ["see {}/abc", "https://{}/abc", "(http://www.{}/a?b=c)", "{}/ABC".upper()])
def test_every_shared_shortener_is_known(shortener: str, text: str) -> None:
    assert codes(text.format(shortener)) == ["shared_shortener"]


@pytest.mark.parametrize(
    "text", ["orbit.ly/x", "mail@bit.ly/x", "a bit.ly", "https://notbit.ly/x", "t.com/x"]
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("kind", "word"), [(kind, word) for kind, words in FILTERED_WORDS.items() for word in words]
)
def test_every_filtered_word_is_known_and_its_kind_named(kind: str, word: str) -> None:
    [reason] = spam(draft(f"About {word.title()}, you know"), facts(), NOW)
    assert reason.code == "filtered_words"
    assert kind in reason.sentence


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Hello Jane, see you at 9", []),
        ("The seaweed salad is ready", []),
        ("https://a.example/1 https://b.example/2", []),
        ("https://a.example/1 www.b.example c.example/3", ["many_links"]),
        ("COME TO OUR GREAT SALE NOW", ["shouting"]),
        ("OK SEE YOU", []),
        ("ASAP: bring your papers please, thanks", []),
        ("SEE https://A.EXAMPLE/LONG/PATH/OF/CAPITALS", []),
        ("", []),
    ],
)
def test_ordinary_texts_and_others(body: str, expected: list[str]) -> None:
    assert codes(body) == expected


def test_nothing_is_warned_of_when_nobody_wants_it_or_the_program_answers() -> None:
    quiet = WorkspaceSettings(content=ContentRules(spam_warnings=False))
    assert not list(spam(draft("bit.ly/x"), facts(settings=quiet), NOW))
    assert codes("bit.ly/x", purpose=Purpose.KEYWORD_ANSWER) == []


@given(st.text(max_size=200))
def test_whatever_is_written_it_is_only_a_warning(body: str) -> None:
    for reason in spam(draft(body), facts(), NOW):
        assert reason.is_warning
        assert reason.sentence.endswith(".")
        assert reason.help.endswith(".")
