"""A webhook's form: read as the standard library reads it, and bounded."""

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.ports import Malformed
from bot.providers.twilio.form import MAX_FIELDS, fields, parse

PIECES = st.sampled_from(
    ["a", "Body", "é", "=", "&", "+", "%", "%20", "%E2%82%AC", "%ff", "%0", ";", " ", "\0"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("")
@example("a")
@example("&&a=1&=2&b&c=&a=3")
@example("a=%26%3D%2B+%25")
def test_a_form_is_read_as_the_standard_library_reads_it(text: str) -> None:
    assert parse(text.encode()) == parse_qsl(text, keep_blank_values=True)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_as_the_standard_library_reads_them(body: bytes) -> None:
    assert parse(body) == parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)


@given(st.lists(st.tuples(st.text(), st.text())))
def test_whatever_is_sent_arrives(pairs: list[tuple[str, str]]) -> None:
    quoted = urlencode(pairs, errors="replace")
    assert urlencode(parse(quoted.encode()), errors="replace") == quoted


def test_as_many_fields_as_are_allowed_are_read_and_one_more_is_not() -> None:
    allowed = b"&".join([b"a=1"] * MAX_FIELDS)
    assert len(parse(allowed)) == MAX_FIELDS
    with pytest.raises(Malformed, match="too many"):
        parse(allowed + b"&a=1")


def test_the_first_of_a_repeated_field_counts_and_nul_is_taken_out() -> None:
    assert fields([("a", "1"), ("b", "x"), ("a", "2")]) == {"a": "1", "b": "x"}
    assert fields([("a\0", "1\0"), ("b", "x")]) == {"a": "1", "b": "x"}
