"""The few kinds of rule Block Kit is made of; each tells a report what is wrong and where."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Report:
    """What is wrong, worded and placed as Slack does it (a JSON pointer to the spot)."""

    messages: list[str] = field(default_factory=list)

    def add(self, message: str, at: str) -> None:
        """Note one fault."""
        self.messages.append(f"{message} [json-pointer:{at}]")


Rule = Callable[[Any, str, Report], None]


def string(most: int | None = None, *, least: int = 1) -> Rule:
    """A text of so many characters."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("must provide a string", at)
        elif len(value) < least:
            report.add(f"must be more than {least - 1} characters", at)
        elif most is not None and len(value) > most:
            report.add(f"must be less than {most + 1} characters", at)

    return check


def matching(pattern: str, wanted: str) -> Rule:
    """A text of a certain form, such as a date."""
    compiled = re.compile(pattern)

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            report.add(f"must be {wanted}", at)

    return check


def one_of(*choices: str) -> Rule:
    """One of a few words."""

    def check(value: Any, at: str, report: Report) -> None:
        if value not in choices:
            report.add(f"must be one of: {', '.join(choices)}", at)

    return check


def boolean(value: Any, at: str, report: Report) -> None:
    """True or false."""
    if not isinstance(value, bool):
        report.add("must provide a boolean", at)


def integer(least: int = 0, most: int | None = None) -> Rule:
    """A whole number within bounds."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.add("must provide an integer", at)
        elif value < least or (most is not None and value > most):
            report.add(f"must be between {least} and {most}" if most else f"must be at least {least}", at)

    return check


def array(item: Rule, most: int, *, least: int = 1) -> Rule:
    """A list of so many things of one kind."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add("must provide an array", at)
            return
        if len(value) > most:
            report.add(f"no more than {most} items allowed", at)
        if len(value) < least:
            report.add(f"no fewer than {least} items allowed", at)
        for index, entry in enumerate(value):
            item(entry, f"{at}/{index}", report)

    return check


def shape(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with these fields and no others; its ``type`` has been looked at already."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must provide an object", at)
            return
        for name in required:
            if value.get(name) is None:
                report.add(f"missing required field: {name}", at)
        for name, entry in value.items():
            if name in known and entry is not None:
                known[name](entry, f"{at}/{name}", report)
            elif name not in known and name != "type":
                report.add(f"invalid additional property: {name}", at)

    return check


def typed(kinds: Mapping[str, Rule], allowed: Collection[str] | None = None) -> Rule:
    """An object whose ``type`` says which rule holds; ``allowed`` are the types that may stand here."""

    def check(value: Any, at: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            report.add("missing required field: type", at)
        elif not isinstance(kind, str) or kind not in kinds or (allowed is not None and kind not in allowed):
            report.add(f"unsupported type: {kind}", f"{at}/type")
        else:
            kinds[kind](value, at, report)

    return check


def both(*rules: Rule) -> Rule:
    """Several rules for one value."""

    def check(value: Any, at: str, report: Report) -> None:
        for rule in rules:
            rule(value, at, report)

    return check
