"""Standard markdown of the team's own posts: what comes from clients made harmless, and long text in parts.

Source of the marks and of the backslash: https://spec.commonmark.org/0.31.2/#backslash-escapes
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

# Source: the issue, "markdown, <=40000", which is where Slack cuts a message.
MOST_IN_ALL = 40_000
# Source: https://docs.slack.dev/reference/block-kit/blocks/markdown-block, "12,000 characters".
MOST_IN_A_POST = 12_000

# What could begin or end a mark, a link, a list, a table, a mention or an entity.
_MARKS = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&@:/]")
_LINK_MARKS = re.compile(r"[\\`*_\[\]()<>|~\"']")
# Behind a fence of backticks no other may stand in its line: that is code within the line.
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_CLOSES = 8  # Room for the end of a fence and for its beginning in the next part.
_LONGEST_FENCE = 40


def harmless(value: str) -> str:
    """A value, such as a client's name, as it is: no mark, link or mention is read in it."""
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", value)


def harmless_link(address: str) -> str:
    """A web address that stays one, wherever it stands in markdown; anything else made harmless."""
    if not _is_address(address):
        return harmless(address)
    return _LINK_MARKS.sub(lambda mark: f"%{ord(mark[0]):02X}", address)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not re.search(r"\s", text)


def in_parts(text: str, limit: int = MOST_IN_A_POST) -> list[str]:
    """``text`` in parts of at most ``limit`` characters, in order: cut at the ends of paragraphs, or where
    there are none at the ends of lines or words. Code that is cut stays code in each part."""
    parts: list[str] = []
    fence = ""
    rest = text.strip("\n")
    while rest:
        begun = f"{fence}\n" if fence else ""
        room = limit - len(begun)
        if len(rest) <= room:
            parts.append(begun + rest)
            break
        at = _cut(rest, room - _LONGEST_FENCE - _CLOSES, fence)
        piece, rest = (
            rest[:at].rstrip("\n"),
            rest[at:].lstrip("\n") if not fence else rest[at:].removeprefix("\n"),
        )
        fence = _open_after(piece, fence)
        parts.append(f"{begun}{piece}\n{_mark_of(fence)}" if fence else begun + piece)
    return [part for part in parts if part.strip()]


def _cut(text: str, room: int, fence: str) -> int:
    """Where the part ends: after the last paragraph that is not within code, else a line, else a word."""
    ends = [found.start() for found in _PARAGRAPH.finditer(text, 1, room)]
    for end in reversed(ends):
        if end >= room // 4 and not _open_after(text[:end], fence):
            return end
    for blank in ("\n", " "):
        at = text.rfind(blank, room // 2, room)
        if at > 0:
            return at
    return room


def _open_after(piece: str, fence: str) -> str:
    """The line that began the code which is still open at the end of ``piece``; empty for none."""
    for line, mark in _fences(piece):
        if not fence:
            fence = line[:_LONGEST_FENCE]
        elif mark.startswith(_mark_of(fence)) and not line.strip().strip(mark[0]):
            fence = ""
    return fence


def _fences(piece: str) -> Iterator[tuple[str, str]]:
    for line in piece.split("\n"):
        if found := _FENCE.match(line):
            yield line, found[1]


def _mark_of(fence: str) -> str:
    found = _FENCE.match(fence)
    return found[1] if found else ""
