"""Values of the domain that a column keeps as JSON."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.domain.extras import NO_EXTRAS, Extras
from bot.domain.made_from import MadeFrom
from bot.domain.message import Hidden, Override
from bot.domain.roles import Role
from bot.domain.settings import DlpAction
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


def made_from_as_json(made_from: MadeFrom | None) -> dict[str, Any] | None:
    """What a message was made from, as the column keeps it: without what does not apply."""
    return {name: value for name, value in vars(made_from).items() if value} if made_from else None


def read_made_from(stored: dict[str, Any] | None) -> MadeFrom | None:
    """The same as it was stored."""
    return MadeFrom(**stored) if stored else None


def hidden_as_json(hidden: Iterable[Hidden]) -> list[list[Any]] | None:
    """The parts of a text that Slack must not see, as the column keeps them."""
    return [[each.rule, each.start, each.end, each.action.value] for each in hidden] or None


def read_hidden(stored: list[Any] | None) -> tuple[Hidden, ...]:
    """The same as they were stored."""
    return tuple(Hidden(rule, start, end, DlpAction(action)) for rule, start, end, action in stored or ())


def override_as_json(override: Override | None) -> dict[str, Any] | None:
    """Somebody's decision to send all the same, as the column keeps it."""
    if override is None:
        return None
    codes = sorted(override.codes)
    return {"user": override.user, "role": override.role.value, "codes": codes, "why": override.why}


def read_override(stored: dict[str, Any] | None) -> Override | None:
    """The same as it was stored."""
    if not stored:
        return None
    return Override(stored["user"], Role(stored["role"]), frozenset(stored["codes"]), stored["why"])


# Made at their first use: building one costs more than most starts have to spare.
@cache
def _extras() -> TypeAdapter[Extras]:
    return TypeAdapter(Extras)


@cache
def _template() -> TypeAdapter[SentTemplate]:
    return TypeAdapter(SentTemplate)
