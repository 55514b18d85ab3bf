"""*Message* and *Schedule* on a client's card: the form for this client."""

from datetime import datetime

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.find import client_by_id
from bot.flows.outbound.usual import usual_route
from bot.slack import choices, form
from bot.slack.answers import person, place
from bot.slack.deps import Deps, Payload
from bot.slack.typed import Typed
from bot.slack.windows import say, show, subject

GONE = "This client does not exist any more. Use /sms to find another."
NO_SENDER = "No sender is set up, so nothing can be sent. Ask an admin to add one."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form with the card's client chosen, on the channel that the two of you used last."""
    await _open(deps, body, ack, None)


async def schedule(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The same with a time chosen already: the next full hour."""
    await _open(deps, body, ack, await form.next_hour(deps))


async def _open(deps: Deps, body: Payload, ack: AsyncAck, send_at: datetime | None) -> None:
    await ack()
    client = await client_by_id(deps.ctx, deps.workspace_id, subject(body))
    usable = form.channels(deps)
    if client is None or not usable:
        await say(deps, body, NO_SENDER if client else GONE)
        return
    route = await usual_route(deps.ctx, deps.workspace_id, client.id)
    start = Typed(
        route.channel.family if route else usable[0],
        choices.for_client(client),
        sender=route.sender.address if route else None,
        origin=place(body)[0],
        send_at=send_at,
    )
    await show(deps, body, await form.build(deps, person(body), start))
