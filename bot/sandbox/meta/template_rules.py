"""What Meta takes as a template. Source: Meta, business management API, message templates."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import regex

from bot.sandbox.meta import template_buttons
from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.languages import LANGUAGES
from bot.sandbox.meta.params import Json, a_list, one_of, text
from bot.sandbox.meta.template import BLANK, MetaTemplate, blanks
from bot.sandbox.meta.template_refusals import (
    body_wrong,
    footer_wrong,
    header_wrong,
    incomplete,
    too_long,
)

CATEGORIES = ("AUTHENTICATION", "MARKETING", "UTILITY")
MAX_NAME, MAX_BODY, MAX_HEADER, MAX_FOOTER = 512, 1024, 60, 60
_HEADERS = ("TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
_PARTS = ("HEADER", "BODY", "FOOTER", "BUTTONS")
# A header is one line, without WhatsApp's formatting and without emoji.
_NO_HEADER = regex.compile(r"[\n*~`]|\p{Emoji_Presentation}")
_NAME = re.compile(r"[a-z0-9_]+")
_BLANK_NAME = {"POSITIONAL": re.compile(r"[1-9][0-9]*"), "NAMED": re.compile(r"[a-z_][a-z0-9_]*")}


def checked(
    params: Mapping[str, Any], handles: Collection[str], known: MetaTemplate | None = None
) -> MetaTemplate:
    """The template that these parameters describe, pending. Raises GraphError for what Meta does not take.

    ``handles`` are the samples that were uploaded; of a template that is ``known`` those stay good.
    """
    template = _named(dict(params))
    template.components = [_component(each) for each in a_list(dict(params), "components")]
    _check_parts(template)
    _check_body(template)
    _check_header(template, set(handles) | _handles_of(known))
    _check_footer(template)
    template_buttons.check(template)
    return template


def _named(given: Json) -> MetaTemplate:
    """What is said of the template as a whole. Raises GraphError."""
    name = text(given, "name", most=MAX_NAME)
    if not _NAME.fullmatch(name):
        raise too_long("The name may have small letters, digits and underscores only.")
    language = text(given, "language", most=16)
    if language not in LANGUAGES:
        raise GraphError(100, message=f'(#100) Param language is none of the languages - got "{language}".')
    category = one_of(given, "category", "", CATEGORIES)
    style = {"parameter_format": str(given.get("parameter_format") or "POSITIONAL").upper()}
    is_named = one_of(style, "parameter_format", "", ("POSITIONAL", "NAMED")) == "NAMED"
    template = MetaTemplate("", name, language, category, [], "PENDING")
    template.parameter_format = "NAMED" if is_named else "POSITIONAL"
    return template


def _component(given: Any) -> Json:
    if not isinstance(given, dict):
        raise GraphError(100, message="(#100) Param components must be a list of objects.")
    kind = one_of({"type": str(given.get("type", "")).upper()}, "type", "components", _PARTS)
    shown = {**given, "type": kind}
    if kind == "HEADER":
        shown["format"] = str(given.get("format", "")).upper()
        one_of(shown, "format", "components['header']", _HEADERS)
    return shown


def _check_parts(template: MetaTemplate) -> None:
    kinds = [each["type"] for each in template.components]
    if len(set(kinds)) != len(kinds):
        raise GraphError(100, message="(#100) Each component may come once.")
    if "BODY" not in kinds:
        raise incomplete("The template needs a body.")


def _check_body(template: MetaTemplate) -> None:
    body = template.component("BODY") or {}
    words = text(body, "text", "components['body']", most=100_000)
    if len(words) > MAX_BODY:
        raise too_long(f"The body has more than {MAX_BODY} characters.")
    if "\n\n\n" in words:
        raise body_wrong("The body has more than two line breaks in a row.")
    names = _check_blanks(words, template)
    if BLANK.match(words.strip()) or re.search(r"\{\{[^{}]*\}\}$", words.strip()):
        raise body_wrong("Variables can't be at the start or end of the template.", 2388299)
    if re.search(r"\}\}\s*\{\{", words):
        raise body_wrong("Variables stand next to each other without words between them.")
    if names and len(words.split()) < 2 * len(names) + 1:
        raise body_wrong("This template has too many variables for its length.", 2388293)
    _check_examples(body.get("example"), "body_text", names, template)


def _check_header(template: MetaTemplate, handles: Collection[str]) -> None:
    header = template.component("HEADER")
    if header is None or header["format"] == "LOCATION":
        return
    example = header.get("example")
    if header["format"] != "TEXT":
        given = example.get("header_handle") if isinstance(example, dict) else None
        if not isinstance(given, list) or len(given) != 1:
            raise incomplete("A header with a file needs its example in header_handle.")
        if given[0] not in handles:
            raise header_wrong("The handle in header_handle is not one of an uploaded file.")
        return
    words = text(header, "text", "components['header']", most=10_000)
    if len(words) > MAX_HEADER:
        raise too_long(f"The header has more than {MAX_HEADER} characters.")
    if _NO_HEADER.search(words):
        raise header_wrong("The header may have no line breaks, formatting or emoji.")
    names = _check_blanks(words, template)
    if len(names) > 1:
        raise header_wrong("The header may have one variable.")
    _check_examples(example, "header_text", names, template)


def _check_footer(template: MetaTemplate) -> None:
    footer = template.component("FOOTER")
    if footer is None:
        return
    words = text(footer, "text", "components['footer']", most=10_000)
    if len(words) > MAX_FOOTER:
        raise too_long(f"The footer has more than {MAX_FOOTER} characters.")
    if blanks(words) or "\n" in words:
        raise footer_wrong("The footer may have no variables and no line breaks.")


def _check_blanks(words: str, template: MetaTemplate) -> list[str]:
    """The blanks of a text, which count on from one or have names. Raises GraphError."""
    if words.count("{{") != len(BLANK.findall(words)):
        raise body_wrong("A variable is written wrongly.")
    names = blanks(words)
    shape = _BLANK_NAME[template.parameter_format]
    if not all(shape.fullmatch(name) for name in names):
        raise body_wrong(f"The variables of this template must be {template.parameter_format.lower()}.")
    if template.parameter_format == "POSITIONAL" and sorted(map(int, names)) != list(
        range(1, len(names) + 1)
    ):
        raise body_wrong("The variables must count on from {{1}}.")
    return names


def _check_examples(example: Any, field: str, names: list[str], template: MetaTemplate) -> None:
    """Every blank needs an example. Raises GraphError."""
    if not names:
        return
    given = example if isinstance(example, dict) else {}
    if template.parameter_format == "NAMED":
        listed = given.get(f"{field}_named_params")
        named = {
            each.get("param_name"): each.get("example") for each in listed or () if isinstance(each, dict)
        }
        if set(named) != set(names) or not all(named.values()):
            raise incomplete(f"Each variable needs an example in {field}_named_params.")
        return
    listed = given.get(field) or []
    samples = listed[0] if listed and isinstance(listed[0], list) else listed
    if len(samples) != len(names) or not all(isinstance(each, str) and each.strip() for each in samples):
        raise incomplete(f"Each variable needs an example in {field}.")


def _handles_of(known: MetaTemplate | None) -> set[str]:
    header = known.component("HEADER") if known else None
    example = (header or {}).get("example") or {}
    return set(example.get("header_handle") or ())
