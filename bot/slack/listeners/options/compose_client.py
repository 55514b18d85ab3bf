"""The client menu of the compose form: who matches what is typed."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.search import SearchResult, search
from bot.slack import choices
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload

NOBODY = "No client has that name. Type a phone number to add one."
# Slack takes at most a hundred; nobody reads that many.
_LIMIT = 50


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer the matching clients, then the number itself when no client has it."""
    found = await search(deps.ctx, deps.workspace_id, str(body.get("value") or ""), _LIMIT)
    await ack(options=_options(found))


def _options(found: SearchResult) -> list[Block]:
    options = [choices.for_client(client) for client in found.clients]
    if found.new_number:
        options.append(choices.for_new_number(found.new_number))
    return options or [choices.explaining(found.problem or NOBODY)]
