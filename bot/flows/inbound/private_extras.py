"""What came beside a client's words, made fit to be kept and shown.

A body in which a rule finds something is kept and can be revealed to who may see it. These texts cannot be
revealed one by one, so that one in which a rule finds something is not kept at all.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from bot.domain.extras import Extras
from bot.domain.settings import DlpAction, DlpRule
from bot.domain.storable import storable
from bot.flows.gate.sensitive import hidden_in_text

# Ids, which are shown to nobody and must stay what they are.
_IDS = frozenset({"answers", "to", "moved_to", "payload"})


def fit_to_keep(extras: Extras, rules: Sequence[DlpRule]) -> Extras:
    """The same without what the database cannot store and what Slack must not see."""
    fit: Extras = _fit(extras, rules) if extras else extras
    return fit


def _fit(value: Any, rules: Sequence[DlpRule]) -> Any:
    if not is_dataclass(value) or isinstance(value, type):
        return value
    given = {field.name: getattr(value, field.name) for field in fields(value)}
    return replace(value, **{name: _field(name, each, rules) for name, each in given.items()})


def _field(name: str, value: Any, rules: Sequence[DlpRule]) -> Any:
    if isinstance(value, str):
        return storable(value) if name in _IDS else _text(storable(value), rules)
    if isinstance(value, tuple):
        return tuple(_field(name, each, rules) for each in value)
    return _fit(value, rules)


def _text(text: str, rules: Sequence[DlpRule]) -> str:
    found = hidden_in_text(text, rules) if text else ()
    return "" if any(each.action is not DlpAction.WARN for each in found) else text
