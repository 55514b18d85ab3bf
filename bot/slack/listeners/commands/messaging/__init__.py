"""``/messaging``: its sub-commands by their name."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.listeners.commands.messaging import audit, costs, dnc, help_, post, roles, settings, templates

# Each gets what was typed behind its name.
Subcommand = Callable[[Deps, Payload, AsyncAck, str], Awaitable[None]]

SUBCOMMANDS: dict[str, Subcommand] = {
    "help": help_.handle,
    "dnc": dnc.handle,
    "post": post.handle,
    "costs": costs.handle,
    "audit": audit.handle,
    "settings": settings.handle,
    "templates": templates.handle,
    "roles": roles.handle,
}


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Run the sub-command that was typed; anything else is answered with help."""
    name, _, rest = str(body.get("text") or "").strip().partition(" ")
    subcommand = SUBCOMMANDS.get(name.lower())
    if subcommand is None:
        await help_.handle(deps, body, ack, name)
        return
    await subcommand(deps, body, ack, rest.strip())
