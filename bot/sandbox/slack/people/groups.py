"""Changing who is in a user group."""

from collections.abc import Sequence

from bot.sandbox.slack.errors import CannotDoError
from bot.sandbox.slack.people.base import Acting


class Groups(Acting):
    """What admins do with user groups."""

    def set_group(self, user: str, group_id: str, members: Sequence[str]) -> None:
        """Say who is in a group from now on; the app hears who came and who went."""
        if not self._person(user).is_admin:
            raise CannotDoError("Only an admin of this workspace changes user groups.")
        group = self._workspace.groups.get(group_id)
        if group is None or group.disabled_at:
            raise CannotDoError("There is no such user group.")
        wanted = list(dict.fromkeys(members))
        if not wanted:
            raise CannotDoError("A user group has at least one member.")
        for member in wanted:
            self._person(member)
        self._workspace.set_group(group, wanted, by=user)
