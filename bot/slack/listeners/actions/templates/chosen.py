"""*Use*: the template's own window, filled in as far as that can be told."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.templates.addressee import addressee
from bot.flows.templates.choice import GONE, Choice
from bot.flows.templates.known import known_template
from bot.flows.templates.suggest import suggestions
from bot.slack.blocks.template_words import said_in
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.templates.opened import NOBODY
from bot.slack.templates import form
from bot.slack.templates.kept import kept_in
from bot.slack.windows import pressed_value, put_in_place, say, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show it in the place of the list, which *Choose another* brings back."""
    await ack()
    view = body["view"]
    kept, id_ = kept_in(view), pressed_value(body)
    template = await known_template(deps.ctx, deps.workspace_id, id_)
    who, _ = await addressee(deps.ctx, deps.workspace_id, kept.whom)
    if template is None or who is None:
        await say(deps, body, GONE if template is None else NOBODY)
        return
    likely = await suggestions(deps.ctx, deps.workspace_id, template, who)
    wish = form.wish_of(deps, user_of(body), who, kept, Choice(id_, likely))
    await put_in_place(deps, body, await form.build(deps, template, who, wish, kept, words=said_in(view)))
