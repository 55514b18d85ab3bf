"""A template that somebody writes here and hands in to WhatsApp for approval."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.template import Category, ListItem, TemplateKind


class ButtonKind(StrEnum):
    """What a button below a template does."""

    QUICK_REPLY = "quick_reply"  # Answers with its own words.
    URL = "url"
    PHONE = "phone"


@dataclass(frozen=True)
class Button:
    """A button: ``target`` is the address or the number it leads to; an address may end with a blank."""

    kind: ButtonKind
    title: str
    target: str = ""


@dataclass(frozen=True)
class TemplateDraft:
    """Everything that a template consists of. Blanks are written ``{{1}}``, ``{{2}}`` …; ``samples`` holds an
    example for each, by its name, without which WhatsApp looks at no template. ``media`` is the public
    address of a sample of the file above the text."""

    name: str
    language: str
    category: Category
    kind: TemplateKind
    body: str
    samples: tuple[tuple[str, str], ...] = ()
    header: str = ""
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    media: str = ""
    items: tuple[ListItem, ...] = ()
    list_button: str = ""
