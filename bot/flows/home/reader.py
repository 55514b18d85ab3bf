"""Who looks at the Home tab, and what there is for them."""

from dataclasses import dataclass

from bot.domain.roles import Permission, Role, highest
from bot.domain.settings import WorkspaceSettings
from bot.flows.context import Context
from bot.flows.team.roles import has_admin
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Reader:
    """A teammate's role. ``chosen``: it was given to them, by person or by group, and is not the one that
    everybody has. ``admins``: the people and user groups who may change settings; empty: nobody may yet.
    ``has_clients``: there are clients at all."""

    user: str
    role: Role
    chosen: bool
    admins: tuple[str, ...]
    has_clients: bool
    settings: WorkspaceSettings

    def may(self, permission: Permission) -> bool:
        """Whether they may do it."""
        return self.role.may(permission)


async def reader_of(ctx: Context, workspace_id: str, user: str) -> Reader:
    """The teammate as the Home tab must know them."""
    async with ctx.store.read(workspace_id) as uow:
        roles = (await uow.roles.of_users([user])).get(user, [])
        settings = (await uow.settings.load()).settings
        return Reader(
            user=user,
            role=highest(roles, settings.default_role),
            chosen=bool(roles),
            admins=await _admins(uow) if await has_admin(uow) else (),
            has_clients=await uow.client_list.has_any(),
            settings=settings,
        )


async def _admins(uow: UnitOfWork) -> tuple[str, ...]:
    return tuple(grant.subject for grant in await uow.roles.all() if grant.role is Role.ADMIN)
