"""What the buttons that open a form about a client have in common."""

from collections.abc import Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client import Client
from bot.domain.roles import Permission
from bot.flows.clients.find import client_by_id
from bot.flows.team.roles import ensure
from bot.slack.blocks.client import CALLBACK
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import pressed_value, say, show, user_of

Form = Callable[[Client, str], Block]


async def open_form(form: Form, deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open ``form`` for the client that the button names, if the person may record consent at all."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.MANAGE_CONSENT)
    await ack()
    client = await client_by_id(deps.ctx, deps.workspace_id, pressed_value(body))
    if client is None or not client.addresses:
        await say(deps, body, GONE)
        return
    await show(deps, body, form(client, over(body)))


def over(body: Payload) -> str:
    """The window on a client that the button stands in: it is drawn anew once the form is done."""
    below = str((body.get("view") or {}).get("callback_id") or "")
    return below if below == CALLBACK else ""
