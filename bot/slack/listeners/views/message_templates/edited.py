"""*Save* in the window in which a template is written: what cannot be kept is said at its field."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.message_template import MessageTemplate
from bot.flows.message_templates.kept import Rejected
from bot.flows.message_templates.listing import known
from bot.flows.message_templates.write import change, create
from bot.slack.blocks.message_templates.editor import Written, saved_words
from bot.slack.deps import Deps, Payload
from bot.slack.message_templates import listing
from bot.slack.message_templates.written import at_fields, draft_of, written_in
from bot.slack.template_lists import Asked
from bot.slack.windows import user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Keep it; the list below, or in its place, says so."""
    written = written_in(body["view"])
    outcome = await _keep(deps, body, written)
    if isinstance(outcome, Rejected):
        await ack(response_action="errors", errors=at_fields(outcome.errors, written))
        return
    said = saved_words(outcome)
    if await listing.redraw_list_below(deps, body, said):
        await ack()
        return
    view = await listing.build(deps, Asked(user_of(body)), said)
    await ack(response_action="update", view=view)


async def _keep(deps: Deps, body: Payload, written: Written) -> MessageTemplate | Rejected:
    user, where = user_of(body), (deps.ctx, deps.workspace_id)
    if not written.template_id:
        # One form is one wish: Slack may hand the same submission in twice.
        return await create(*where, user, draft_of(written, None), f"view:{body['view']['id']}")
    before = await known(*where, written.template_id)
    draft = draft_of(written, before)
    return await change(*where, user, written.template_id, draft, written.version)
