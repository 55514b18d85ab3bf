"""The languages that a client may speak, by their two-letter code (ISO 639-1)."""

import csv
from functools import cache
from importlib.resources import files


@cache
def languages() -> dict[str, str]:
    """The English name of every language by its code."""
    text = (files("bot.domain.data") / "languages.csv").read_text(encoding="utf-8")
    return {row["code"]: row["name"] for row in csv.DictReader(text.splitlines())}


def name_of(code: str) -> str:
    """The language's English name; a code that nobody knows is shown as it is."""
    return languages().get(code, code)


def code_of(typed: str) -> str | None:
    """The code of the language of this code or this English name, whatever its case; None for no language."""
    wanted = typed.strip().casefold()
    return wanted if wanted in languages() else _by_name().get(wanted)


@cache
def _by_name() -> dict[str, str]:
    return {name.casefold(): code for code, name in languages().items()}


def matching(typed: str) -> list[str]:
    """The codes of the languages whose name holds what was typed or whose code it is, in the order of names.

    The one whose code it is comes first, then those whose name begins with it; nothing typed: all of them.
    """
    wanted = typed.strip().casefold()
    found = [code for code, name in languages().items() if wanted in name.casefold() or wanted == code]
    return sorted(found, key=lambda code: (code != wanted, not _begins(code, wanted), name_of(code)))


def _begins(code: str, wanted: str) -> bool:
    return name_of(code).casefold().startswith(wanted)
