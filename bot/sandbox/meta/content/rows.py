"""The buttons and the rows of an interactive message, counted and measured as WhatsApp does."""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.meta.message import Choice
from bot.sandbox.meta.params import Json, a_list, an_object, maybe, missing, only, wrong

MAX_BUTTONS, MAX_ROWS, MAX_SECTIONS = 3, 10, 10
_PATH = "interactive['action']"


def read_buttons(action: Json) -> tuple[Choice, ...]:
    """One to three buttons, each with its own id and words. Raises GraphError."""
    only(action, _PATH, ("buttons",))
    given = a_list(action, "buttons", _PATH)
    if not 1 <= len(given) <= MAX_BUTTONS:
        raise wrong(f"Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: {MAX_BUTTONS}")
    choices = [_button(each, f"{_PATH}['buttons'][{position}]") for position, each in enumerate(given)]
    _all_different([each.payload for each in choices], "Button ids")
    _all_different([each.title for each in choices], "Button titles")
    return tuple(choices)


def _button(given: Any, path: str) -> Choice:
    if not isinstance(given, dict) or given.get("type") != "reply":
        raise wrong(f"{path} must be a button of the type reply.")
    only(given, path, ("type", "reply"))
    reply = an_object(given, "reply", path)
    only(reply, f"{path}['reply']", ("id", "title"))
    title = _measured(reply, "title", 20, "Button title")
    return Choice("reply", title, _measured(reply, "id", 256, "Button id"))


def read_sections(action: Json) -> tuple[Choice, ...]:
    """Up to ten rows in one or more sections, which need titles where they are several. Raises GraphError."""
    given = a_list(action, "sections", _PATH)
    if not 1 <= len(given) <= MAX_SECTIONS:
        raise wrong(f"Invalid sections count. Min allowed sections: 1, Max allowed sections: {MAX_SECTIONS}")
    rows: list[Choice] = []
    for position, section in enumerate(given):
        rows += _section(section, f"{_PATH}['sections'][{position}]", alone=len(given) == 1)
    if len(rows) > MAX_ROWS:
        raise wrong(f"Total row count exceed max allowed count: {MAX_ROWS}")
    _all_different([each.payload for each in rows], "Row ids")
    return tuple(rows)


def _section(given: Any, path: str, *, alone: bool) -> list[Choice]:
    if not isinstance(given, dict):
        raise wrong(f"{path} must be an object.")
    only(given, path, ("title", "rows"))
    title = maybe(given, "title", path, most=24)
    if not title and not alone:
        raise missing("Each section of several needs a title.")
    rows = a_list(given, "rows", path)
    if not rows:
        raise wrong("A section needs at least one row.")
    return [_row(each, f"{path}['rows'][{position}]") for position, each in enumerate(rows)]


def _row(given: Any, path: str) -> Choice:
    if not isinstance(given, dict):
        raise wrong(f"{path} must be an object.")
    only(given, path, ("id", "title", "description"))
    description = maybe(given, "description", path, most=72)
    title = _measured(given, "title", 24, "Row title")
    return Choice("row", title, _measured(given, "id", 200, "Row id"), description)


def _measured(given: Json, name: str, most: int, what: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= len(value) <= most:
        raise wrong(f"{what} length invalid. Min length: 1, Max length: {most}")
    return value


def _all_different(values: Sequence[str], what: str) -> None:
    if len(set(values)) != len(values):
        raise wrong(f"{what} must be different from each other.")
