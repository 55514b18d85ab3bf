"""A draft as the Content API takes it. Source: Twilio's content types: text, media, quick-reply,
call-to-action, list-picker and whatsapp/card."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.template import TemplateKind
from bot.domain.template_draft import Button, ButtonKind, TemplateDraft

_NOT_AN_ID = re.compile(r"[^a-z0-9]+")
_ACTIONS = {ButtonKind.QUICK_REPLY: "QUICK_REPLY", ButtonKind.URL: "URL", ButtonKind.PHONE: "PHONE_NUMBER"}


def content_of(draft: TemplateDraft) -> dict[str, Any]:
    """The body of the request that creates it."""
    return {
        "friendly_name": draft.name,
        "language": draft.language,
        "variables": dict(draft.samples),
        "types": types_of(draft),
    }


def types_of(draft: TemplateDraft) -> Mapping[str, Mapping[str, Any]]:
    """Its content type. Only a card has lines above and below its body."""
    if draft.kind is TemplateKind.LIST:
        return {"twilio/list-picker": _list(draft)}
    if draft.kind is TemplateKind.CARD or draft.header or draft.footer:
        return {"whatsapp/card": _card(draft)}
    shape, more = _plain(draft)
    return {shape: {"body": draft.body, **more}}


def _plain(draft: TemplateDraft) -> tuple[str, Mapping[str, Any]]:
    if draft.kind is TemplateKind.MEDIA:
        return "twilio/media", {"media": [draft.media]}
    if draft.kind is TemplateKind.QUICK_REPLY:
        return "twilio/quick-reply", {"actions": _actions(draft)}
    if draft.kind is TemplateKind.CALL_TO_ACTION:
        return "twilio/call-to-action", {"actions": _actions(draft)}
    return "twilio/text", {}


def _list(draft: TemplateDraft) -> Mapping[str, Any]:
    items = [
        {"item": each.title, "id": each.id, **({"description": each.description} if each.description else {})}
        for each in draft.items
    ]
    return {"body": draft.body, "button": draft.list_button, "items": items}


def _card(draft: TemplateDraft) -> Mapping[str, Any]:
    said: dict[str, Any] = {
        "body": draft.body,
        "header_text": draft.header,
        "footer": draft.footer,
        "media": [draft.media] if draft.media else [],
        "actions": _actions(draft),
    }
    return {name: value for name, value in said.items() if value}


def _actions(draft: TemplateDraft) -> list[dict[str, str]]:
    return [_action(number, button) for number, button in enumerate(draft.buttons, 1)]


def _action(number: int, button: Button) -> dict[str, str]:
    action = {"type": _ACTIONS[button.kind], "title": button.title}
    if button.kind is ButtonKind.QUICK_REPLY:
        # What comes back when it is pressed, beside the words on it.
        words = _NOT_AN_ID.sub("_", button.title.lower()).strip("_")
        return action | {"id": words or f"button_{number}"}
    return action | {"url" if button.kind is ButtonKind.URL else "phone": button.target}
