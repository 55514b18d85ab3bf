"""Whether a teammate may do something, asked before anything is done."""

from bot.domain.roles import Permission, Role, highest
from bot.storage.unit_of_work import UnitOfWork


class NotAllowed(Exception):
    """This teammate may not do it; the message says so, and who may."""


async def role_of(uow: UnitOfWork, user: str) -> Role:
    """A teammate's highest role, by person or by user group; the default one without any."""
    roles = (await uow.roles.of_users([user])).get(user, [])
    return highest(roles, (await uow.settings.load()).settings.default_role)


async def demand(uow: UnitOfWork, user: str, permission: Permission) -> Role:
    """The teammate's role, if it may do this. Raises NotAllowed with a sentence for the teammate."""
    role = await role_of(uow, user)
    if not role.may(permission):
        least = Role.needed_for(permission)
        raise NotAllowed(
            f"You cannot {_WHAT[permission]}: you are {role.named} here, and it takes {least.named}. "
            "Ask an admin to change your role with `/messaging roles`."
        )
    return role


_WHAT = {
    Permission.SEND: "write to clients",
    Permission.MANAGE_CONSENT: "record consent",
    Permission.EDIT_CLIENTS: "add or change clients",
    Permission.SEE_CONTENT: "see what is hidden, the costs or the audit",
    Permission.BATCH: "write to many clients at once",
    Permission.MERGE_CLIENTS: "merge clients",
    Permission.IMPORT_EXPORT: "import or export clients",
    Permission.TEMPLATES: "make or delete templates",
    Permission.OVERRIDE: "send in spite of a rule",
    Permission.CLEAR_DNC: "take a number off the do-not-contact list",
    Permission.SETTINGS: "change settings and roles",
}
