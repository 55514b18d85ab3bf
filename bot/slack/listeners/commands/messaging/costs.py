"""``/messaging costs``: what was sent, what it cost, and what is left of the budgets."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.reports.chart import can_draw
from bot.flows.reports.costs import MONTHS, MOST_MONTHS, costs
from bot.flows.team.permissions import NotAllowed
from bot.slack.blocks.costs import costs_message
from bot.slack.deps import Deps, Payload

_HOW = f"Type /messaging costs, or /messaging costs 12 for as many months: at most {MOST_MONTHS}."


async def handle(deps: Deps, body: Payload, ack: AsyncAck, rest: str) -> None:
    """Show the report to who asked, and send the picture after it; ``rest`` may be a number of months."""
    months = _months(rest)
    if months is None:
        await ack(text=_HOW, response_type="ephemeral")
        return
    user, drawn = str(body.get("user_id") or ""), can_draw()
    try:
        report = await costs(deps.ctx, deps.workspace_id, user, months=months, picture=drawn)
    except NotAllowed as refusal:
        await ack(text=str(refusal), response_type="ephemeral")
        return
    message = costs_message(report, drawn=drawn)
    await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")


def _months(rest: str) -> int | None:
    typed = rest.strip()
    if not typed:
        return MONTHS
    fits = typed.isascii() and typed.isdigit() and len(typed) <= 2
    return int(typed) if fits and 1 <= int(typed) <= MOST_MONTHS else None
