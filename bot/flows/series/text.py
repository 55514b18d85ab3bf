"""What a series says each time: its own words, or those of its template as it is then."""

from dataclasses import dataclass, replace

from bot.domain.client import Client
from bot.domain.made_from import MadeFrom
from bot.domain.message import Purpose
from bot.domain.message_template import MessageTemplate
from bot.domain.recurrence import Series
from bot.domain.template import SentTemplate
from bot.flows.context import Context
from bot.flows.message_templates.catalog import fill_in
from bot.flows.message_templates.known import Way
from bot.flows.outbound.approved import approved_for
from bot.flows.outbound.made_of import MadeOf, purpose_of
from bot.flows.outbound.route import Route
from bot.flows.series.words import UNUSABLE
from bot.flows.templates.choice import CannotFill, written
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.render import BadTemplate


@dataclass(frozen=True)
class Said:
    """The words for one client, what they are made from, and what the gate is asked consent for.

    Where values are ``missing`` (by name), or the template cannot be used (``problem``), there are no words.
    ``template``: the approved one of WhatsApp's that goes in their place.
    """

    body: str
    made_from: MadeFrom
    purpose: Purpose = Purpose.DIRECT
    missing: tuple[str, ...] = ()
    problem: str = ""
    template: SentTemplate | None = None


async def said_by(
    ctx: Context, uow: UnitOfWork, series: Series, template: MessageTemplate | None, client: Client
) -> Said:
    """The words of a series as they would go now."""
    own = MadeFrom(series_id=series.id)
    if template is None:
        return Said(series.body, own, series.purpose)
    try:
        filled = await fill_in(ctx, uow, template, client, series.channel, dict(series.values))
    except BadTemplate:
        return Said("", own, problem=UNUSABLE)
    made_from = replace(filled.made_from, series_id=series.id)
    return Said(filled.text, made_from, purpose_of(template), filled.missing)


async def approved_by(
    ctx: Context,
    uow: UnitOfWork,
    series: Series,
    template: MessageTemplate | None,
    client: Client,
    route: Route,
) -> Said | None:
    """The approved template that goes where WhatsApp takes no words of one's own; None where the series'
    template names none."""
    if template is None:
        return None
    made_of = MadeOf(template.id, values=series.values)
    way = Way(route.channel, route.address.value, route.sender.address)
    goes_as = await approved_for(ctx, uow, made_of, client, way)
    if goes_as is None:
        return None
    language = template.variant_for(client.language).language
    made_from = MadeFrom(template.id, template.name, template.version, language, series_id=series.id)
    try:
        text = await written(uow, goes_as.choice)
    except CannotFill:
        return Said("", made_from, missing=goes_as.missing) if goes_as.missing else None
    purpose = Purpose.MARKETING if Purpose.MARKETING in {text.purpose, template.purpose} else text.purpose
    return Said(text.body, made_from, purpose, goes_as.missing, template=text.template)
