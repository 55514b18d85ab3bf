"""What WhatsApp asks of a template before it looks at one: checked here, so that nobody waits a day for it.

Source: WhatsApp Business Platform, template components and guidelines; Twilio's content types; Twilio's
errors 63040 and 21656.
"""

import re
from collections.abc import Iterable, Iterator

from bot.domain.folding import folded
from bot.domain.template import Category, TemplateKind, blanks_in, filled_in
from bot.domain.template_buttons import of_buttons, of_items, of_list_button
from bot.domain.template_draft import TemplateDraft
from bot.domain.template_languages import CODES
from bot.domain.template_lines import BLANK, MAX_BODY, of_body, of_footer, of_header, of_media

MAX_NAME, MAX_SAMPLE = 512, 255

# The kinds that are made here; those that a program alone can send are not.
KINDS = (
    *(TemplateKind.TEXT, TemplateKind.QUICK_REPLY, TemplateKind.CALL_TO_ACTION),
    *(TemplateKind.MEDIA, TemplateKind.CARD, TemplateKind.LIST),
)
CATEGORIES = (Category.UTILITY, Category.MARKETING)

# Where a mistake belongs: the parts of a draft, and behind this the number of a blank.
SAMPLE = "sample:"

_NAME = re.compile(r"[a-z0-9_]+")

BAD_BLANK = "Write each blank as a number in two pairs of braces: {{1}}, then {{2}}."


def name_from(typed: str) -> str:
    """A name as WhatsApp takes it, made from what somebody typed: lower case, with underscores."""
    plain = re.sub(r"[^a-z0-9]+", "_", folded(typed)).strip("_")
    return plain[:MAX_NAME]


def mistakes(draft: TemplateDraft) -> dict[str, str]:
    """What WhatsApp would not take, a sentence for each part of the draft; empty when it can be handed in."""
    found: dict[str, str] = {}
    for part, sentence in _all(draft):
        found.setdefault(part, sentence)
    return found


def warnings(draft: TemplateDraft) -> tuple[str, ...]:
    """What one should know before it is handed in, a sentence each."""
    if draft.category is Category.MARKETING and draft.kind is not TemplateKind.LIST:
        return (
            "WhatsApp delivers no marketing templates to numbers in the United States: there only utility "
            "ones arrive.",
        )
    return ()


def _all(draft: TemplateDraft) -> Iterator[tuple[str, str]]:
    yield from _named("name", _of_name(draft.name))
    if draft.language not in CODES:
        yield "language", "Choose one of the languages that WhatsApp takes."
    if draft.category not in CATEGORIES:
        yield "category", "Only utility and marketing templates can be made here."
    if draft.kind not in KINDS:
        yield "kind", "Templates of this kind cannot be made here."
    yield from _named("body", of_body(draft.body))
    yield from _named("header", of_header(draft))
    yield from _named("footer", of_footer(draft))
    yield from _named("media", of_media(draft))
    yield from _named("buttons", of_buttons(draft))
    yield from _named("items", of_items(draft))
    yield from _named("list_button", of_list_button(draft))
    yield from _of_blanks(draft)
    yield from _of_samples(draft)


def _named(part: str, sentences: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((part, sentence) for sentence in sentences)


def _of_name(name: str) -> Iterator[str]:
    if not _NAME.fullmatch(name):
        yield "Use lower-case letters from a to z, digits and underscores."
    if len(name) > MAX_NAME:
        yield f"A name takes {MAX_NAME} characters at most."


def blank_names(draft: TemplateDraft) -> tuple[str, ...]:
    """The blanks of a draft, each once, in the order of their numbers."""
    names = (name for _, text in _texts(draft) for name in blanks_in([text]))
    return tuple(sorted(dict.fromkeys(names), key=lambda name: (len(name), name)))


def _texts(draft: TemplateDraft) -> Iterator[tuple[str, str]]:
    yield from (("body", draft.body), ("header", draft.header), ("media", draft.media))
    yield from (("buttons", button.target) for button in draft.buttons)
    for item in draft.items:
        yield from (("items", item.title), ("items", item.description))


def _of_blanks(draft: TemplateDraft) -> Iterator[tuple[str, str]]:
    for part, text in _texts(draft):
        rest = BLANK.sub("", text)
        if "{{" in rest or "}}" in rest:
            yield part, BAD_BLANK
            return
    names = blank_names(draft)
    if names != tuple(str(number) for number in range(1, len(names) + 1)):
        shown = ", ".join(f"{{{{{name}}}}}" for name in names)
        yield "body", f"Number the blanks from 1 without gaps; these are {shown}."


def _of_samples(draft: TemplateDraft) -> Iterator[tuple[str, str]]:
    samples = dict(draft.samples)
    for name in blank_names(draft):
        sample = samples.get(name, "")
        if not sample.strip():
            yield f"{SAMPLE}{name}", "Give an example: WhatsApp looks at no template without one."
        elif len(sample) > MAX_SAMPLE or re.search(r"[\n\r\t]| {5,}|\{\{|\}\}", sample):
            yield f"{SAMPLE}{name}", f"An example is one line of {MAX_SAMPLE} characters at most."
    if len(filled_in(draft.body, samples)) > MAX_BODY:
        yield "body", f"With the examples filled in it is longer than WhatsApp's {MAX_BODY:,} characters."
