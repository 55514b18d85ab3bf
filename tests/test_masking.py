"""Nothing private survives, whatever it is wrapped in."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.masking import NUMBER, SECRET, TEXT, masker

OUR_SECRET = "5f8c2d5e0b1a4c7f9e3d6b8a7c1f2e40"
TOKEN = "xoxb-214-998-AbCdEfGhIjKl"

numbers = st.from_regex(r"\+[1-9][0-9]{6,14}", fullmatch=True)
tokens = st.from_regex(
    r"xox[abeprs]-[0-9]{4,12}-[A-Za-z0-9]{10,24}|xapp-1-A[0-9A-Z]{8}-[0-9]{8}", fullmatch=True
)
private = numbers | tokens | st.just(OUR_SECRET)


@dataclass
class Wrapped:
    """Any object at all: logged by its repr."""

    inside: Any


def nested(leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    plain = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
    holding = leaf | st.builds("before {} after".format, leaf) | leaf.map(str.encode) | leaf.map(ValueError)
    return st.recursive(
        holding | plain,
        lambda inner: (
            st.lists(inner, max_size=3)
            | inner.map(lambda value: (value,))
            | inner.map(Wrapped)
            | st.dictionaries(st.text(max_size=6) | leaf, inner, max_size=3)
        ),
        max_leaves=12,
    )


@settings(deadline=None)
@given(data=st.data(), secret=private)
def test_no_number_and_no_token_survives_any_nesting(data: st.DataObject, secret: str) -> None:
    value = data.draw(nested(st.just(secret)))

    shown = json.dumps(masker([OUR_SECRET])(value), ensure_ascii=False, default=str)

    assert secret not in shown


def test_a_value_nested_deeper_than_any_record_is_still_masked() -> None:
    value: Any = "+12025550123"
    for _ in range(60):
        value = [value]

    assert "2025550123" not in json.dumps(masker()(value))


@pytest.mark.parametrize(
    "typed",
    [
        "+12025550123",
        "whatsapp:+12025550123",
        "To=%2B12025550123&From=x",
        "+1 202-555-0123",
        "+1 (202) 555-0123",
        "+44 7400 123456",
        "(202) 555-0123",
        "202-555-0123",
        "x+12025550123y",
    ],
)
def test_every_way_to_write_a_number_is_masked(typed: str) -> None:
    shown = masker()(f"sent to {typed} today")

    assert NUMBER in shown
    assert "0123" not in shown
    assert "123456" not in shown


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-11-22T13:46:05.123456+00:00",
        "01KB6Q3W8YH5V2N4M7P9R1T3X5",
        "SM0123456789abcdef0123456789abcdef",
        "1763815565.123456",
        "port 5432, 120 messages, 63016",
    ],
)
def test_what_is_needed_to_follow_a_message_stays(harmless: str) -> None:
    assert masker()(harmless) == harmless


@pytest.mark.parametrize(
    ("value", "gone"),
    [
        (f"Authorization: Bearer {TOKEN}", TOKEN),
        ("Authorization: Basic QUMxMjM0NTY6c2VjcmV0", "QUMxMjM0NTY6c2VjcmV0"),
        ("postgresql+psycopg://bot:hunter2@db/texts", "hunter2"),
        ("https://hooks.slack.com/commands/T1/2/abc", "T1/2/abc"),
        (f"AC{'1' * 32}:{OUR_SECRET}", OUR_SECRET),
        (f"key SK{'a' * 32}", "a" * 32),
    ],
)
def test_credentials_are_masked_by_their_form(value: str, gone: str) -> None:
    shown = masker()(value)

    assert SECRET in shown
    assert gone not in shown


@pytest.mark.parametrize("key", ["text", "Body", "message_body", "ProfileName", "client-name", "raw"])
def test_what_people_wrote_is_masked_by_its_key(key: str) -> None:
    assert masker()({"outer": [{key: "See you at nine"}]}) == {"outer": [{key: TEXT}]}


@pytest.mark.parametrize("quoted", ["{'text': 'See you at nine'}", '{"body": "See you \\"at\\" nine"}'])
def test_a_text_quoted_inside_a_sentence_is_masked(quoted: str) -> None:
    shown = masker()(f"The server responded with: {quoted}")

    assert "nine" not in shown
    assert TEXT in shown


@pytest.mark.parametrize("key", ["to", "from", "sender", "WaId", "wa_id"])
def test_a_number_without_its_plus_is_masked_by_its_key(key: str) -> None:
    assert masker()({key: 12025550123}) == {key: NUMBER}


def test_a_value_that_holds_itself_does_not_hang() -> None:
    value: dict[str, Any] = {"number": "+12025550123"}
    value["self"] = value

    assert "2025550123" not in json.dumps(masker()(value))


def test_the_longer_of_two_secrets_is_hidden_whole() -> None:
    assert masker(["abc", "abcdef"])("<abcdef>") == f"<{SECRET}>"
