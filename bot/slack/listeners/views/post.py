"""*Post in Slack* was submitted."""

import logging

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team import post as flow
from bot.flows.team.permissions import NotAllowed
from bot.ports import PostFailed
from bot.slack.blocks.post_form import CHANNEL, FILES, TEMPLATE_ACTION, text_block
from bot.slack.deps import Deps, Payload
from bot.slack.failures import described
from bot.slack.fields import Fields
from bot.slack.offered import offered_files
from bot.slack.post_window import drawn_in, text_in
from bot.slack.settings.channel import channel_problem
from bot.slack.windows import user_of

log = logging.getLogger(__name__)


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have it posted; what stands against it is said at its field."""
    view = body["view"]
    fields, field = Fields(view), text_block(drawn_in(view))
    request = _request(body, fields)
    try:
        problem = await _problem(deps, request.channel) if request.channel else ""
        wrong = {CHANNEL: problem} if problem else await flow.post(deps.ctx, deps.workspace_id, request)
    except NotAllowed as refused:
        wrong = {flow.TEXT: str(refused)}
    if wrong:
        errors = {field if name == flow.TEXT else name: said for name, said in wrong.items()}
        await ack(response_action="errors", errors=errors)
        return
    await ack()


def _request(body: Payload, fields: Fields) -> flow.PostRequest:
    view = body["view"]
    chosen = fields.of_action(TEMPLATE_ACTION).get("selected_option") or {}
    files = ((view.get("state") or {}).get("values") or {}).get(FILES, {}).get(FILES) or {}
    return flow.PostRequest(
        str(view["id"]),
        user_of(body),
        fields.conversation(CHANNEL),
        text_in(view),
        offered_files(files),
        str(chosen.get("value") or ""),
    )


async def _problem(deps: Deps, channel: str) -> str:
    """Why the app cannot write there. Where Slack does not say, the outbox finds out and tells."""
    try:
        return await channel_problem(deps, channel)
    except PostFailed as failed:
        log.warning("A channel could not be looked at before a post: %s", described(failed))
        return ""
