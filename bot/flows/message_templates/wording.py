"""The words of a template for whoever is chosen in the compose form, and what is missing for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.client import Client
from bot.domain.made_from import MadeFrom
from bot.domain.message_template import MessageTemplate
from bot.domain.occasion import Occasion
from bot.flows.context import Context
from bot.flows.message_templates.asking import asked_for
from bot.flows.message_templates.catalog import about, appointment_of
from bot.flows.message_templates.fill import Filled
from bot.flows.message_templates.known import known_values
from bot.flows.outbound.compose import ComposeRequest, way_of
from bot.flows.outbound.made_of import MadeOf
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.render import BadTemplate
from bot.templating.variables import Value

GONE = "This template is not there any more. Choose another, or take it out to send words of your own."
TOO_MANY = "It needs more values that nobody knows than can be asked for here. Choose another template."
NO_CLIENT = "Choose a client: the template's words are filled in for them."
UNUSABLE = "It cannot be filled in any more. Ask whoever looks after the templates to mend it."


@dataclass(frozen=True)
class Wording:
    """A template for one client: its words, or the names of what is ``asked`` for and still ``missing``.

    ``problem`` says in a sentence why there can be no words as things stand.
    """

    text: str = ""
    asked: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    made_from: MadeFrom | None = None
    problem: str = ""


async def wording(ctx: Context, workspace_id: str, request: ComposeRequest, made_of: MadeOf) -> Wording:
    """The words of a template for the request's client, in their language.

    Raises NoRoute when the channel has no sender.
    """
    async with ctx.store.read(workspace_id) as uow:
        template = await uow.message_templates.get(made_of.template_id)
        if template is None or template.archived_at:
            return Wording(problem=GONE)
        if not template.reach.takes(request.channel):
            return Wording(problem=not_by(template, request))
        client = await whom(ctx, uow, request)
        if client is None:
            return Wording(problem=NO_CLIENT)
        appointment = await appointment_of(ctx, uow, client)
        known = await known_values(ctx, uow, client, way_of(request, client), appointment)
    return _worded(template, client, appointment, known, made_of.given)


def not_by(template: MessageTemplate, request: ComposeRequest) -> str:
    """That a template does not go by the channel that is chosen."""
    named, by = template.name, request.channel.label
    return f"“{named}” is a template for {template.reach.label}, so it does not go by {by}. Choose another."


async def whom(ctx: Context, uow: UnitOfWork, request: ComposeRequest) -> Client | None:
    """The client it is for; for a new number one who has only the name that was typed. None for nobody."""
    client_id = request.client_id
    if not client_id and request.new_number:
        owner = (await uow.clients.by_addresses([request.new_number])).get(request.new_number)
        client_id = owner.client_id if owner else None
    if client_id:
        return await uow.clients.get(client_id)
    name, now = request.new_name or "", ctx.clock.now()
    return Client("", uow.workspace_id, name, not name, now) if request.new_number else None


def _worded(
    template: MessageTemplate,
    client: Client,
    appointment: Occasion | None,
    known: Mapping[str, Value | None],
    given: Mapping[str, str],
) -> Wording:
    variant = template.variant_for(client.language)
    try:
        asked = asked_for([variant.content], known, given, variant.language or client.language)
    except BadTemplate:
        return Wording(problem=UNUSABLE)
    if asked.too_many:
        return Wording(problem=TOO_MANY)
    made_from = MadeFrom(template.id, template.name, template.version, variant.language)
    filled = about(appointment, template, Filled(asked.texts[0], asked.missing, made_from))
    return Wording(filled.text, asked.names, asked.missing, filled.made_from)
