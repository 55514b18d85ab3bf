"""Wrong settings, told in one line that names each and says what it should be, without its value."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.cannot_start import CannotStart

# Near enough to be a slip of the fingers: TWILO_FROM, SLACK_BOT_TOEKN, TIMEZONE.
_SIMILAR = 0.88
# Short names such as PORT resemble too much that is not ours.
_SHORTEST = 8


@dataclass(frozen=True)
class Problem:
    """A setting that keeps the program from starting; ``says`` is “missing” or “wrong”, and what is right."""

    name: str
    says: str

    @property
    def sentence(self) -> str:
        """The whole of it, for standard error."""
        return f"{self.name} is {self.says}"


@dataclass(frozen=True)
class Misspelling:
    """A variable that is set, and the setting it was probably meant to be."""

    typed: str
    meant: str

    @property
    def sentence(self) -> str:
        """What to tell the person who set it."""
        return f"{self.typed} is set but means nothing here: did you mean {self.meant}?"


class SettingsError(CannotStart):
    """The program cannot start with these settings; its text names each, and no value."""

    exit_code = 2

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(_one_line(problems))


def _one_line(problems: tuple[Problem, ...]) -> str:
    others = ", ".join(problem.name for problem in problems[1:])
    return problems[0].sentence + (f" Also to mend: {others} (“bot check” explains each)." if others else "")


def problems_in(
    error: ValidationError, expected: Mapping[str, str], misspellings: Iterable[Misspelling]
) -> tuple[Problem, ...]:
    """Each wrong field once, in the order of the settings; ``expected`` says what a field should be."""
    typed_for = {slip.meant: slip.typed for slip in misspellings}
    found: dict[str, Problem] = {}
    for entry in error.errors(include_url=False, include_input=False):
        field = str(entry["loc"][0])
        found.setdefault(field, _problem(field, entry, expected[field], typed_for))
    return tuple(found.values())


def _problem(field: str, entry: Any, expected: str, typed_for: Mapping[str, str]) -> Problem:
    name = field.upper()
    if entry["type"] != "missing":
        reason = entry.get("ctx", {}).get("error")
        detail = f" ({reason})" if isinstance(reason, ValueError) else ""
        return Problem(name, f"wrong{detail}. It should be {expected}.")
    hint = f" {typed_for[name]} is set: did you mean {name}?" if name in typed_for else ""
    return Problem(name, f"missing. It should be {expected}.{hint}")


def misspellings(environment: Iterable[str], ours: Iterable[str]) -> tuple[Misspelling, ...]:
    """Names in the environment that are not ours but nearly so."""
    known = {name for name in ours if len(name) >= _SHORTEST}
    slips = []
    for typed in sorted(set(environment) - known):
        near = difflib.get_close_matches(typed.upper(), known, n=1, cutoff=_SIMILAR)
        # A name of ours in small letters is read all the same.
        if near and near[0] != typed.upper():
            slips.append(Misspelling(typed, near[0]))
    return tuple(slips)
