"""What Twilio asks of a template that is made, and what WhatsApp finds when it looks at one.

Source: Twilio's content types and its error 63040; WhatsApp Business Platform, template guidelines.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.twilio.content import Approval, Content, blanks_of
from bot.sandbox.twilio.errors import TwilioError

_BODY, _LINE, _BUTTON, _REPLY, _ROW, _DESCRIPTION = 1024, 60, 25, 20, 24, 72
_BLANK = re.compile(r"\{\{[^{}]+\}\}")
# What each type must hold, and how many actions it takes.
_NEEDED = {
    "twilio/text": ("body",),
    "twilio/media": ("media",),
    "twilio/quick-reply": ("body", "actions"),
    "twilio/call-to-action": ("body", "actions"),
    "twilio/list-picker": ("body", "button", "items"),
    "twilio/card": ("actions",),
    "whatsapp/card": ("body",),
}
_ACTIONS = {
    "twilio/quick-reply": ({"QUICK_REPLY"}, 10),
    "twilio/call-to-action": ({"URL", "PHONE_NUMBER"}, 3),
    "twilio/card": ({"QUICK_REPLY", "URL", "PHONE_NUMBER"}, 10),
    "whatsapp/card": ({"QUICK_REPLY", "URL", "PHONE_NUMBER"}, 10),
}
_TARGETS = {"URL": "url", "PHONE_NUMBER": "phone", "QUICK_REPLY": "id"}
_CARD_HAS = ("header_text", "footer", "media", "actions")


def check(types: Any, variables: Any) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """The types and the samples, if Twilio takes them at all. Raises TwilioError."""
    if not isinstance(types, dict) or not types:
        raise TwilioError(20001, "types is required")
    if not isinstance(variables, dict) or not all(isinstance(each, str) for each in variables.values()):
        raise TwilioError(20001, "variables are texts by name")
    for shape, said in types.items():
        for wrong in _wrong_with(shape, said):
            raise TwilioError(20001, f"types.{shape}: {wrong}")
    return types, variables


def _wrong_with(shape: str, said: Any) -> Iterator[str]:
    if shape not in _NEEDED or not isinstance(said, dict):
        yield "no such type"
        return
    yield from (f"{name} is required" for name in _NEEDED[shape] if not said.get(name))
    if len(str(said.get("body") or "")) > _BODY:
        yield f"body has more than {_BODY} characters"
    if shape == "whatsapp/card" and not any(said.get(name) for name in _CARD_HAS):
        yield "one more field beside the body is required"
    if said.get("header_text") and said.get("media"):
        yield "a card has either a text or media above it"
    lines = ("header_text", "footer")
    yield from (
        f"{name} has more than {_LINE} characters" for name in lines if len(said.get(name, "")) > _LINE
    )
    yield from _wrong_actions(shape, said.get("actions") or [])
    yield from _wrong_items(said.get("items") or [])


def _wrong_actions(shape: str, actions: list[Mapping[str, Any]]) -> Iterator[str]:
    kinds, most = _ACTIONS.get(shape, (set(), 0))
    if len(actions) > most:
        yield f"more than {most} actions"
    for action in actions:
        kind, title = str(action.get("type")), str(action.get("title") or "")
        if kind not in kinds:
            yield f"an action cannot be {kind}"
        elif not action.get(_TARGETS[kind]):
            yield f"an action of type {kind} needs {_TARGETS[kind]}"
        if not 0 < len(title) <= (_REPLY if kind == "QUICK_REPLY" else _BUTTON):
            yield "an action's title is too long or missing"
        if kind == "URL" and not str(action.get("url")).startswith("https://"):
            yield "a url begins with https://"


def _wrong_items(items: list[Mapping[str, Any]]) -> Iterator[str]:
    if len(items) > 10:
        yield "more than 10 items"
    ids = [str(item.get("id") or "") for item in items]
    if len(set(ids)) < len(ids) or not all(ids):
        yield "each item needs an id of its own"
    for item in items:
        if not 0 < len(str(item.get("item") or "")) <= _ROW:
            yield "an item is too long or missing"
        if len(str(item.get("description") or "")) > _DESCRIPTION:
            yield "a description is too long"


def missing_samples(content: Content) -> list[str]:
    """The blanks that have no sample, without which nothing can be handed in."""
    return sorted(name for name in blanks_of(content.types) if not content.variables.get(name, "").strip())


def review(content: Content, status: Approval, reason: str = "") -> Approval:
    """What WhatsApp says of the template from now on; what breaks its rules is rejected with the rule."""
    objection = next(_objections(content), "") if status == "approved" else ""
    content.status = "rejected" if objection else status
    content.rejection_reason = objection or reason
    return content.status


def _objections(content: Content) -> Iterator[str]:
    said = content.types[content.shape]
    body = str(said.get("body") or said.get("title") or "").strip()
    if body.startswith("{{") or body.endswith("}}"):
        yield "A template must not begin or end with a variable."
    if re.search(r"\}\}\s*\{\{", body):
        yield "Two variables must not stand side by side."
    names = sorted(blanks_of(content.types))
    if all(name.isdigit() for name in names) and {int(name) for name in names} != set(
        range(1, len(names) + 1)
    ):
        yield "The variables must be numbered from 1 without gaps."
    blanks, words = len(set(_BLANK.findall(body))), len(re.findall(r"\w+", _BLANK.sub(" ", body)))
    if blanks and words < 2 * blanks + 1:
        yield "The template has too many variables for its length."
    if any("\n" in said.get(name, "") for name in ("header_text", "footer")):
        yield "A header and a footer are one line."
    if "{{" in said.get("footer", ""):
        yield "A footer takes no variables."
