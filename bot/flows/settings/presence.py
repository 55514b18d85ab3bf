"""Whether clients see that their message was read and that somebody is writing."""

from dataclasses import replace

from bot.domain.settings import PresenceRules
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, change


async def save(ctx: Context, workspace_id: str, user: str, version: int, *, show: bool) -> Outcome:
    """Change it. Raises NotAllowed and ChangedMeanwhile."""
    rules = PresenceRules(show)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, presence=rules))
