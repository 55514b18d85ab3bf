"""The form that gives a user group a role was submitted."""

import logging

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Role
from bot.flows.team.roles import LastAdmin, grant_role
from bot.ports import PostFailed
from bot.slack.blocks.roles import ROLE, WHO
from bot.slack.deps import Deps, Payload
from bot.slack.failures import described
from bot.slack.fields import Fields
from bot.slack.listeners.views.roles.done import done
from bot.slack.usergroups import SlackUserGroups
from bot.slack.windows import user_of

log = logging.getLogger(__name__)


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Give it to everybody who is in the group now, and to who joins it later."""
    fields, user = Fields(body["view"]), user_of(body)
    group = fields.option(WHO)
    members = await _members(deps, group)
    try:
        role = Role(fields.option(ROLE))
        await grant_role(deps.ctx, deps.workspace_id, user, group, role, members)
    except LastAdmin as refused:
        await ack(response_action="errors", errors={ROLE: str(refused)})
        return
    await done(deps, body["view"], user, ack)


async def _members(deps: Deps, group: str) -> list[str] | None:
    """Who is in the group; None when Slack does not say just now: the worker asks again in a few minutes."""
    try:
        return await SlackUserGroups(deps.client).members(group)
    except PostFailed as failed:
        log.warning("The people of a user group could not be read yet: %s", described(failed))
        return None
