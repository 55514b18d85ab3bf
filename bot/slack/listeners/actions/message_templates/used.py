"""*Use* on a template: the form for a message, or for a post in Slack, with it chosen."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.message_template import Reach
from bot.domain.roles import Permission
from bot.flows.message_templates.kept import GONE
from bot.flows.message_templates.listing import known
from bot.flows.team.roles import ensure
from bot.slack import form
from bot.slack.deps import Deps, Payload
from bot.slack.message_templates.using import channel_for, start_with
from bot.slack.post_window import open_post
from bot.slack.windows import pressed_value, say, show, user_of

NO_SENDER = "No sender is set up for the way this template goes. Ask an admin to add one."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it on top of the list."""
    user = user_of(body)
    await ensure(deps.ctx, deps.workspace_id, user, Permission.SEND)
    await ack()
    template = await known(deps.ctx, deps.workspace_id, pressed_value(body))
    if template and template.reach is Reach.SLACK:
        await open_post(deps, body, template.id)
        return
    channel = channel_for(deps, template) if template else None
    if template is None or channel is None:
        await say(deps, body, NO_SENDER if template else GONE)
        return
    await show(deps, body, await form.build(deps, user, start_with(template, channel)))
