"""A message was written, changed or deleted somewhere: keep it if a teammate did it in a thread."""

from bot.flows.inbound.slack_events import SlackEvent
from bot.slack.deps import Deps, Payload
from bot.slack.messages import concerns_us, message_key, order_root


async def handle(deps: Deps, body: Payload) -> None:
    """Keep the event durably; the worker reads it. Raises what went wrong when it is not kept."""
    event = body["event"]
    if not concerns_us(event):
        return
    await deps.intake(
        SlackEvent(
            event_id=str(body["event_id"]),
            team_id=str(body.get("team_id") or ""),
            order_key=f"{event.get('channel', '')}:{order_root(event)}",
            # The envelope around it holds a token, and nothing that is needed later.
            payload={"type": body["type"], "event": event},
            message_key=message_key(event),
        )
    )
