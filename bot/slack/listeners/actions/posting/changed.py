"""The form *Post in Slack* has changed: the text is counted, or a template fills it in."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team.permissions import NotAllowed
from bot.flows.team.post import words_of
from bot.slack.blocks.post_form import post_view
from bot.slack.deps import Deps, Payload
from bot.slack.post_window import form_in
from bot.slack.windows import put_in_place, say


async def typed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Count what stands there now."""
    await ack()
    await _draw(deps, body, fills=False)


async def template_chosen(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Put the template's words in the place of the text."""
    await ack()
    await _draw(deps, body, fills=True)


async def _draw(deps: Deps, body: Payload, *, fills: bool) -> None:
    try:
        form = await form_in(deps, body)
    except NotAllowed as refused:
        await say(deps, body, str(refused))
        return
    if fills and form.template_id:
        words = await words_of(deps.ctx, deps.workspace_id, form.template_id)
        form = replace(form, text=words, drawn=form.drawn + 1)
    await put_in_place(deps, body, post_view(form))
