"""Slack's formatting marks, for phones that would show them as they are: an SMS knows no bold."""

import re

_CODE = re.compile(r"```\n?(.+?)\n?```|`([^`\n]+)`", re.DOTALL)
# A mark opens where no letter or digit stands before it and closes where none follows: 2*3*4 is a sum.
_PAIRS = tuple(
    re.compile(
        rf"(?<![^\W_])(?<![{mark}/]){mark}(?=[^\s{mark}])([^{mark}\n]*?[^\s{mark}]){mark}(?![^\W_]|{mark})"
    )
    for mark in (r"\*", "_", "~")
)


def remove(text: str) -> str:
    """``text`` without bold, italic, strike and code marks; what stands in code keeps its own characters."""
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        pieces += [_without_pairs(text[end : code.start()]), code[1] or code[2]]
        end = code.end()
    return "".join([*pieces, _without_pairs(text[end:])])


def _without_pairs(text: str) -> str:
    for pair in _PAIRS:
        text = pair.sub(r"\1", text)
    return text
