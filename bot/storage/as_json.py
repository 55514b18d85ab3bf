"""Values of the domain that a column keeps as JSON."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.domain.extras import NO_EXTRAS, Extras
from bot.domain.template import SentTemplate


def extras_as_json(extras: Extras) -> dict[str, Any] | None:
    """What came with a client's message, as the column keeps it: without what it does not have."""
    if not extras:
        return None
    kept: dict[str, Any] = _extras().dump_python(extras, mode="json", exclude_defaults=True)
    return kept


def read_extras(stored: dict[str, Any] | None) -> Extras:
    """The same as it was stored."""
    return _extras().validate_python(stored) if stored else NO_EXTRAS


def template_as_json(template: SentTemplate | None) -> dict[str, Any] | None:
    """The template that a message uses, as the column keeps it."""
    if template is None:
        return None
    kept: dict[str, Any] = _template().dump_python(template, mode="json", exclude_defaults=True)
    return kept


def read_template(stored: dict[str, Any] | None) -> SentTemplate | None:
    """The same as it was stored."""
    return _template().validate_python(stored) if stored else None


# Made at their first use: building one costs more than most starts have to spare.
@cache
def _extras() -> TypeAdapter[Extras]:
    return TypeAdapter(Extras)


@cache
def _template() -> TypeAdapter[SentTemplate]:
    return TypeAdapter(SentTemplate)
