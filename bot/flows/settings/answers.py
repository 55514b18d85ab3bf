"""What HELP, INFO and STATUS are answered, and how clients reach the business."""

import re
from dataclasses import replace

from bot.domain.phone import NotAPhoneNumber, parse
from bot.domain.settings import KeywordAnswers
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.templating.render import problems
from bot.templating.rules import MAX_SOURCE
from bot.templating.variables import VARIABLES

HELP, INFO, STATUS, PHONE, EMAIL = "help", "info", "status", "phone", "email"
MAX_EMAIL = 120
MAX_TEMPLATE = MAX_SOURCE
# What a template may name, for the form's hint.
VALUES = VARIABLES
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+")


async def save(ctx: Context, workspace_id: str, user: str, version: int, typed: KeywordAnswers) -> Outcome:
    """Change them; an empty template is the one that comes with the program.

    Raises NotAllowed and ChangedMeanwhile.
    """
    errors: dict[str, str] = {}
    templates = {name: storable(getattr(typed, name)).strip() for name in (HELP, INFO, STATUS)}
    for name, source in templates.items():
        if found := problems(source):
            errors[name] = " ".join(found)
    phone, email = typed.phone.strip(), typed.email.strip()
    try:
        phone = parse(phone, ctx.settings.default_region).e164 if phone else ""
    except NotAPhoneNumber as problem:
        errors[PHONE] = str(problem)
    if email and (len(email) > MAX_EMAIL or not _EMAIL.fullmatch(email)):
        errors[EMAIL] = "Type an address such as hello@harbor.example, or leave it empty."
    if errors:
        return Rejected(errors)
    answers = KeywordAnswers(**templates, phone=phone, email=email)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, answers=answers))
