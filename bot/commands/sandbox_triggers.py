"""Switches on for the sandbox's clinic what an admin would: reminders of appointments and the like."""

from bot.commands.sandbox_workspace import the_workspace
from bot.domain.occasion import OccasionKind
from bot.flows.occasions.triggers import switch
from bot.ports import Clock

# A greeting to whoever is written down would need their consent to WhatsApp first.
_KINDS = frozenset({OccasionKind.APPOINTMENT, OccasionKind.PAYMENT, OccasionKind.DOCUMENT})


async def switch_on(database: str, admin: str, clock: Clock) -> None:
    """Switch on what a bot that is running on this database begins with, unless one is on already: a folder
    of ``--data`` may have been in use. ``admin`` is the user who is said to have done it."""
    async with the_workspace(database, clock) as found:
        if found is None:
            return
        ctx, workspace_id = found
        async with ctx.store.read(workspace_id) as uow:
            known = await uow.triggers.all()
        if any(each.is_on for each in known):
            return
        for each in known:
            if each.kind in _KINDS:
                await switch(ctx, workspace_id, admin, each.id, is_on=True)
