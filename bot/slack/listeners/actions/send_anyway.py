"""*Send anyway* and *Send now anyway*: ask for the reason."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.answers import is_ephemeral, open_view, place
from bot.slack.blocks.anyway import Asked, anyway_view
from bot.slack.deps import Deps, Payload


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form for the reason; whether this person may is decided when it is submitted."""
    await ack()
    channel, thread = place(body)
    # Only what one person sees is changed by this address: a post for all keeps what it says.
    address = str(body.get("response_url") or "") if is_ephemeral(body) else ""
    message_id = str(body["actions"][0].get("value") or "")
    await open_view(deps, body, anyway_view(Asked(message_id, channel, thread or "", address)))
