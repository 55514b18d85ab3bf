"""The workspace's user groups and who is in them: the UserGroups that roles and budgets are given to."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.ports import PostFailed, UserGroup
from bot.slack.errors import translated
from bot.slack.text import unescape

# The group was deleted, or the workspace is on a plan without user groups.
_GONE = {"no_such_subteam", "plan_upgrade_required"}


class SlackUserGroups:
    """Asks Slack each time: it is asked every few minutes, and when somebody chooses a group."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def all(self) -> list[UserGroup]:
        """Every group that is in use, by name; none where the plan has no groups. Raises PostFailed."""
        try:
            with translated(repeatable=True):
                answer = await self._client.usergroups_list(include_disabled=False)
        except PostFailed as failed:
            if failed.error in _GONE:
                return []
            raise
        found = [
            UserGroup(str(each["id"]), unescape(str(each.get("name") or "")), str(each.get("handle") or ""))
            for each in answer.get("usergroups") or ()
        ]
        return sorted(found, key=lambda group: group.name.casefold())

    async def members(self, group_id: str) -> list[str]:
        """The users in a group; nobody when the group is gone. Raises PostFailed."""
        try:
            with translated(repeatable=True):
                answer = await self._client.usergroups_users_list(usergroup=group_id)
        except PostFailed as failed:
            if failed.error in _GONE:
                return []
            raise
        return [str(user) for user in answer.get("users") or ()]
