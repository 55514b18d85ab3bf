"""What the compose form's choice of how often it goes means, on whose clock."""

from dataclasses import replace

from bot.domain.recurrence import Recurrence
from bot.domain.recurrences.choices import Repeat, recurring
from bot.domain.recurrences.moments import upcoming
from bot.domain.recurrences.remarks import problems
from bot.flows.outbound.preview import Preview
from bot.slack.blocks.repeat import Repeats
from bot.slack.deps import Deps
from bot.slack.people import writer
from bot.slack.typed import Typed

_SHOWN = 3


async def repeats(deps: Deps, user: str, entered: Typed, found: Preview | None) -> Repeats:
    """What the form shows of it: the words, and the next times."""
    now = deps.ctx.clock.now()
    client_zone = found.client_zone if found else ""
    zone = await _zone(deps, user, client_zone) if entered.send_at else ""
    made_of = entered.made_of
    shown = Repeats(
        entered.repeat,
        entered.until,
        entered.spoken,
        zone=zone,
        is_known=bool(client_zone),
        whose=found.client_name if found else "",
        keeps_up=made_of is not None and not made_of.is_edited,
    )
    recurrence = await recurrence_of(deps, user, entered, client_zone)
    if recurrence is None:
        return shown
    trouble = " ".join(problems(recurrence, now).values())
    coming = () if trouble else tuple(upcoming(recurrence, now, _SHOWN))
    return replace(shown, recurrence=recurrence, coming=coming, trouble=trouble)


async def recurrence_of(deps: Deps, user: str, entered: Typed, client_zone: str) -> Recurrence | None:
    """When it goes again, by the client's clock, or by the teammate's where theirs is not known; None for a
    text that goes once."""
    if entered.send_at is None or entered.repeat is Repeat.NEVER:
        return None
    zone = await _zone(deps, user, client_zone)
    return recurring(entered.repeat, entered.send_at, zone, entered.until, entered.spoken)


async def _zone(deps: Deps, user: str, client_zone: str) -> str:
    return client_zone or (await writer(deps, user)).zone
