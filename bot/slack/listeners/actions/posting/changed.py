"""The form *Post in Slack* has changed: the text is counted, filled in by a template, or given more room."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team.permissions import NotAllowed
from bot.slack.blocks.elements import Block
from bot.slack.blocks.post_form import MOST_FIELDS, post_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.compose_changed import draw
from bot.slack.post_window import form_in
from bot.slack.windows import say


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Count what stands there now, with the words of a template that was just chosen."""
    await _draw(deps, body, ack, more=0)


async def one_more(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show one more field for the text."""
    await _draw(deps, body, ack, more=1)


async def _draw(deps: Deps, body: Payload, ack: AsyncAck, *, more: int) -> None:
    await ack()

    async def build() -> Block:
        form = await form_in(deps, body)
        texts = (*form.texts, *[""] * more)[:MOST_FIELDS]
        return post_view(replace(form, texts=texts))

    try:
        await draw(deps, body, build)
    except NotAllowed as refused:
        await say(deps, body, str(refused))
