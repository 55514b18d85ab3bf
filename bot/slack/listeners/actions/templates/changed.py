"""Something changed in a template's window: show the text anew, and what sending it would mean."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.templates.addressee import addressee
from bot.flows.templates.choice import Choice
from bot.flows.templates.known import known_template
from bot.slack.blocks.elements import Block
from bot.slack.blocks.template_form import CALLBACK
from bot.slack.blocks.template_words import said_in
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions import compose_changed
from bot.slack.templates import form
from bot.slack.templates.kept import kept_in
from bot.slack.windows import user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Draw it anew; a template that is gone meanwhile is told when it is sent."""
    await ack()
    view = body["view"]
    kept = kept_in(view)
    template = await known_template(deps.ctx, deps.workspace_id, kept.template)
    who, _ = await addressee(deps.ctx, deps.workspace_id, kept.whom)
    if template is None or who is None:
        return
    choice = Choice(template.id, form.values_in(view, template))

    async def build() -> Block:
        wish = form.wish_of(deps, user_of(body), who, kept, choice, view=view)
        return await form.build(deps, template, who, wish, kept, words=said_in(view))

    await compose_changed.draw(deps, body, build)


async def override_ticked(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Send anyway* stands in two windows, each of which is drawn by its own rules."""
    of_template = body["view"].get("callback_id") == CALLBACK
    await (handle if of_template else compose_changed.handle)(deps, body, ack)
