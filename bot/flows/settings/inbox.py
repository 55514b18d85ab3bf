"""Whose a client becomes, and who is asked before stepping in."""

from dataclasses import replace

from bot.domain.settings import InboxRules
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, change


async def save(
    ctx: Context, workspace_id: str, user: str, version: int, *, claim_on_reply: bool, ask: bool
) -> Outcome:
    """Change them. Raises NotAllowed and ChangedMeanwhile."""
    rules = InboxRules(claim_on_reply, ask)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, inbox=rules))
