"""Reads a request's parameters as the Graph API does, with its words for what is missing or wrong."""

from collections.abc import Iterable
from typing import Any

from bot.sandbox.meta.errors import GraphError

Json = dict[str, Any]


def at(path: str, name: str) -> str:
    """How Graph names a parameter inside of another one: ``text['body']``."""
    return f"{path}['{name}']" if path else name


def only(given: Json, path: str, names: Iterable[str]) -> None:
    """Refuse what the object does not have. Raises GraphError."""
    if unknown := [name for name in given if name not in set(names)]:
        raise GraphError(100, message=f'(#100) Unexpected key "{unknown[0]}" on param "{path}".')


def an_object(given: Json, name: str, path: str = "") -> Json:
    """A required object. Raises GraphError."""
    value = _required(given, name, path)
    if not isinstance(value, dict):
        raise GraphError(100, message=f"(#100) Param {at(path, name)} must be a JSON object.")
    return value


def a_list(given: Json, name: str, path: str = "") -> list[Any]:
    """A required list. Raises GraphError."""
    value = _required(given, name, path)
    if not isinstance(value, list):
        raise GraphError(100, message=f"(#100) Param {at(path, name)} must be an array.")
    return value


def text(given: Json, name: str, path: str = "", *, most: int = 4096, least: int = 1) -> str:
    """A required text. Raises GraphError."""
    value = _required(given, name, path)
    if not isinstance(value, str):
        raise GraphError(100, message=f"(#100) Param {at(path, name)} must be a string.")
    if len(value) > most:
        raise GraphError(
            100, message=f"(#100) Param {at(path, name)} must be at most {most} characters long."
        )
    if len(value.strip()) < least:
        raise GraphError(100, message=f"(#100) The parameter {at(path, name)} is required.")
    return value


def maybe(given: Json, name: str, path: str = "", *, most: int = 4096) -> str:
    """A text that may be left out. Raises GraphError."""
    return "" if given.get(name) is None else text(given, name, path, most=most, least=0)


def one_of(given: Json, name: str, path: str, choices: Iterable[str]) -> str:
    """A required word out of a few. Raises GraphError."""
    value, known = _required(given, name, path), list(choices)
    if value not in known:
        listed = ", ".join(sorted(each.upper() for each in known))
        raise GraphError(
            100, message=f'(#100) Param {at(path, name)} must be one of {{{listed}}} - got "{value}".'
        )
    return str(value)


def a_flag(given: Json, name: str, path: str = "") -> bool:
    """A yes or no that may be left out. Raises GraphError."""
    value = given.get(name, False)
    if not isinstance(value, bool):
        raise GraphError(100, message=f"(#100) Param {at(path, name)} must be a boolean.")
    return value


def wrong(details: str) -> GraphError:
    """A value that WhatsApp itself does not take."""
    return GraphError(131009, details)


def missing(details: str) -> GraphError:
    """Something that WhatsApp itself does without in no case."""
    return GraphError(131008, details)


def _required(given: Json, name: str, path: str) -> Any:
    if given.get(name) is None:
        raise GraphError(100, message=f"(#100) The parameter {at(path, name)} is required.")
    return given[name]
