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
from bot.slack.windows import say, show, subject, user_of

Form = Callable[[Client, str], Block]


async def open_form(form: Form, deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open ``form`` for the client that the button names, if the person may record consent at all."""
    client = await the_client(deps, body, ack, Permission.MANAGE_CONSENT)
    if client and client.addresses:
        await show(deps, body, form(client, over(body)))
    elif client:
        await say(deps, body, GONE)


async def the_client(deps: Deps, body: Payload, ack: AsyncAck, permission: Permission) -> Client | None:
    """The client that a button or a verb is about; None once the person has been told that it is gone.

    Raises NotAllowed for somebody who may not do what it leads to.
    """
    await ensure(deps.ctx, deps.workspace_id, user_of(body), permission)
    await ack()
    client = await client_by_id(deps.ctx, deps.workspace_id, subject(body))
    if client is None:
        await say(deps, body, GONE)
    return client


def over(body: Payload) -> str:
    """The window on a client that the button stands in: it is drawn anew once the form is done."""
    below = str((body.get("view") or {}).get("callback_id") or "")
    return below if below == CALLBACK else ""
