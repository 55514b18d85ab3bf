"""What WhatsApp takes in the body of a template, and in the lines and the file around it."""

import re
from collections.abc import Iterator

import regex

from bot.domain import template_addresses as addresses
from bot.domain.template import TemplateKind, blanks_in
from bot.domain.template_draft import TemplateDraft

MAX_BODY, MAX_HEADER, MAX_FOOTER = 1024, 60, 60
MAX_EMOJI = 10

BLANK = re.compile(r"\{\{(\d{1,3})\}\}")
_SIDE_BY_SIDE = re.compile(r"\}\}\s*\{\{")
_LONG_GAP = re.compile(r"\n{3,}|\t| {5,}")
_WORD = re.compile(r"\w+")
_MARKS = frozenset("*_~`")
_EMOJI = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3")


def of_body(body: str) -> Iterator[str]:
    """What is wrong with the text itself."""
    if not body.strip():
        yield "Write what the client will read."
        return
    if len(body) > MAX_BODY:
        yield f"WhatsApp takes {MAX_BODY:,} characters here; these are {len(body):,}."
    if _LONG_GAP.search(body):
        yield "WhatsApp takes no tabs, no five spaces in a row and no two empty lines in a row."
    if count_emoji(body) > MAX_EMOJI:
        yield f"WhatsApp takes {MAX_EMOJI} emoji at most."
    yield from _of_its_blanks(body.strip())


def _of_its_blanks(body: str) -> Iterator[str]:
    blanks = blanks_in([body])
    if body.startswith("{{"):
        yield "WhatsApp takes no blank at the very beginning: put a word before it."
    if body.endswith("}}"):
        yield "WhatsApp takes no blank at the very end: put a word after it."
    if _SIDE_BY_SIDE.search(body):
        yield "Two blanks stand side by side: put a word between them."
    words = len(_WORD.findall(BLANK.sub(" ", body)))
    if blanks and words < 2 * len(blanks) + 1:
        least = 2 * len(blanks) + 1
        yield (
            f"There are too few words for {_counted(len(blanks), 'blank')}: WhatsApp asks for {least} or "
            f"more, and these are {words}."
        )


def of_header(draft: TemplateDraft) -> Iterator[str]:
    """What is wrong with the line above it."""
    header = draft.header
    if not header:
        return
    if draft.kind is TemplateKind.LIST:
        yield "A list has no line above its text."
    if draft.media:
        yield "Above the text stands either a line or a file: leave one of them out."
    if len(blanks_in([header])) > 1:
        yield "WhatsApp takes one blank here at most."
    yield from of_line(header, MAX_HEADER)


def of_footer(draft: TemplateDraft) -> Iterator[str]:
    """What is wrong with the line below it."""
    if not draft.footer:
        return
    if draft.kind is TemplateKind.LIST:
        yield "A list has no line below its text."
    if "{{" in draft.footer:
        yield "WhatsApp takes no blank here."
    yield from of_line(draft.footer, MAX_FOOTER)


def of_line(text: str, most: int) -> Iterator[str]:
    """What is asked of everything that is one short line."""
    if len(text) > most:
        yield f"WhatsApp takes {most} characters here; these are {len(text)}."
    if "\n" in text or "\t" in text:
        yield "WhatsApp takes one line here."
    if count_emoji(text):
        yield "WhatsApp takes no emoji here."
    if _MARKS & set(BLANK.sub("", text)):
        yield "WhatsApp takes no formatting here: leave *, _, ~ and ` out."


def of_media(draft: TemplateDraft) -> Iterator[str]:
    """What is wrong with the file above it."""
    if draft.kind is TemplateKind.MEDIA and not draft.media:
        yield "Give the address of a sample: WhatsApp looks at it."
    if not draft.media:
        return
    if draft.kind not in {TemplateKind.MEDIA, TemplateKind.CARD}:
        yield "Only a template with a file and a card have one above the text."
    if why := addresses.why_no_sample(draft.media):
        yield why


def count_emoji(text: str) -> int:
    """How many emoji stand in a text."""
    return len(_EMOJI.findall(text))


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
