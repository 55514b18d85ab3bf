"""Switches on for the sandbox's clinic what an admin would: reminders of appointments and the like."""

from datetime import timedelta

from bot.domain.occasion import OccasionKind
from bot.flows.context import Context, FlowSettings
from bot.flows.occasions.triggers import switch
from bot.ports import Clock
from bot.storage.store import Store

# A greeting to whoever is written down would need their consent to WhatsApp first.
_KINDS = frozenset({OccasionKind.APPOINTMENT, OccasionKind.PAYMENT, OccasionKind.DOCUMENT})


async def switch_on(database: str, admin: str, clock: Clock) -> None:
    """Switch on what a bot that is running on this database begins with, unless one is on already: a folder
    of ``--data`` may have been in use. ``admin`` is the user who is said to have done it."""
    store = Store(database)
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        if workspace is None:
            return
        async with store.read(workspace.id) as uow:
            known = await uow.triggers.all()
        if any(each.is_on for each in known):
            return
        ctx = Context(store, clock, (), FlowSettings("US", "", timedelta(0)))
        for each in known:
            if each.kind in _KINDS:
                await switch(ctx, workspace.id, admin, each.id, is_on=True)
    finally:
        await store.close()
