"""Digits of every script, dashes and blanks become plain ones, each at its own place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.detectors.characters import simplified


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("４１１１", "4111"),
        ("٤١١١", "4111"),
        ("४१११", "4111"),
        ("41–11‑22—3", "41-11-22-3"),
        ("41\u00a011\u200b22\u2009x", "41 11 22 x"),
        ("ＤＥ８９", "DE89"),
        ("é ß 😀", "é ß 😀"),
    ],
)
def test_what_is_typed_in_another_form_is_read(text: str, plain: str) -> None:
    assert simplified(text) == plain


@given(st.text(max_size=200))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(simplified(text)) == len(text)
