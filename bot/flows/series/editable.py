"""A text that goes again and again, as the window in which it is changed shows it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.recurrence import Recurrence, Series, SeriesState
from bot.domain.recurrences.moments import beginning_at, next_after
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.series import words
from bot.flows.series.change import decided_by


@dataclass(frozen=True)
class Editable:
    """``recurrence`` begins with the next time: what was is left out, and not counted. ``next_at`` (UTC) is
    that time as it is kept. ``body``: the words that somebody has typed, None where they are a template's;
    ``most`` characters at most."""

    series_id: str
    client_name: str
    recurrence: Recurrence
    next_at: datetime | None
    is_paused: bool
    body: str | None
    most: int


async def editable(ctx: Context, workspace_id: str, series_id: str, user: str) -> Editable | str:
    """What ``user`` wants to change; why it cannot be, in a sentence."""
    async with ctx.store.read(workspace_id) as uow:
        series = await decided_by(uow, series_id, user)
        if isinstance(series, str):
            return series
        rules = (await uow.settings.load()).settings.dlp
        if series.author != user and words.hidden_in(series, rules):
            return words.HIDDEN
        client = await current(uow, series.client_id)
    if client is None:
        return words.GONE
    return Editable(
        series.id,
        client.name,
        going_on(series, ctx.clock.now()),
        series.next_at,
        series.state is SeriesState.PAUSED,
        None if series.template_id else series.body,
        series.channel.max_characters,
    )


def going_on(series: Series, now: datetime) -> Recurrence:
    """How often it goes, beginning with its next time."""
    recurrence = series.recurrence
    # Of what is paused the time that is kept may be past by now.
    at = next_after(recurrence, now) if series.state is SeriesState.PAUSED else series.next_at
    return beginning_at(recurrence, at) if at else recurrence
