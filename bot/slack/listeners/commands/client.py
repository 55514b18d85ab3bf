"""``/client``: what is known of a client, and consent by hand."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client import Client
from bot.flows.clients.search import SearchResult, search
from bot.slack.blocks.client import pick_view
from bot.slack.blocks.help import help_message
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.text import to_phone
from bot.slack.windows import show

NOBODY = "No client fits that. Type /client and a name or a number, or /sms and a number to add a client."
NEW = "Nobody has that number yet. Type /sms and the number to write to it: that adds the client."
_HELP_WORDS = {"help", "?", "-h", "--help"}
_MOST = 20


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the window on the client that was typed; on several, the choice between them."""
    typed = to_phone(str(body.get("text") or ""), {}, keep_marks=True)
    if typed.lower() in _HELP_WORDS:
        message = help_message()
        await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")
        return
    found = await search(deps.ctx, deps.workspace_id, typed, _MOST) if typed else SearchResult()
    if typed and not found.clients:
        await ack(text=found.problem or (NEW if found.new_number else NOBODY), response_type="ephemeral")
        return
    meant = _meant(found.clients, typed)
    view = await client_window(deps, meant.id) if meant else None
    await show(deps, body, view or pick_view(list(found.clients)))
    await ack()


def _meant(clients: tuple[Client, ...], typed: str) -> Client | None:
    """The only one that fits, or the only one of exactly this name."""
    if len(clients) == 1:
        return clients[0]
    named = [client for client in clients if client.name.casefold() == typed.casefold()]
    return named[0] if len(named) == 1 else None
