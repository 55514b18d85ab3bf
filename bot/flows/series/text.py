"""What a series says each time: its own words, or those of its template as it is then."""

from dataclasses import dataclass

from bot.domain.client import Client
from bot.domain.made_from import MadeFrom
from bot.domain.message import Purpose
from bot.domain.message_template import MessageTemplate
from bot.domain.recurrence import Series
from bot.flows.context import Context
from bot.flows.message_templates.catalog import fill_in
from bot.flows.series.words import UNUSABLE
from bot.storage.store import UnitOfWork
from bot.templating.render import BadTemplate


@dataclass(frozen=True)
class Said:
    """The words for one client, what they are made from, and what the gate is asked consent for.

    Where values are ``missing`` (by name), or the template cannot be used (``problem``), there are no words.
    """

    body: str
    made_from: MadeFrom
    purpose: Purpose = Purpose.DIRECT
    missing: tuple[str, ...] = ()
    problem: str = ""


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
    # What a teammate has set up is theirs, whoever presses the button; marketing stays marketing.
    is_marketing = template.purpose is Purpose.MARKETING
    purpose = Purpose.MARKETING if is_marketing else Purpose.DIRECT
    made_from = MadeFrom(
        template_id=template.id,
        template_name=template.name,
        version=template.version,
        language=filled.made_from.language,
        occasion_id=filled.made_from.occasion_id,
        series_id=series.id,
    )
    return Said(filled.text, made_from, purpose, filled.missing)
