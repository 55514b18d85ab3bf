"""Notes: what stays inside."""

import pytest

from bot.domain.notes import is_note


@pytest.mark.parametrize(
    "text",
    [
        "note: call her",
        "Note : call her",
        "NOTE:",
        "private: no",
        "Internal: no",
        "! no",
        "!no",
        ";; no",
        "//no",
        "  note: x",
        "\n\tnote:x",
    ],
)
def test_a_note_stays_inside(text: str) -> None:
    assert is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello",
        "Please note: we close at five",
        "notes: two",
        "note that",
        "; no",
        "/ no",
        "https://a.example",
    ],
)
def test_anything_else_goes_to_the_client(text: str) -> None:
    assert not is_note(text)
