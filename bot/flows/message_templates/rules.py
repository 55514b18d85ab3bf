"""What a template must be like before it is kept: a sentence for each field that is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.channel import Channel
from bot.domain.languages import languages
from bot.domain.message import Purpose
from bot.domain.message_template import (
    MAX_CONTENT,
    MAX_NAME,
    MAX_SUBJECT,
    MAX_VARIANTS,
    Approved,
    MessageTemplate,
    Reach,
    Variant,
)
from bot.domain.storable import storable
from bot.domain.template import Template, why_not
from bot.templating.names import names_in
from bot.templating.render import problems
from bot.templating.variables import NAMES

NAME, SUBJECT, REACH, PURPOSE, LANGUAGE = "name", "subject", "reach", "purpose", "language"
CONTENT, APPROVED, BLANK = "content", "approved", "blank"

# What a message of the team's own may be for; the other purposes are the program's.
PURPOSES = (Purpose.TRANSACTIONAL, Purpose.MARKETING)
# As long as what WhatsApp takes in a blank, and short enough for the form.
MAX_BLANK = 500

NO_NAME = "Give it a name, so that it can be found."
NO_CONTENT = "Write what the client is to read."
NOT_WHATSAPP = "Only templates that go by WhatsApp have one that stands in for them."
APPROVED_GONE = "WhatsApp does not have this template any more. Choose another, or none."
ONE_LINE = "WhatsApp takes one line here, without tabs."
NO_BLANK = "Write what stands in this blank: WhatsApp sends no template with a blank."
NO_PURPOSE = "Choose what it is for."
# The form for a message has a field for each, and Slack takes no form of more than a hundred parts.
MOST_ASKED = 20
TOO_MANY_ASKED = f"It asks for too many values of your own. At most {MOST_ASKED} fit into a message's form."


@dataclass(frozen=True)
class Draft:
    """A template as somebody wants it: what its version and its author are comes with keeping it."""

    name: str
    reach: Reach
    variants: tuple[Variant, ...]
    subject: str = ""
    purpose: Purpose = Purpose.TRANSACTIONAL


def draft_of(template: MessageTemplate) -> Draft:
    """The template as a draft of the same."""
    return Draft(template.name, template.reach, template.variants, template.subject, template.purpose)


def tidy(draft: Draft) -> Draft:
    """The same without blanks around it, and without what no database keeps."""
    return replace(
        draft,
        name=" ".join(storable(draft.name).split()),
        subject=" ".join(storable(draft.subject).split()),
        variants=tuple(_tidy(each) for each in draft.variants),
    )


def mistakes(draft: Draft, approved: Mapping[str, Template]) -> dict[str, str]:
    """What is wrong with it by field: ``name``, ``subject`` …, and in each language ``content:es``,
    ``approved:es`` and ``blank:es:1``. ``approved`` are WhatsApp's templates that it names, by id."""
    found = dict(_of_the_whole(draft))
    for variant in draft.variants:
        found |= dict(_of_variant(variant, draft.reach, approved))
    return found


def asked_names(content: str) -> tuple[str, ...]:
    """The values of the team's own that it names: nobody knows them, so they are asked for each time."""
    return tuple(sorted(names_in(content) - NAMES))


def at(field: str, *of: str) -> str:
    """A field in one of the languages."""
    return ":".join((field, *of))


def _tidy(variant: Variant) -> Variant:
    approved = variant.approved
    if approved:
        values = tuple((name, storable(value).strip()) for name, value in approved.values)
        approved = replace(approved, values=values)
    return replace(variant, content=storable(variant.content).strip(), approved=approved)


def _of_the_whole(draft: Draft) -> Iterator[tuple[str, str]]:
    if not draft.name:
        yield NAME, NO_NAME
    elif len(draft.name) > MAX_NAME:
        yield NAME, f"Use at most {MAX_NAME} characters."
    if len(draft.subject) > MAX_SUBJECT:
        yield SUBJECT, f"Use at most {MAX_SUBJECT} characters."
    if draft.purpose not in PURPOSES:
        yield PURPOSE, NO_PURPOSE
    codes = [each.language for each in draft.variants]
    if not codes:
        yield CONTENT, NO_CONTENT
    if len(codes) > MAX_VARIANTS:
        yield LANGUAGE, f"A template may be written in {MAX_VARIANTS} languages at most."
    elif len(set(codes)) != len(codes):
        yield LANGUAGE, "It is written in this language already. Choose another, or change the words there."
    elif any(code and code not in languages() for code in codes):
        yield LANGUAGE, "There is no such language. Choose one from the list."


def _of_variant(
    variant: Variant, reach: Reach, approved: Mapping[str, Template]
) -> Iterator[tuple[str, str]]:
    code = variant.language
    if said := _wrong_words(variant.content, MAX_CONTENT):
        yield at(CONTENT, code), said
    elif len(_asked(variant)) > MOST_ASKED:
        yield at(CONTENT, code), TOO_MANY_ASKED
    if variant.approved is None:
        return
    if not reach.takes(Channel.WHATSAPP):
        yield at(APPROVED, code), NOT_WHATSAPP
        return
    template = approved.get(variant.approved.template_id)
    if template is None or (why := why_not(template)):
        yield at(APPROVED, code), why if template else APPROVED_GONE
        return
    yield from _of_blanks(code, variant.approved, template)


def _asked(variant: Variant) -> frozenset[str]:
    """What is asked for each time, for the words and for those of WhatsApp's template beside them."""
    beside = [value for _, value in variant.approved.values] if variant.approved else []
    return frozenset(name for words in (variant.content, *beside) for name in asked_names(words))


def _of_blanks(code: str, approved: Approved, template: Template) -> Iterator[tuple[str, str]]:
    given = dict(approved.values)
    for each in template.variables:
        value = given.get(each.name, "")
        if not value:
            yield at(BLANK, code, each.name), NO_BLANK
        elif any(mark in value for mark in "\n\r\t"):
            yield at(BLANK, code, each.name), ONE_LINE
        elif said := _wrong_words(value, MAX_BLANK):
            yield at(BLANK, code, each.name), said


def _wrong_words(content: str, most: int) -> str:
    if not content:
        return NO_CONTENT
    if len(content) > most:
        return f"Use at most {most:,} characters: there are {len(content) - most:,} too many."
    return " ".join(problems(content, NAMES | names_in(content)))
