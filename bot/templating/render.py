"""Filling in a template, and saying in words what is wrong with one.

Jinja is loaded with the first template, so that a process that has met none is spared it.
"""

from dataclasses import dataclass

from bot.templating.variables import NAMES, Values


class BadTemplate(ValueError):
    """The template cannot be used; ``problems`` are sentences for whoever wrote it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Rendered:
    """A filled-in template. Where values were missing there is no text, only their names."""

    text: str
    unresolved: tuple[str, ...] = ()


def render(source: str, values: Values, names: frozenset[str] = NAMES, language: str = "") -> Rendered:
    """The text that a template gives with these values, with its dates and amounts as they are written in
    ``language`` (ISO 639-1; empty: English). Raises BadTemplate, and nothing else whatever is in it."""
    from bot.templating.engine import filled  # noqa: PLC0415 - Jinja.

    return filled(source, values, names, language)


def problems(source: str, names: frozenset[str] = NAMES) -> tuple[str, ...]:
    """What is wrong with a template, a sentence each with its line; empty when it can be used."""
    from bot.templating.engine import compiled  # noqa: PLC0415 - Jinja.

    try:
        compiled(source, names)
    except BadTemplate as bad:
        return bad.problems
    return ()
