"""Reads JSON that somebody else has made: what is missing or of another type is empty, texts are bounded."""

from collections.abc import Mapping
from typing import Any

from bot.domain.storable import storable

Json = Mapping[str, Any]
_NOTHING: Json = {}


def part(source: Json, name: str) -> Json:
    """An object within an object."""
    found = source.get(name)
    return found if isinstance(found, dict) else _NOTHING


def parts(source: Json, name: str, most: int) -> list[Json]:
    """The objects of a list, the first ``most``."""
    found = source.get(name)
    return [each for each in found[:most] if isinstance(each, dict)] if isinstance(found, list) else []


def text(source: Json, name: str, most: int) -> str:
    """Words, as the database can keep them; a number counts as its digits."""
    found = source.get(name)
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    return storable(found[:most]) if isinstance(found, str) else ""


def flag(source: Json, name: str) -> bool:
    """Whether something is said to be so."""
    return source.get(name) is True
