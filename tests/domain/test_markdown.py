"""Markdown of the team's own posts: harmless values, and long text in parts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.markdown import harmless, harmless_link, in_parts

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@given(st.text(max_size=60))
def test_a_value_says_what_it_said_and_no_mark_in_it_stands_bare(value: str) -> None:
    made = harmless(value)
    assert _ESCAPED.sub(r"\1", made) == value
    bare = _ESCAPED.sub("", made)
    assert not set(bare) & set("\\`*_[]()<>#|~&@")


@pytest.mark.parametrize(
    "name",
    ["<!channel>", "<@U0MAYA>", "[pay](https://evil.test)", "**Jane**", "https://evil.test", "&lt;!here>"],
)
def test_a_name_that_tries_is_only_a_name(name: str) -> None:
    made = harmless(name)
    assert "<!" not in made
    assert "](" not in made
    assert "**" not in made
    assert "://" not in made
    assert "&lt" not in made.replace("\\&", "")


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        ("https://pay.test/i_1?x=1&y=2", "https://pay.test/i%5F1?x=1&y=2"),
        ("https://pay.test/a)b", "https://pay.test/a%29b"),
        ("javascript:alert(1)", "javascript\\:alert\\(1\\)"),
        ("https://[pay", "https\\:\\/\\/\\[pay"),
        ("https://pay.test/ <!channel>", "https\\:\\/\\/pay\\.test\\/ \\<\\!channel\\>"),
    ],
)
def test_a_web_address_stays_one_and_nothing_else_becomes_one(given_: str, made: str) -> None:
    assert harmless_link(given_) == made


def test_what_fits_is_one_part() -> None:
    assert in_parts("# Hello\n\nYou.") == ["# Hello\n\nYou."]
    assert in_parts(" \n") == []


def test_long_text_is_cut_at_the_ends_of_paragraphs() -> None:
    paragraphs = [f"{n} " + "word " * 60 for n in range(20)]
    parts = in_parts("\n\n".join(paragraphs), 1000)
    assert [each for part in parts for each in part.split("\n\n")] == paragraphs


def test_code_that_is_cut_stays_code_in_each_part() -> None:
    lines = [f"line {n} of the log" for n in range(100)]
    parts = in_parts("Look:\n\n```text\n" + "\n".join(lines) + "\n```\n\nDone.", 600)
    assert len(parts) > 2
    assert all(part.count("```") == 2 for part in parts)
    assert all(part.startswith("```text\n") for part in parts[1:-1])
    assert [line for part in parts for line in part.split("\n") if line.startswith("line")] == lines


@given(st.lists(st.text("ab `~\n", max_size=300), max_size=12), st.integers(200, 600))
def test_nothing_is_lost_and_every_part_fits(pieces: list[str], limit: int) -> None:
    text = "\n\n".join(pieces)
    parts = in_parts(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert re.sub(r"[\s`~]", "", "".join(parts)) == re.sub(r"[\s`~]", "", text)


def test_code_within_a_line_opens_no_block_of_code() -> None:
    line = "```bot check``` names what is missing."
    parts = in_parts("\n\n".join([line, *["word " * 100] * 30]), 4_000)
    assert parts[0].startswith(line)
    assert not any(part.endswith("```") or part.startswith("```\n") for part in parts)
