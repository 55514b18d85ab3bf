"""*Post in Slack* was submitted."""

import logging
from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team import post as flow
from bot.flows.team.permissions import NotAllowed
from bot.ports import PostFailed
from bot.slack.blocks.post_form import CHANNEL, FILES, post_view
from bot.slack.deps import Deps, Payload
from bot.slack.failures import described
from bot.slack.fields import Fields
from bot.slack.offered import offered_files
from bot.slack.post_window import first_text, form_in, shows_template, template_in, texts_in
from bot.slack.settings.channel import channel_problem
from bot.slack.windows import user_of

LOOK = "Nothing is posted yet. Read the text as it is now, then press Post again."

log = logging.getLogger(__name__)


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have it posted; what stands against it is said at its field."""
    view = body["view"]
    request = _request(body)
    try:
        if not shows_template(view):
            # It was submitted before the form could show the template's words.
            drawn = post_view(replace(await form_in(deps, body), notice=LOOK))
            await ack(response_action="update", view=drawn)
            return
        problem = await _problem(deps, request.channel) if request.channel else ""
        wrong = {CHANNEL: problem} if problem else await flow.post(deps.ctx, deps.workspace_id, request)
    except NotAllowed as refused:
        wrong = {flow.TEXT: str(refused)}
    if wrong:
        errors = {first_text(view) if name == flow.TEXT else name: said for name, said in wrong.items()}
        await ack(response_action="errors", errors=errors)
        return
    await ack()


def _request(body: Payload) -> flow.PostRequest:
    view = body["view"]
    files = ((view.get("state") or {}).get("values") or {}).get(FILES, {}).get(FILES) or {}
    return flow.PostRequest(
        str(view["id"]),
        user_of(body),
        Fields(view).conversation(CHANNEL),
        # What goes on in another field is another paragraph.
        "\n\n".join(filter(None, texts_in(view))),
        offered_files(files),
        template_in(view),
    )


async def _problem(deps: Deps, channel: str) -> str:
    """Why the app cannot write there. Where Slack does not say, the outbox finds out and tells."""
    try:
        return await channel_problem(deps, channel)
    except PostFailed as failed:
        log.warning("A channel could not be looked at before a post: %s", described(failed))
        return ""
