"""Name and numbers in a vCard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import vcard
from bot.domain.extras import Contact


def card(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""]).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (card("N:Lee;Ann;;;", "FN:Ann Lee", "TEL;TYPE=CELL:+12025550111"), "Ann Lee: +12025550111"),
        (
            card("FN:Ann Lee", "item1.TEL;waid=12025550111:+1 202 555 0111", "TEL:tel:+12025550112"),
            "Ann Lee: +1 202 555 0111, +12025550112",
        ),
        (card("FN:Lee\\; Ann\\, Dr.\\nX"), "Lee; Ann, Dr. X"),
        (card("FN:Ann", " a", "\tbel"), "Annabel"),
        (card("TEL:+12025550111"), "+12025550111"),
        (card("FN:Ann") + card("FN:Bob", "TEL:+12025550112"), "Ann\nBob: +12025550112"),
        (card("FN:"), ""),
        (b"FN:Ann", ""),
        (b"\xff\xfe BEGIN:VCARD", ""),
        (b"", ""),
    ],
)
def test_it_is_told_in_words(content: bytes, words: str) -> None:
    assert vcard.in_words(content) == words


def test_many_are_bounded() -> None:
    numbers = [f"TEL:+1202555{number:04}" for number in range(100)]
    many = card("FN:" + "x" * 5000, *numbers) * 50
    found = vcard.read(many)
    assert len(found) == 5
    assert found[0] == Contact("x" * 200, tuple(f"+1202555{number:04}" for number in range(5)))


@given(
    st.binary(max_size=2000) | st.text(alphabet="BEGIN:VCARDTELFN;\\\r\n \t1", max_size=500).map(str.encode)
)
def test_whatever_the_bytes_are_a_few_lines_come_of_it(content: bytes) -> None:
    assert len(vcard.in_words(content).splitlines()) <= 5
