"""usergroups.*: the groups that can be mentioned like a person, and who is in them."""

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_2, Method
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json
from bot.sandbox.slack.shapes import group_json


def usergroups_list(installation: Installation, arguments: Arguments) -> Json:
    """usergroups.list: the members and their number only when asked for, disabled groups too."""
    _check_team(installation, arguments, "invalid_team")
    disabled = arguments.flag("include_disabled")
    groups = [group for group in installation.workspace.groups.values() if disabled or not group.disabled_at]
    shown = []
    for group in groups:
        entry = group_json(group, installation.config)
        if arguments.flag("include_users"):
            entry["users"] = list(group.users)
        if arguments.flag("include_count"):
            entry["user_count"] = len(group.users)
        shown.append(entry)
    return {"usergroups": shown}


def usergroups_users_list(installation: Installation, arguments: Arguments) -> Json:
    """usergroups.users.list: who is in one group."""
    _check_team(installation, arguments, "no_such_subteam")
    group = installation.workspace.groups.get(arguments.required("usergroup"))
    if group is None or (group.disabled_at and not arguments.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def _check_team(installation: Installation, arguments: Arguments, error: str) -> None:
    if arguments.text("team_id") not in ("", installation.config.team_id):
        raise SlackError(error)


METHODS = [
    Method("usergroups.list", usergroups_list, ("usergroups:read",), TIER_2, takes_json=False),
    Method("usergroups.users.list", usergroups_users_list, ("usergroups:read",), TIER_2, takes_json=False),
]
