"""The menu of the team's templates in the compose form: those that go by the channel that is chosen there."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.message_templates.catalog import search
from bot.slack import choices, form
from bot.slack.blocks.ready_words import NOTHING_FITS, no_template, option_of
from bot.slack.deps import Deps, Payload
from bot.slack.typed import typed

# Slack takes at most a hundred, the first of which takes the template out again.
_LIMIT = 99


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer those that hold what is typed; before anything is typed, all of them."""
    query = str(body.get("value") or "").strip()
    channel = typed(body.get("view") or {}, form.channels(deps)[0]).channel
    found = await search(deps.ctx, deps.workspace_id, query, channel)
    options = [option_of(each) for each in found[:_LIMIT]]
    none = [] if query or not options else [no_template()]
    await ack(options=[*none, *options] or [choices.explaining(NOTHING_FITS)])
