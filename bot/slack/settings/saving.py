"""What is answered to a form of the settings that could not be saved."""

from collections.abc import Awaitable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import MEANWHILE, ChangedMeanwhile, Outcome, Rejected
from bot.slack.blocks.notices import notice_view


async def is_saved(saving: Awaitable[Outcome], ack: AsyncAck) -> bool:
    """Whether it was saved, and the form still waits for its answer; else the form has been told why not."""
    try:
        outcome = await saving
    except ChangedMeanwhile:
        await ack(response_action="update", view=notice_view("Not saved", MEANWHILE))
        return False
    if isinstance(outcome, Rejected):
        await ack(response_action="errors", errors=dict(outcome.errors))
        return False
    return True
