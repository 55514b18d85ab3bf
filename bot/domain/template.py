"""Templates that WhatsApp has approved: words with blanks, which alone may go outside of its 24 hours."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Approval(StrEnum):
    """What WhatsApp says of a template."""

    APPROVED = "approved"
    PENDING = "pending"  # Handed in, and not looked at yet.
    REJECTED = "rejected"
    PAUSED = "paused"  # Too many clients blocked or reported it; WhatsApp lets it go again by itself.
    DISABLED = "disabled"
    UNSUBMITTED = "unsubmitted"


class Category(StrEnum):
    """What WhatsApp takes a template for: on it depend its price and to whom it may go."""

    UTILITY = "utility"
    MARKETING = "marketing"
    AUTHENTICATION = "authentication"
    UNKNOWN = "unknown"  # None was given, as the template was never handed in.


class TemplateKind(StrEnum):
    """What a template consists of."""

    TEXT = "text"
    QUICK_REPLY = "quick_reply"
    CALL_TO_ACTION = "call_to_action"
    MEDIA = "media"
    LIST = "list"  # A button that opens a list to pick from: it only goes to who has written lately.
    CARD = "card"  # A title, words, a picture and buttons together.
    OTHER = "other"  # Carousels, catalogs, flows and the like.


@dataclass(frozen=True)
class Variable:
    """A blank: its name as the template writes it (``1``, ``date``), and what may stand there as a sample."""

    name: str
    sample: str = ""


@dataclass(frozen=True)
class ListItem:
    """A row of a list that a client picks from; ``id`` comes back with the choice."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Template:
    """A template as its provider knows it.

    ``shape`` is the provider's own word for its kind. ``language`` is WhatsApp's code, such as ``en_US``.
    ``media`` are addresses of what stands above the text; they may have blanks too. ``header`` and ``footer``
    are lines above and below the body; ``items`` and ``list_button`` make a list. ``variables`` come in the
    order in which they are read, those last that nobody sees, such as in the address where a button leads.
    ``is_sandbox``: it goes from a test number, and from no other sender.
    """

    id: str
    name: str
    language: str
    category: Category
    kind: TemplateKind
    body: str
    shape: str = ""
    variables: tuple[Variable, ...] = ()
    buttons: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    approval: Approval = Approval.UNSUBMITTED
    rejection_reason: str = ""
    header: str = ""
    footer: str = ""
    items: tuple[ListItem, ...] = ()
    list_button: str = ""
    is_sandbox: bool = False


@dataclass(frozen=True)
class SentTemplate:
    """A template as one message uses it: what was written into its blanks, and what stands around the words.

    ``language`` and ``kind`` are needed by providers that know templates by their name."""

    id: str
    name: str
    variables: tuple[tuple[str, str], ...] = ()
    buttons: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    language: str = ""
    kind: TemplateKind = TemplateKind.TEXT
    header: str = ""
    footer: str = ""
    items: tuple[ListItem, ...] = ()
    list_button: str = ""


# Source: Twilio's error 21658, parameter exceeded character limit.
MAX_VALUE = 1600
_BLANK = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
# Source: Twilio's error 21656; WhatsApp takes no line in a blank, nor more than four spaces in a row.
_NOT_TAKEN = re.compile(r"[\n\r\t]| {5,}")


def blanks_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The names of the blanks in these texts, each once, in the order in which they are read."""
    return tuple(dict.fromkeys(match[1] for text in texts for match in _BLANK.finditer(text)))


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled in; one without a value stays as it is written."""
    return _BLANK.sub(lambda match: values.get(match[1]) or match[0], text)


def with_samples(template: Template, values: Mapping[str, str]) -> dict[str, str]:
    """The values, and the sample for each blank that has none yet."""
    return {each.name: values.get(each.name, "").strip() or each.sample for each in template.variables}


def use(template: Template, values: Mapping[str, str]) -> SentTemplate:
    """The template for one message; what is no blank of it is left out."""
    given = {each.name: values.get(each.name, "").strip() for each in template.variables}
    return SentTemplate(
        id=template.id,
        name=template.name,
        variables=tuple(given.items()),
        buttons=tuple(filled_in(button, given) for button in template.buttons),
        media=tuple(filled_in(url, given) for url in template.media),
        language=template.language,
        kind=template.kind,
        header=filled_in(template.header, given),
        footer=filled_in(template.footer, given),
        items=tuple(_item(each, given) for each in template.items),
        list_button=filled_in(template.list_button, given),
    )


def _item(item: ListItem, values: Mapping[str, str]) -> ListItem:
    return ListItem(*(filled_in(text, values) for text in (item.id, item.title, item.description)))


def mistakes(template: Template, values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the values, a sentence for each blank's name; empty when it can go."""
    found = ((each.name, _mistake(values.get(each.name, "").strip())) for each in template.variables)
    return {name: sentence for name, sentence in found if sentence}


def _mistake(value: str) -> str:
    if not value:
        return "Fill this in: WhatsApp sends no template with a blank."
    if _NOT_TAKEN.search(value):
        return "WhatsApp takes one line here, without tabs and without five spaces in a row."
    return f"This takes {MAX_VALUE:,} characters at most." if len(value) > MAX_VALUE else ""


def why_not(template: Template) -> str:
    """Why a template can be sent to nobody, in a sentence; empty when it can go."""
    if template.approval is not Approval.APPROVED:
        return _NOT_APPROVED[template.approval]
    if template.kind is TemplateKind.OTHER:
        return "Templates of this kind cannot be sent from here yet."
    if template.category is Category.AUTHENTICATION:
        return "Codes for signing in are sent by programs, not from here."
    return ""


_NOT_APPROVED = {
    Approval.PENDING: "WhatsApp has not approved it yet.",
    Approval.REJECTED: "WhatsApp has rejected it.",
    Approval.PAUSED: "WhatsApp has paused it, as too many clients blocked or reported it.",
    Approval.DISABLED: "WhatsApp has switched it off.",
    Approval.UNSUBMITTED: "It has not been handed in to WhatsApp for approval.",
}


def in_order(templates: Iterable[Template]) -> list[Template]:
    """Those that WhatsApp has approved first, then by name and language."""
    return sorted(templates, key=lambda each: (bool(why_not(each)), each.name.casefold(), each.language))


def matching(templates: Iterable[Template], query: str) -> Iterator[Template]:
    """Those whose name or words hold each word of the query, in any case."""
    wanted = query.casefold().replace("_", " ").split()
    for each in templates:
        said = f"{each.name} {each.body}".casefold().replace("_", " ")
        if all(word in said for word in wanted):
            yield each
