"""Reads the window of a new template as a draft, and writes a draft into it."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.domain.template import Approval, Category, ListItem, Template, TemplateKind, Variable
from bot.domain.template_draft import Button, ButtonKind, TemplateDraft
from bot.domain.template_rules import KINDS, blank_names, name_from
from bot.slack.blocks import template_new as new
from bot.slack.blocks.template_new import Written
from bot.slack.fields import Fields

# Slack's limit for what a window carries.
_MOST_KEPT = 3000
TOO_LONG = "All of it together is too long for a form: use shorter addresses, or fewer rows."

_TEXTS = (new.NAME, new.HEADER, new.MEDIA, new.BODY, new.FOOTER, new.REPLIES, new.ROWS, new.LIST_BUTTON)
_PAIRS = (*new.LINKS, new.CALL)


def written_in(view: dict[str, Any]) -> Written:
    """What stands in the window."""
    fields = Fields(view)
    texts = {name: fields.text(name) for name in (*_TEXTS, *(each for pair in _PAIRS for each in pair))}
    chosen = {name: fields.option(name) for name in (new.LANGUAGE, new.CATEGORY)}
    kind = fields.option(new.KIND)
    known = kind in {each.value for each in KINDS}
    return Written(TemplateKind(kind) if known else TemplateKind.TEXT, texts | chosen)


def draft_of(written: Written) -> TemplateDraft:
    """The same as a draft, without examples."""
    fields = written.fields
    category = fields.get(new.CATEGORY) or Category.UTILITY.value
    return TemplateDraft(
        name=name_from(fields.get(new.NAME, "")),
        language=fields.get(new.LANGUAGE, ""),
        category=Category(category) if category in set(Category) else Category.UNKNOWN,
        kind=written.kind,
        body=fields.get(new.BODY, ""),
        header=fields.get(new.HEADER, ""),
        footer=fields.get(new.FOOTER, ""),
        buttons=tuple(_buttons(fields)),
        media=fields.get(new.MEDIA, ""),
        items=tuple(_items(fields.get(new.ROWS, ""))),
        list_button=fields.get(new.LIST_BUTTON, ""),
    )


def written_of(draft: TemplateDraft) -> Written:
    """A draft as it stands in the window."""
    fields = {
        new.NAME: draft.name,
        new.LANGUAGE: draft.language,
        new.CATEGORY: draft.category.value,
        new.BODY: draft.body,
        new.HEADER: draft.header,
        new.FOOTER: draft.footer,
        new.MEDIA: draft.media,
        new.LIST_BUTTON: draft.list_button,
        new.REPLIES: "\n".join(each.title for each in draft.buttons if each.kind is ButtonKind.QUICK_REPLY),
        new.ROWS: "\n".join(" | ".join(filter(None, (each.title, each.description))) for each in draft.items),
    }
    links = [each for each in draft.buttons if each.kind is ButtonKind.URL]
    calls = [each for each in draft.buttons if each.kind is ButtonKind.PHONE]
    for pairs, buttons in ((new.LINKS, links), ((new.CALL,), calls)):
        for (title, target), button in zip(pairs, buttons, strict=False):
            fields |= {title: button.title, target: button.target}
    return Written(draft.kind, fields)


def block_for(part: str, sentence: str, draft: TemplateDraft) -> str:
    """The block at which a mistake in this part of a draft is said."""
    if part == "items":
        return new.ROWS
    if part != "buttons":
        return part
    return _block_of_button(sentence, draft)


def as_kept(draft: TemplateDraft) -> str:
    """The draft as the second window carries it; empty when it is too long for one."""
    kept = _adapter().dump_json(draft, exclude_defaults=True).decode()
    return kept if len(kept) <= _MOST_KEPT else ""


def kept_draft(view: dict[str, Any]) -> TemplateDraft | None:
    """The draft that a window carries; None where there is none."""
    try:
        return _adapter().validate_json(str(view.get("private_metadata") or ""))
    except ValidationError:
        return None


def shown_as(draft: TemplateDraft) -> Template:
    """The draft as a template, to be looked at."""
    return Template(
        id="",
        name=draft.name,
        language=draft.language,
        category=draft.category,
        kind=draft.kind,
        body=draft.body,
        variables=tuple(Variable(name) for name in blank_names(draft)),
        buttons=tuple(button.title for button in draft.buttons),
        media=(draft.media,) if draft.media else (),
        approval=Approval.UNSUBMITTED,
        header=draft.header,
        footer=draft.footer,
        items=draft.items,
        list_button=draft.list_button,
    )


def _buttons(fields: dict[str, str]) -> Iterator[Button]:
    """The replies stand together behind what leads somewhere, as WhatsApp wants it."""
    for pairs, kind in ((new.LINKS, ButtonKind.URL), ((new.CALL,), ButtonKind.PHONE)):
        for title, target in pairs:
            if fields.get(title) or fields.get(target):
                yield Button(kind, fields.get(title, ""), fields.get(target, ""))
    for line in fields.get(new.REPLIES, "").splitlines():
        if line.strip():
            yield Button(ButtonKind.QUICK_REPLY, line.strip())


def _items(text: str) -> Iterator[ListItem]:
    lines = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(lines, 1):
        title, _, description = line.partition("|")
        yield ListItem(f"row_{number}", title.strip(), description.strip())


def _block_of_button(sentence: str, draft: TemplateDraft) -> str:
    """At the button that the sentence begins with, or else at the first field for buttons."""
    fields = written_of(draft).fields
    pairs = {title: target for title, target in _PAIRS if title in fields}
    for title, target in pairs.items():
        if sentence.startswith(f"“{fields[title]}”:"):
            return target
    if draft.kind in {TemplateKind.QUICK_REPLY, TemplateKind.CARD}:
        return new.REPLIES
    return new.LINKS[0][0] if draft.kind is TemplateKind.CALL_TO_ACTION else new.KIND


# Made at its first use: building one costs more than most starts have to spare.
@cache
def _adapter() -> TypeAdapter[TemplateDraft]:
    return TypeAdapter(TemplateDraft)
