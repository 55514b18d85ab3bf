"""*Archive* was confirmed."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.message_templates.listing import known
from bot.flows.message_templates.write import archive
from bot.slack.blocks.message_templates.archive import archive_view
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.message_templates import listing
from bot.slack.windows import remembered, user_of

DONE = "The template is archived."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Archive it, and show the list without it; or say why it cannot be."""
    view = body["view"]
    template_id = str(remembered(view).get("template") or "")
    template = await known(deps.ctx, deps.workspace_id, template_id)
    why_not = await archive(deps.ctx, deps.workspace_id, user_of(body), template_id)
    if why_not:
        below = listing.below_of(view)
        said = archive_view(template, below, why_not) if template else notice_view("Not done", why_not)
        await ack(response_action="update", view=said)
        return
    await listing.redraw_list_below(deps, body, DONE)
    await ack()
