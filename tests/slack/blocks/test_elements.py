"""Slack's limits, whatever the length of what is shown."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.elements import SECTION_LIMIT, fallback, option, pieces, shortened, when, whole


@given(st.text(max_size=400), st.integers(min_value=2, max_value=50))
def test_pieces_lose_nothing_but_blanks(text: str, limit: int) -> None:
    parts = pieces(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_longest_whatsapp_is_shown_whole() -> None:
    body = "word " * 819 + "w"
    blocks = whole(body)
    assert [len(block["text"]["text"]) <= SECTION_LIMIT for block in blocks] == [True, True]
    assert " ".join(block["text"]["text"] for block in blocks) == body


def test_cut_text_ends_with_an_ellipsis() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"


def test_option_fits_the_menu() -> None:
    built = option("n" * 200, "v", "d" * 200)
    assert len(built["text"]["text"]) == 75
    assert len(built["description"]["text"]) == 75


def test_fallback_is_escaped_and_short() -> None:
    assert fallback("<!channel>") == "&lt;!channel&gt;"
    assert len(fallback("x" * 9000)) == 3900


def test_moment_is_shown_in_each_readers_zone() -> None:
    moment = datetime(2026, 11, 2, 9, 5, tzinfo=UTC)
    assert when(moment) == "<!date^1793610300^{date_short_pretty} at {time}|Nov 2, 9:05 AM UTC>"
