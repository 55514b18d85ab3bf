"""Buttons and lists that need no approval: they go to who has written within 24 hours.

Source: Cloud API, interactive reply buttons and interactive list messages.
"""

from typing import Any

from bot.domain.template import SentTemplate, TemplateKind

Content = dict[str, Any]


def is_free(template: SentTemplate) -> bool:
    """Whether this is none of Meta's templates: those have an id, and none of them is a list."""
    return template.kind is TemplateKind.LIST or not template.id


def interactive_of(template: SentTemplate, body: str) -> Content:
    """The message; ``body`` are its words as the client reads them."""
    return {
        "type": "list" if template.kind is TemplateKind.LIST else "button",
        **({"header": {"type": "text", "text": template.header}} if template.header else {}),
        "body": {"text": body},
        **({"footer": {"text": template.footer}} if template.footer else {}),
        "action": _list(template) if template.kind is TemplateKind.LIST else _buttons(template),
    }


def _list(template: SentTemplate) -> Content:
    rows = [
        {"id": each.id, "title": each.title} | ({"description": each.description} if each.description else {})
        for each in template.items
    ]
    return {"button": template.list_button, "sections": [{"rows": rows}]}


def _buttons(template: SentTemplate) -> Content:
    # What comes back with the press is the button's own words.
    replies = [{"type": "reply", "reply": {"id": each, "title": each}} for each in template.buttons]
    return {"buttons": replies}
