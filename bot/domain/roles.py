"""Who in the team may do what. A role holds everything that the lower ones do."""

from enum import StrEnum


class Permission(StrEnum):
    """Something that not everybody may do."""

    SEND = "send"  # Write to one client at a time.
    MANAGE_CONSENT = "manage_consent"  # Record consent, and put numbers on the do-not-contact list.
    EDIT_CLIENTS = "edit_clients"  # Add clients, change what is known of them, mark numbers as spam.
    SEE_CONTENT = "see_content"  # Reveal what was hidden from the thread; read costs and the audit.
    BATCH = "batch"  # Write to many at once.
    MERGE_CLIENTS = "merge_clients"  # Make two clients one, and undo it.
    IMPORT_EXPORT = "import_export"  # Bring many clients in from a file, and take all of them out in one.
    TEMPLATES = "templates"  # Write the team's templates; make and delete WhatsApp's.
    OVERRIDE = "override"  # Send in spite of a rule that allows it, with a reason.
    CLEAR_DNC = "clear_dnc"  # Take a number off the do-not-contact list, with evidence.
    SETTINGS = "settings"  # Change the rules, the roles and the budgets.


class Role(StrEnum):
    """What a teammate is, from the least to the most."""

    VIEWER = "viewer"
    SENDER = "sender"
    MANAGER = "manager"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Its place in the order."""
        return list(Role).index(self)

    @property
    def named(self) -> str:
        """As it is said of somebody: *a sender*, *an admin*."""
        return f"an {self.value}" if self is Role.ADMIN else f"a {self.value}"

    def may(self, permission: Permission) -> bool:
        """Whether somebody of this role may do it."""
        return permission in _PERMISSIONS[self]

    @classmethod
    def needed_for(cls, permission: Permission) -> "Role":
        """The least role that may do it."""
        return next(role for role in cls if role.may(permission))


_SENDER = frozenset({Permission.SEND, Permission.MANAGE_CONSENT, Permission.EDIT_CLIENTS})
_MANAGER = _SENDER | {
    Permission.SEE_CONTENT,
    Permission.BATCH,
    Permission.MERGE_CLIENTS,
    Permission.IMPORT_EXPORT,
    Permission.TEMPLATES,
    Permission.OVERRIDE,
    Permission.CLEAR_DNC,
}
_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset(),
    Role.SENDER: _SENDER,
    Role.MANAGER: _MANAGER,
    Role.ADMIN: frozenset(Permission),
}


def highest(roles: "list[Role]", default: Role) -> Role:
    """The highest of somebody's roles; ``default`` for somebody who was given none."""
    return max(roles, key=lambda role: role.rank, default=default)
