"""Somebody joined or left a user group, or the group was changed."""

from bot.flows.team.groups import refresh_group
from bot.slack.deps import Deps, Payload
from bot.slack.usergroups import SlackUserGroups


async def handle(deps: Deps, body: Payload) -> None:
    """Ask Slack who is in it now, if it has a role or a budget here.

    Raises PostFailed when Slack does not say, so that the event is sent again.
    """
    event = body["event"]
    group = str(event.get("subteam_id") or (event.get("subteam") or {}).get("id") or "")
    if group:
        await refresh_group(deps.ctx, deps.workspace_id, SlackUserGroups(deps.client), group)
