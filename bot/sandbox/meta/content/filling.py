"""The values for a template's blanks, counted and typed as WhatsApp does."""

import re
from collections.abc import Sequence
from typing import Any

from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.params import Json, an_object, missing, one_of, only, text, wrong
from bot.sandbox.meta.template import MetaTemplate

_PATH = "template['components']"
_PARTS = ("header", "body", "button")
_BUTTONS = ("quick_reply", "url", "copy_code", "voice_call")
# A value with a line, a tab or more than four spaces in a row in it.
_BAD_VALUE = re.compile(r"[\n\r\t]| {5,}")


def parts(components: Sequence[Any]) -> dict[str, list[Json]]:
    """The parameters of header and body. Raises GraphError for what is no component, or comes twice."""
    found: dict[str, list[Json]] = {}
    for component in _checked(components):
        if component["type"] == "button":
            continue
        if component["type"] in found:
            raise GraphError(100, f"The component {component['type']} comes twice.")
        found[component["type"]] = component["parameters"]
    return found


def button_parts(components: Sequence[Any], template: MetaTemplate) -> dict[int, list[Json]]:
    """The parameters of buttons, by the button's place. Raises GraphError for one the template lacks."""
    found: dict[int, list[Json]] = {}
    for component in _checked(components):
        if component["type"] != "button":
            continue
        kind = one_of(component, "sub_type", _PATH, _BUTTONS)
        place = str(component.get("index", ""))
        if not place.isdigit():
            raise missing("buttons: each needs the index of its button.")
        buttons = template.buttons
        if int(place) >= len(buttons) or buttons[int(place)]["type"].lower() != kind:
            raise GraphError(132018, f"buttons: There is no {kind} button at index {place}.")
        found[int(place)] = component["parameters"]
    return found


def values(template: MetaTemplate, where: str, names: list[str], parameters: list[Json]) -> dict[str, str]:
    """A text for each blank, by its name. Raises GraphError 132000 unless there are as many."""
    if len(parameters) != len(names):
        details = (
            f"{where}: number of localizable_params ({len(parameters)}) does not match the expected number "
            f"of params ({len(names)})"
        )
        raise GraphError(132000, details)
    if template.parameter_format == "POSITIONAL":
        return {name: _value(given, where) for name, given in zip(_in_order(names), parameters, strict=True)}
    filled = {str(given.get("parameter_name", "")): _value(given, where) for given in parameters}
    if set(filled) != set(names):
        raise GraphError(100, f"{where}: Parameter name is missing or empty, or the template has none such.")
    return filled


def _in_order(names: list[str]) -> list[str]:
    return sorted(names, key=lambda name: int(name) if name.isdigit() else 0)


def _checked(components: Sequence[Any]) -> list[Json]:
    checked = []
    for component in components:
        if not isinstance(component, dict):
            raise wrong(f"{_PATH} must be a list of objects.")
        only(component, _PATH, ("type", "sub_type", "index", "parameters"))
        kind = one_of({"type": str(component.get("type", "")).lower()}, "type", _PATH, _PARTS)
        given = component.get("parameters") or []
        if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
            raise wrong(f"{_PATH}['parameters'] must be a list of objects.")
        checked.append({**component, "type": kind, "parameters": given})
    return checked


def _value(given: Json, where: str) -> str:
    kind = one_of(given, "type", f"{where}['parameters']", ("text", "currency", "date_time"))
    if kind != "text":
        return text(an_object(given, kind, where), "fallback_value", f"{where}['{kind}']")
    value = given.get("text")
    if not isinstance(value, str) or not value:
        raise missing(f"{where}: Parameter of type text is missing text value")
    if _BAD_VALUE.search(value):
        raise GraphError(
            132018,
            "Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
        )
    return value
