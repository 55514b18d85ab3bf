"""The sandbox's clinic has decided on a time zone and a budget, unless somebody has decided otherwise."""

from dataclasses import replace
from decimal import Decimal

from bot.commands.sandbox_settings import decide
from bot.sandbox.seed_templates import OPT_IN
from bot.storage.store import Store
from tests.support.world import StoppedClock

ZONE, BUDGET, PHONE = "America/New_York", Decimal(25), "+12025550100"


async def test_the_clinic_has_a_time_zone_and_a_budget(
    store: Store, workspace_id: str, clock: StoppedClock
) -> None:
    await decide(store.url, ZONE, BUDGET, OPT_IN, PHONE, clock)
    async with store.read(workspace_id) as uow:
        kept = (await uow.settings.load()).settings
    assert (kept.time_zone, kept.budget.amount, kept.budget.messages) == (ZONE, BUDGET, None)
    assert kept.answers.phone == PHONE
    assert (kept.opt_in.template, kept.opt_in.is_on) == (OPT_IN, True)


async def test_what_somebody_has_decided_stays(store: Store, workspace_id: str, clock: StoppedClock) -> None:
    async with store.write(workspace_id) as uow:
        mine = replace((await uow.settings.load()).settings, time_zone="Europe/Berlin")
        await uow.settings.save(mine, 0, "U0ADMIN", clock.now())
    await decide(store.url, ZONE, BUDGET, OPT_IN, PHONE, clock)
    async with store.read(workspace_id) as uow:
        assert (await uow.settings.load()).settings == mine


async def test_without_a_workspace_nothing_is_decided(store: Store, clock: StoppedClock) -> None:
    await decide(store.url, ZONE, BUDGET, OPT_IN, PHONE, clock)
    async with store.workspaces() as workspaces:
        assert await workspaces.only() is None
