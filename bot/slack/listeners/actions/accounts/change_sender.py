"""*Change* beside a sender on the page *Numbers and accounts*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.settings.sender_form import sender_form
from bot.slack.windows import pressed_value, say, show, user_of

_GONE = "This number is not set up any more. Close this and open the settings anew."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open its form with what holds now."""
    kept = await load(deps.ctx, deps.workspace_id, user_of(body))
    family, _, address = pressed_value(body).partition(":")
    sender = deps.ctx.sender_of(Channel(family), address)
    await ack()
    if sender is None:
        await say(deps, body, _GONE)
        return
    note = kept.settings.note_on(sender.channel, sender.address)
    await show(deps, body, sender_form(sender, note, kept.version))
