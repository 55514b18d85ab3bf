"""*Remind* on a client's card, and *New* in the list: the form for an occasion."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client import Client
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Permission
from bot.flows.clients.find import client_by_id
from bot.flows.team.roles import ensure
from bot.slack import choices
from bot.slack.answers import place
from bot.slack.blocks.occasion_form import Entered
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import the_client
from bot.slack.reminders.form import build
from bot.slack.reminders.kept import Kept, kept_over
from bot.slack.windows import show, user_of


async def for_client(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form with the card's client chosen."""
    client = await the_client(deps, body, ack, Permission.SEND)
    if client:
        await _open(deps, body, client, OccasionKind.APPOINTMENT)


async def from_list(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it for what the list shows: its kind, or its client."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.SEND)
    await ack()
    over = kept_over(body)
    client = await client_by_id(deps.ctx, deps.workspace_id, over.client) if over and over.client else None
    await _open(deps, body, client, over.kind if over else OccasionKind.APPOINTMENT)


async def _open(deps: Deps, body: Payload, client: Client | None, kind: OccasionKind) -> None:
    entered = Entered(kind, choices.for_client(client) if client else None)
    kept = Kept(origin=place(body)[0], over=kept_over(body))
    await show(deps, body, await build(deps, entered, kept))
