"""*Set a reminder* on a message in a client's thread."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.occasion import OccasionKind
from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.slack import choices
from bot.slack.answers import open_view, person
from bot.slack.blocks.occasion_form import Entered
from bot.slack.deps import Deps, Payload
from bot.slack.pointed import client_there, pointed
from bot.slack.reminders.form import build
from bot.slack.reminders.kept import Kept


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form for the thread's client."""
    await ack()
    about = await client_there(deps, body)
    if about is None:
        return
    await ensure(deps.ctx, deps.workspace_id, person(body), Permission.SEND)
    entered = Entered(OccasionKind.APPOINTMENT, choices.for_client(about.client))
    await open_view(deps, body, await build(deps, entered, Kept(origin=pointed(body).channel)))
