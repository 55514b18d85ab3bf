"""Decides for the sandbox's clinic what an admin would: its time zone, what texts may cost in a month,
the number that clients may call, and the template that asks them before a first WhatsApp text."""

from dataclasses import replace
from decimal import Decimal

from bot.commands.sandbox_workspace import the_workspace
from bot.domain.settings import Budget
from bot.ports import Clock


async def decide(
    database: str, time_zone: str, budget: Decimal, opt_in: str, phone: str, clock: Clock
) -> None:
    """Store all of it for the workspace of a bot that is running on this database.

    What somebody has decided already stays: a folder of ``--data`` may have been in use.
    """
    async with the_workspace(database, clock) as found:
        if found is None:
            return
        ctx, workspace_id = found
        async with ctx.store.write(workspace_id) as uow:
            kept = await uow.settings.load()
            if kept.version == 0:
                chosen = replace(
                    kept.settings,
                    time_zone=time_zone,
                    budget=Budget(budget),
                    opt_in=replace(kept.settings.opt_in, template=opt_in),
                    answers=replace(kept.settings.answers, phone=phone),
                )
                await uow.settings.save(chosen, 0, None, clock.now())
