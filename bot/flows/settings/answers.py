"""What clients are answered by the program itself, by which words they confirm, and how they reach the
business."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from bot.domain.confirming import MOST_WORDS, trouble_with_word
from bot.domain.phone import NotAPhoneNumber, parse
from bot.domain.settings import KeywordAnswers
from bot.domain.storable import storable
from bot.domain.yes_no import plainly
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.templating.limits import MAX_SOURCE
from bot.templating.render import problems
from bot.templating.variables import ANSWER_NAMES, ANSWER_VARIABLES

HELP, INFO, STATUS, CONFIRMED = "help", "info", "status", "confirmed"
PHONE, EMAIL, PORTAL, CONFIRM_WORDS = "phone", "email", "portal", "confirm_words"
MAX_EMAIL, MAX_PORTAL, MAX_WORDS_TYPED = 120, 500, 500
MAX_TEMPLATE = MAX_SOURCE
# What a template may name, for the form's hint.
VALUES = ANSWER_VARIABLES
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")
_BAD_PORTAL = "A link begins with https:// and names a site, such as https://harbor.example/portal."


async def save(ctx: Context, workspace_id: str, user: str, version: int, typed: KeywordAnswers) -> Outcome:
    """Change them; an empty template is the one that comes with the program, and no words of confirmation are
    those that do. Raises NotAllowed and ChangedMeanwhile.
    """
    clean = _tidy(typed)
    errors = _template_errors(clean)
    try:
        phone = parse(clean.phone, ctx.settings.default_region).e164 if clean.phone else ""
    except NotAPhoneNumber as problem:
        errors[PHONE], phone = str(problem), ""
    if clean.email and (len(clean.email) > MAX_EMAIL or not _EMAIL.fullmatch(clean.email)):
        errors[EMAIL] = "Type an address such as hello@harbor.example, or leave it empty."
    if clean.portal and not _is_link(clean.portal):
        errors[PORTAL] = _BAD_PORTAL
    if wrong := _wrong_words(clean.confirm_words):
        errors[CONFIRM_WORDS] = wrong
    if errors:
        return Rejected(errors)
    answers = replace(clean, phone=phone)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, answers=answers))


def words_in(typed: str) -> tuple[str, ...]:
    """Words parted by commas or lines, each once."""
    parts = (" ".join(storable(part).split()) for part in re.split(r"[,\n]", typed))
    found: dict[str, str] = {}
    for part in parts:
        if part:
            found.setdefault(plainly(part) or part, part)
    return tuple(found.values())


def _tidy(typed: KeywordAnswers) -> KeywordAnswers:
    texts = (HELP, INFO, STATUS, CONFIRMED, PHONE, EMAIL, PORTAL)
    clean: dict[str, Any] = {name: storable(getattr(typed, name)).strip() for name in texts}
    return replace(typed, **clean)


def _template_errors(clean: KeywordAnswers) -> dict[str, str]:
    errors: dict[str, str] = {}
    for name in (HELP, INFO, STATUS, CONFIRMED):
        if found := problems(getattr(clean, name), ANSWER_NAMES):
            errors[name] = " ".join(found)
    return errors


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    plain = not any(character.isspace() or character in "<>|" for character in text)
    return len(text) <= MAX_PORTAL and parts.scheme == "https" and "." in (parts.hostname or "") and plain


def _wrong_words(words: Iterable[str]) -> str:
    given = list(words)
    if len(given) > MOST_WORDS:
        return f"At most {MOST_WORDS} words fit here."
    return next((why for word in given if (why := trouble_with_word(word))), "")
