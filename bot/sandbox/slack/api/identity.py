"""auth.test, team.info and users.*: who is who."""

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_2, TIER_3, TIER_4, Method
from bot.sandbox.slack.api.paging import page
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json, User
from bot.sandbox.slack.shapes import user_json


def auth_test(installation: Installation, _: Arguments) -> Json:
    """auth.test: needs no scope; names the workspace and the bot."""
    config = installation.config
    return {
        "url": f"https://{config.team_domain}.slack.com/",
        "team": config.team_name,
        "user": installation.workspace.users[config.app.bot_user_id].name,
        "team_id": config.team_id,
        "user_id": config.app.bot_user_id,
        "bot_id": config.app.bot_id,
        "is_enterprise_install": False,
    }


def team_info(installation: Installation, _: Arguments) -> Json:
    """team.info."""
    config = installation.config
    team = {"id": config.team_id, "name": config.team_name, "domain": config.team_domain, "email_domain": ""}
    return {"team": team}


def users_info(installation: Installation, arguments: Arguments) -> Json:
    """users.info; the language in which somebody uses Slack only where that is asked for."""
    user = installation.workspace.users.get(arguments.required("user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": _shown(installation, arguments, user)}


def users_list(installation: Installation, arguments: Arguments) -> Json:
    """users.list."""
    shown, cursor = page(list(installation.workspace.users.values()), arguments)
    return {
        "members": [_shown(installation, arguments, user) for user in shown],
        "cache_ts": int(installation.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


def _shown(installation: Installation, arguments: Arguments, user: User) -> Json:
    with_email, with_locale = installation.has("users:read.email"), arguments.flag("include_locale")
    return user_json(user, installation.config, with_email=with_email, with_locale=with_locale)


METHODS = [
    Method("auth.test", auth_test),
    Method("team.info", team_info, ("team:read",), TIER_3, takes_json=False),
    Method("users.info", users_info, ("users:read",), TIER_4, takes_json=False),
    Method("users.list", users_list, ("users:read",), TIER_2, takes_json=False),
]
