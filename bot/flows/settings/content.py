"""What is added to a first text, under which name, and whether teammates are warned of filters."""

from dataclasses import replace

from bot.domain.settings import ContentRules
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change

BUSINESS = "business"
MAX_NAME = 60


async def save(
    ctx: Context,
    workspace_id: str,
    user: str,
    version: int,
    *,
    business: str,
    notice_on_first: bool,
    spam_warnings: bool,
) -> Outcome:
    """Change them; an empty name is the workspace's. Raises NotAllowed and ChangedMeanwhile."""
    name = " ".join(storable(business).split())
    if len(name) > MAX_NAME:
        return Rejected({BUSINESS: f"Use at most {MAX_NAME} characters: clients read it in texts."})
    rules = ContentRules(notice_on_first, name, spam_warnings)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, content=rules))
