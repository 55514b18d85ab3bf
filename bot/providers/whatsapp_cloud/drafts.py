"""Hands templates in to WhatsApp for approval, and takes them away.

Source: Business Management API, creating message templates. Meta counts the blanks of each part from 1.
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.template import TemplateKind, blanks_in, filled_in
from bot.domain.template_draft import Button, ButtonKind, TemplateDraft
from bot.providers.whatsapp_cloud.samples import Sample

Component = dict[str, Any]

_BUTTONS = {
    ButtonKind.QUICK_REPLY: "QUICK_REPLY",
    ButtonKind.URL: "URL",
    ButtonKind.PHONE: "PHONE_NUMBER",
}


def why_not(draft: TemplateDraft) -> str:
    """Why a draft cannot be handed in to Meta at all, in a sentence; empty when it can."""
    if draft.kind is TemplateKind.LIST or draft.items:
        return "WhatsApp approves no lists: they go as they are to whoever has written within 24 hours."
    return ""


def sample_of(draft: TemplateDraft) -> str:
    """The address of the file above the text, as it may read."""
    return filled_in(draft.media, dict(draft.samples))


def as_json(draft: TemplateDraft, sample: Sample | None = None) -> Component:
    """The draft as Meta takes it; ``sample`` is that of the file above its text."""
    return {
        "name": draft.name,
        "language": draft.language,
        "category": draft.category.value.upper(),
        "components": components_of(draft, sample),
    }


def components_of(draft: TemplateDraft, sample: Sample | None) -> list[Component]:
    """What the template consists of, with a sample for each blank."""
    samples = dict(draft.samples)
    components: list[Component] = []
    if sample:
        example = {"header_handle": [sample.handle]}
        components.append({"type": "HEADER", "format": sample.format, "example": example})
    elif draft.header:
        text, examples = _renumbered(draft.header, samples)
        header: Component = {"type": "HEADER", "format": "TEXT", "text": text}
        components.append(header | ({"example": {"header_text": examples}} if examples else {}))
    text, examples = _renumbered(draft.body, samples)
    body: Component = {"type": "BODY", "text": text}
    components.append(body | ({"example": {"body_text": [examples]}} if examples else {}))
    if draft.footer:
        components.append({"type": "FOOTER", "text": draft.footer})
    if draft.buttons:
        buttons = [_button(each, samples) for each in draft.buttons]
        components.append({"type": "BUTTONS", "buttons": buttons})
    return components


def _renumbered(text: str, samples: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text with its blanks numbered from 1, and their samples in that order."""
    names = blanks_in([text])
    numbers = {name: f"{{{{{number}}}}}" for number, name in enumerate(names, start=1)}
    return filled_in(text, numbers), [samples.get(name, "") for name in names]


def _button(button: Button, samples: Mapping[str, str]) -> Component:
    made: Component = {"type": _BUTTONS[button.kind], "text": button.title}
    if button.kind is ButtonKind.PHONE:
        return made | {"phone_number": button.target}
    if button.kind is ButtonKind.URL:
        address, examples = _renumbered(button.target, samples)
        whole = filled_in(button.target, samples)
        return made | {"url": address} | ({"example": [whole]} if examples else {})
    return made
