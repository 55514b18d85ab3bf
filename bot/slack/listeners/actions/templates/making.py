"""*New template*: the window in which one is written, and what changes in it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.flows.templates.submit import NO_SENDER, providers_of
from bot.slack.blocks.elements import Block
from bot.slack.blocks.template_new import Written, new_view
from bot.slack.blocks.template_samples import samples_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions import compose_changed
from bot.slack.listeners.actions.templates.opened import show_or_put
from bot.slack.templates.samples import samples_in
from bot.slack.templates.written import as_kept, kept_draft, shown_as, written_in, written_of
from bot.slack.windows import put_in_place, say, user_of


async def opened(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open an empty window, for those who may make templates."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.TEMPLATES)
    await ack()
    if not deps.ctx.senders_for(Channel.WHATSAPP):
        await say(deps, body, NO_SENDER)
        return
    await show_or_put(deps, body, new_view(Written()))


async def kind_chosen(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the fields of the kind that was chosen, with what was written so far."""
    await ack()
    await put_in_place(deps, body, new_view(written_in(body["view"])))


async def change(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Change it*: back to what the template says."""
    await ack()
    draft = kept_draft(body["view"])
    if draft:
        await put_in_place(deps, body, new_view(written_of(draft)))


async def sample_typed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """An example was typed: show the text with it."""
    await ack()
    view = body["view"]
    draft = kept_draft(view)
    if draft is None:
        return

    async def build() -> Block:
        written, offered = samples_in(view, draft), providers_of(deps.ctx)
        return samples_view(draft, shown_as(draft), written, providers=offered, kept=as_kept(draft))

    await compose_changed.draw(deps, body, build)
