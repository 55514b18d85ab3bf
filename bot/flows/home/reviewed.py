"""An admin says that the set-up is as it should be, so that it is not shown any more."""

from dataclasses import replace

from bot.domain.roles import Permission
from bot.flows.context import Context
from bot.flows.settings.change import ChangedMeanwhile, change
from bot.flows.team.permissions import demand

DONE = "The set-up is hidden. It comes back only if something that is needed stops working."
AGAIN = "Somebody has changed the settings at the same moment. Press the button once more."


async def hide_setup(ctx: Context, workspace_id: str, user: str) -> str:
    """Remember it for every admin; what happened, in a sentence. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, Permission.SETTINGS)
        version = (await uow.settings.load()).version
    try:
        await change(ctx, workspace_id, user, version, lambda old: replace(old, setup_reviewed=True))
    except ChangedMeanwhile:
        return AGAIN
    return DONE
