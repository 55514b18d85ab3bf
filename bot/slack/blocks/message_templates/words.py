"""One of the team's templates in words: what it is called, how it goes, its languages and its beginning."""

import re

from bot.domain.languages import name_of
from bot.domain.message import Purpose
from bot.domain.message_template import MessageTemplate, Variant
from bot.slack.blocks.elements import shortened, when
from bot.slack.text import escape, shown

_EXCERPT = 140
_LANGUAGES_NAMED = 4
# Both bounded by the length of a template; neither spans another's brackets.
_VALUE = re.compile(r"\{\{\s*(\w+)[^{}]*\}\}")
_CONDITION = re.compile(r"\{%[^{}]*%\}")


def title_words(template: MessageTemplate) -> str:
    """Name and way, and what it is about, in mrkdwn."""
    marketing = "marketing" if template.purpose is Purpose.MARKETING else ""
    beside = [template.reach.label, marketing, text(template.subject, 80)]
    return " · ".join([f"*{text(template.name, 80)}*", *filter(None, beside)])


def excerpt(template: MessageTemplate) -> str:
    """The first words, as one line of a quote, with ``[client name]`` where a value will stand."""
    return f"> {text(_without_syntax(template.variants[0].content), _EXCERPT)}"


def _without_syntax(content: str) -> str:
    named = _VALUE.sub(lambda value: f"[{value[1].replace('_', ' ')}]", content)
    return _CONDITION.sub("", named)


def kept_words(template: MessageTemplate) -> str:
    """In which languages it is, and who has changed it last."""
    by = f" by <@{escape(template.updated_by)}>" if template.updated_by else ""
    changed = f"version {template.version}, {when(template.updated_at)}{by}"
    approved = "has one of WhatsApp's beside it" if any(each.approved for each in template.variants) else ""
    return " · ".join(filter(None, [languages_words(template), changed, approved]))


def languages_words(template: MessageTemplate) -> str:
    """The languages by name; of many only the first ones."""
    names = [language_words(each) for each in template.variants]
    more = len(names) - _LANGUAGES_NAMED
    named = ", ".join(names[:_LANGUAGES_NAMED])
    return f"{named} and {more} more" if more > 0 else named


def language_words(variant: Variant) -> str:
    """A language by its English name."""
    return name_of(variant.language) if variant.language else "any language"


def text(value: str, most: int) -> str:
    """Somebody's words in one line, harmless in mrkdwn."""
    return escape(shortened(" ".join(shown(value).split()), most))
