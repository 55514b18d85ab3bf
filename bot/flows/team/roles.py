"""Giving and taking roles, and how a workspace gets its first admin."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.roles import Permission, Role
from bot.flows.context import Context
from bot.flows.team.permissions import demand, role_of
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.roles import Grant
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Grant", "Team", "claim_admin", "grant_role", "list_roles", "my_role", "revoke_role"]

# Somebody at the command line has the database in hand: no Slack user, and every right.
OPERATOR = ""

BECAME_ADMIN = (
    "Nobody was an admin of this app yet. You are an admin of the Slack workspace, so you are the first now."
)
NO_ADMIN_YET = (
    "Nobody is an admin of this app yet. An owner or admin of the Slack workspace becomes the first one by "
    "typing `/messaging settings`."
)
LAST_ADMIN = "This is the last admin. Make somebody else an admin first."


class LastAdmin(Exception):
    """Without this grant nobody could change settings or roles any more."""


@dataclass(frozen=True)
class Team:
    """Who has which role; ``members`` are the people in each user group that has one."""

    grants: tuple[Grant, ...]
    members: dict[str, list[str]]
    default_role: Role


async def has_admin(uow: UnitOfWork) -> bool:
    """Whether there is somebody who may change roles: a group without people is nobody."""
    return _somebody_is_admin(await uow.roles.all(), await _admin_members(uow))


async def claim_admin(ctx: Context, workspace_id: str, user: str) -> bool:
    """Make an admin of the Slack workspace the first admin; False when somebody is one already.

    The caller has asked Slack whether ``user`` is an owner or admin there.
    """
    async with ctx.store.write(workspace_id) as uow:
        await uow.roles.lock()
        if await has_admin(uow):
            return False
        now = ctx.clock.now()
        await uow.roles.grant(Grant(user, Role.ADMIN, None, now))
        await uow.audit.write([Deed(user, "admin_claimed", now, detail={"subject": user})])
        return True


async def list_roles(ctx: Context, workspace_id: str, user: str) -> Team:
    """Every role that was given. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await _may_change(uow, user)
        grants = await uow.roles.all()
        groups = [grant.subject for grant in grants if is_group(grant.subject)]
        settings = (await uow.settings.load()).settings
        return Team(tuple(grants), await uow.roles.members(groups), settings.default_role)


async def my_role(ctx: Context, workspace_id: str, user: str) -> tuple[Role, bool]:
    """A teammate's role, and whether there is an admin at all."""
    async with ctx.store.read(workspace_id) as uow:
        return await role_of(uow, user), await has_admin(uow)


async def ensure(ctx: Context, workspace_id: str, user: str, permission: Permission) -> None:
    """Ask before a form is opened, so that nobody fills one in in vain. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand(uow, user, permission)


async def grant_role(
    ctx: Context,
    workspace_id: str,
    user: str,
    subject: str,
    role: Role,
    members: Sequence[str] | None = None,
) -> None:
    """Give a person or a user group a role; ``members`` are a group's people, where Slack has told them.

    Raises NotAllowed, and LastAdmin when nobody would be an admin after it.
    """
    async with ctx.store.write(workspace_id) as uow:
        await uow.roles.lock()
        await _may_change(uow, user)
        before = await _role_given(uow, subject)
        had_admin, now = await has_admin(uow), ctx.clock.now()
        await uow.roles.grant(Grant(subject, role, user or None, now))
        if members is not None:
            await uow.roles.set_members(subject, members)
        await _keep_an_admin(uow, had_admin)
        await uow.audit.write([_granted(user, subject, before, role, now)])


async def revoke_role(ctx: Context, workspace_id: str, user: str, subject: str) -> bool:
    """Take a role away; False when there was none. Raises NotAllowed and LastAdmin as above."""
    async with ctx.store.write(workspace_id) as uow:
        await uow.roles.lock()
        await _may_change(uow, user)
        before = await _role_given(uow, subject)
        if before is None:
            return False
        had_admin, now = await has_admin(uow), ctx.clock.now()
        await uow.roles.revoke(subject)
        await _keep_an_admin(uow, had_admin)
        detail = {"subject": subject, "from": before.value, **_way(user)}
        await uow.audit.write([Deed(user, "role_revoked", now, detail=detail)])
        return True


def is_group(subject: str) -> bool:
    """Whether a Slack id is a user group's rather than a person's."""
    return subject.startswith("S")


async def _may_change(uow: UnitOfWork, user: str) -> None:
    if user != OPERATOR:
        await demand(uow, user, Permission.SETTINGS)


async def _role_given(uow: UnitOfWork, subject: str) -> Role | None:
    return next((grant.role for grant in await uow.roles.all() if grant.subject == subject), None)


async def _keep_an_admin(uow: UnitOfWork, had_admin: bool) -> None:
    # A workspace that has none yet may be given other roles first.
    if had_admin and not await has_admin(uow):
        raise LastAdmin(LAST_ADMIN)


async def _admin_members(uow: UnitOfWork) -> dict[str, list[str]]:
    grants = await uow.roles.all()
    return await uow.roles.members(g.subject for g in grants if g.role is Role.ADMIN and is_group(g.subject))


def _somebody_is_admin(grants: Sequence[Grant], members: dict[str, list[str]]) -> bool:
    admins = [grant.subject for grant in grants if grant.role is Role.ADMIN]
    return any(not is_group(subject) or subject in members for subject in admins)


def _granted(user: str, subject: str, before: Role | None, role: Role, now: datetime) -> Deed:
    detail = {"subject": subject, "from": before.value if before else None, "to": role.value, **_way(user)}
    return Deed(user, "role_granted", now, detail=detail)


def _way(user: str) -> dict[str, str]:
    return {"by": "command line"} if user == OPERATOR else {}
