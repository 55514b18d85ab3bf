"""Whose a client becomes, who is asked before stepping in, and when a silent thread gets a fresh card."""

from dataclasses import replace

from bot.domain.settings import InboxRules
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.flows.settings.reading import Wrong, whole_number

FRESH_AFTER = "fresh_card_after_days"
_MOST_DAYS = 3650


async def save(
    ctx: Context,
    workspace_id: str,
    user: str,
    version: int,
    *,
    claim_on_reply: bool,
    ask: bool,
    fresh_after: str,
) -> Outcome:
    """Change them; ``fresh_after`` is a number of days as it was typed, nothing for never. Raises NotAllowed
    and ChangedMeanwhile."""
    try:
        days = whole_number(fresh_after, 0, _MOST_DAYS) or 0
    except Wrong as wrong:
        return Rejected({FRESH_AFTER: str(wrong)})
    rules = InboxRules(claim_on_reply, ask, days)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, inbox=rules))
