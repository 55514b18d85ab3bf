"""The form that gives a person a role was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Role
from bot.flows.team.roles import LastAdmin, grant_role
from bot.slack.blocks.roles import ROLE, WHO
from bot.slack.deps import Deps, Payload
from bot.slack.errors import translated
from bot.slack.fields import Fields
from bot.slack.listeners.views.roles.done import done
from bot.slack.windows import user_of

NO_PERSON = "Choose a teammate: apps have no role."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Give it, and show the list with it."""
    fields, user = Fields(body["view"]), user_of(body)
    person = fields.user(WHO)
    if not person or await _is_app(deps, person):
        await ack(response_action="errors", errors={WHO: NO_PERSON})
        return
    try:
        await grant_role(deps.ctx, deps.workspace_id, user, person, Role(fields.option(ROLE)))
    except LastAdmin as refused:
        await ack(response_action="errors", errors={ROLE: str(refused)})
        return
    await done(deps, body["view"], user, ack)


async def _is_app(deps: Deps, person: str) -> bool:
    with translated(repeatable=True):
        answer = await deps.client.users_info(user=person)
    return bool((answer.get("user") or {}).get("is_bot"))
