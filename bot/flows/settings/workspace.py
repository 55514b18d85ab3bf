"""The settings of a single value: where the app reports, the time zone, and what a teammate is at first."""

from dataclasses import replace
from zoneinfo import available_timezones

from bot.domain.roles import Role
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.storage.unit_of_work import UnitOfWork

TIME_ZONE, ROLE = "time_zone", "role"


async def time_zone(ctx: Context, workspace_id: str) -> str:
    """The workspace's own time zone (IANA)."""
    async with ctx.store.read(workspace_id) as uow:
        return (await uow.settings.load()).settings.time_zone


async def currency(ctx: Context, workspace_id: str) -> str:
    """The currency (ISO 4217) in which the workspace counts."""
    async with ctx.store.read(workspace_id) as uow:
        return (await uow.settings.load()).settings.currency


async def post_channel(ctx: Context, workspace_id: str) -> str:
    """The Slack channel in which the team's own messages stand unless another is chosen; empty for none."""
    async with ctx.store.read(workspace_id) as uow:
        return (await uow.settings.load()).settings.post_channel


async def set_channel(ctx: Context, workspace_id: str, user: str, version: int, channel: str) -> Outcome:
    """Where the app reports; empty: to each admin. The caller has asked Slack whether the app is in it."""
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, system_channel=channel))


async def set_post_channel(ctx: Context, workspace_id: str, user: str, version: int, channel: str) -> Outcome:
    """Where the team's own messages stand, unless another channel is chosen; empty: nowhere by default. The
    caller has asked Slack whether the app is in it."""
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, post_channel=channel))


async def set_time_zone(ctx: Context, workspace_id: str, user: str, version: int, zone: str) -> Outcome:
    """By which the months of budgets and reports begin, such as ``America/New_York``, and the days of clients
    are counted of whom nobody knows where they are: their reminders follow in the worker."""
    typed = zone.strip().replace(" ", "_").casefold()
    name = next((known for known in available_timezones() if known.casefold() == typed), None)
    if name is None:
        return Rejected({TIME_ZONE: "There is no such time zone. Type one such as America/New_York."})

    async def reminders_follow(uow: UnitOfWork) -> None:
        await uow.triggers.replan_all()

    new = name
    return await change(
        ctx, workspace_id, user, version, lambda old: replace(old, time_zone=new), reminders_follow
    )


async def set_default_role(ctx: Context, workspace_id: str, user: str, version: int, role: Role) -> Outcome:
    """What a teammate is who was given no role. Nobody becomes an admin by joining the workspace."""
    if role is Role.ADMIN:
        return Rejected({ROLE: "Admins are named one by one, with /messaging roles."})
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, default_role=role))
