"""Names for a template's blanks that say where each belongs.

Meta counts the blanks of the header, of the body and of each button apart, so that ``1`` may stand in each. A
blank of the body keeps its own name; the names of the others tell their place, and hold a blank, which no
name of Meta's does.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_PLACE = re.compile(r"header (?P<header>.+)|button (?P<button>[0-9]{1,2}) (?P<what>address|code)")
FILES = ("image", "video", "document")


def in_header(name: str) -> str:
    """A blank in the line above the words, or the file there (``image``, ``video``, ``document``)."""
    return f"header {name}"


def of_address(index: int) -> str:
    """The end of the address to which a button leads, the first button being 0."""
    return f"button {index + 1} address"


def of_code(index: int) -> str:
    """The code that a button copies."""
    return f"button {index + 1} code"


@dataclass
class Filled:
    """Values by the place they belong to; buttons by their index and what is filled in there."""

    file: tuple[str, str] | None = None
    header: dict[str, str] = field(default_factory=dict)
    body: dict[str, str] = field(default_factory=dict)
    buttons: dict[tuple[int, str], str] = field(default_factory=dict)


def sorted_by_place(variables: Iterable[tuple[str, str]]) -> Filled:
    """Where each value belongs."""
    filled = Filled()
    for name, value in variables:
        place = _PLACE.fullmatch(name)
        if place is None:
            filled.body[name] = value
        elif place["button"]:
            filled.buttons[int(place["button"]) - 1, place["what"]] = value
        elif place["header"] in FILES:
            filled.file = (place["header"], value)
        else:
            filled.header[place["header"]] = value
    return filled


def in_their_order(values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Numbered blanks by their number, as Meta goes by their place; named ones as they come."""
    return sorted(values.items(), key=lambda each: int(each[0]) if each[0].isdecimal() else 0)
