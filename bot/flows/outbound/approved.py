"""Where WhatsApp takes no words of one's own: the approved template that one of the team's own names."""

from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.message_template import Approved
from bot.flows.context import Context
from bot.flows.message_templates.asking import asked_for
from bot.flows.message_templates.catalog import appointment_of
from bot.flows.message_templates.known import Way, known_values
from bot.flows.outbound.made_of import MadeOf, template_of
from bot.flows.templates.choice import Choice
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.render import BadTemplate
from bot.templating.variables import Values


@dataclass(frozen=True)
class GoesAs:
    """The approved template with its blanks filled in. ``asked`` are the values that nobody knows and
    ``missing`` those of them that nobody has given yet: until then the blanks are empty."""

    choice: Choice
    asked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


async def approved_for(
    ctx: Context, uow: UnitOfWork, made_of: MadeOf, client: Client, way: Way
) -> GoesAs | None:
    """What goes in the place of a template's own words; None where it names nothing that could."""
    template = await template_of(uow, made_of)
    if template is None or way.channel is not Channel.WHATSAPP:
        return None
    variant = template.variant_for(client.language)
    approved = variant.approved
    if approved is None or not await uow.templates.by_ids([approved.template_id]):
        return None
    appointment = await appointment_of(ctx, uow, client)
    known = await known_values(ctx, uow, client, way, appointment)
    try:
        return _filled(approved, made_of, known, variant.language or client.language)
    except BadTemplate:
        return None


def _filled(approved: Approved, made_of: MadeOf, known: Values, language: str) -> GoesAs | None:
    blanks, words = [name for name, _ in approved.values], [words for _, words in approved.values]
    asked = asked_for(words, known, made_of.given, language)
    if asked.too_many:
        return None
    # A blank takes no line breaks: see ``bot.domain.template.mistakes``.
    texts = [" ".join(text.split()) for text in asked.texts]
    choice = Choice(approved.template_id, dict(zip(blanks, texts, strict=True)))
    return GoesAs(choice, asked.names, asked.missing)
