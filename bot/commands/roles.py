"""``bot roles``: who may do what, at the command line, for when nobody can say so in Slack."""

import re
from collections.abc import Awaitable, Callable

from bot.cannot_start import CannotStart
from bot.commands.prepare import run_async, settings_of
from bot.config import StorageSettings
from bot.domain.roles import Role
from bot.flows.context import Context
from bot.flows.team.roles import OPERATOR, LastAdmin, grant_role, is_group, list_roles, revoke_role

_SUBJECT = re.compile("[UWS][A-Z0-9]{2,30}")

Work = Callable[[Context, str], Awaitable[list[str]]]


def show() -> None:
    """Print every role that was given."""
    _run(_listed)


def grant(subject: str, role: Role) -> None:
    """Give a person or a user group a role."""
    _check(subject)

    async def work(ctx: Context, workspace_id: str) -> list[str]:
        await grant_role(ctx, workspace_id, OPERATOR, subject, role)
        told = f"{subject} is {role.named} now."
        later = " Its people are read from Slack by the worker, within five minutes."
        return [told + later if is_group(subject) else told]

    _run(work)


def revoke(subject: str) -> None:
    """Take a role away."""
    _check(subject)

    async def work(ctx: Context, workspace_id: str) -> list[str]:
        if await revoke_role(ctx, workspace_id, OPERATOR, subject):
            return [f"{subject} has no role of its own any more."]
        return [f"{subject} had no role of its own."]

    _run(work)


async def _listed(ctx: Context, workspace_id: str) -> list[str]:
    team = await list_roles(ctx, workspace_id, OPERATOR)
    lines = [f"{grant.subject:<14}{grant.role.value}" for grant in team.grants]
    return [*lines, f"Everybody else is {team.default_role.named}."]


def _check(subject: str) -> None:
    if not _SUBJECT.fullmatch(subject):
        raise CannotStart(
            f"“{subject[:40]}” is no id of Slack's. Copy a member's id (U…) from their profile, or a user "
            "group's (S…) from its page."
        )


def _run(work: Work) -> None:
    settings = settings_of(StorageSettings)
    from bot import wiring  # noqa: PLC0415 - a wrong setting is told before everything is loaded.

    async def main() -> None:
        async with wiring.workspace(settings) as (ctx, workspace_id):
            try:
                lines = await work(ctx, workspace_id)
            except LastAdmin as refused:
                raise CannotStart(str(refused)) from None
        print("\n".join(lines))  # noqa: T201 - the answer to the person who asked.

    run_async(main())
