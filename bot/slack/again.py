"""The compose form was submitted for a text that goes again and again."""

from bot.domain.channel import Channel
from bot.domain.scheduling import trouble_with
from bot.domain.thread import Notice
from bot.flows.outbound.compose import ComposeRequest, Rejected
from bot.flows.outbound.preview import zone_of_client
from bot.flows.series.start import Started, start
from bot.slack.blocks.compose import SEND_AT
from bot.slack.blocks.repeat import NOT_ONCE
from bot.slack.deps import Deps
from bot.slack.repeating import recurrence_of
from bot.slack.typed import Typed


async def start_series(deps: Deps, entered: Typed, wish: ComposeRequest) -> Started | Rejected:
    """Set it up, with the template's words as they are each time where nobody has changed them."""
    zone = await zone_of_client(deps.ctx, deps.workspace_id, wish)
    recurrence = await recurrence_of(deps, wish.user, entered, zone)
    if recurrence is None or entered.send_at is None:
        return Rejected({SEND_AT: NOT_ONCE})
    if trouble := trouble_with(entered.send_at, deps.ctx.clock.now()):
        return Rejected({SEND_AT: trouble})
    made_of = entered.made_of
    if made_of is None or made_of.is_edited:
        return await start(deps.ctx, deps.workspace_id, wish, recurrence)
    values, template_id = made_of.values, made_of.template_id
    return await start(deps.ctx, deps.workspace_id, wish, recurrence, template_id=template_id, values=values)


def told(channel: Channel, started: Started, link: str) -> Notice:
    """That it goes from now on, for who has submitted it."""
    said = f"Your {channel.label} message to {started.client_name} goes again and again from now on."
    return Notice(said, link, goes_at=started.next_at)
