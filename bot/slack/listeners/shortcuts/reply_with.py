"""*Reply with…*, *Schedule a reply* and *Use a template* on a message in a client's thread."""

from datetime import datetime

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.flows.threads.at_message import route_there
from bot.flows.threads.subject import Subject
from bot.slack import choices, form
from bot.slack.answers import open_view, person, tell
from bot.slack.blocks.quote import quote_of
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import NO_SENDER
from bot.slack.pointed import client_there, pointed
from bot.slack.typed import Typed


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form for the thread's client, with the message to look at."""
    await _open(deps, body, ack, None)


async def schedule(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The same with a time chosen already: the next full hour."""
    await _open(deps, body, ack, await form.next_hour(deps))


async def use_template(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The same with the menu of templates in front."""
    await _open(deps, body, ack, None, is_for_template=True)


async def _open(
    deps: Deps, body: Payload, ack: AsyncAck, send_at: datetime | None, *, is_for_template: bool = False
) -> None:
    await ack()
    about = await client_there(deps, body)
    if about is None:
        return
    await ensure(deps.ctx, deps.workspace_id, person(body), Permission.SEND)
    usable = form.channels(deps)
    if not usable:
        await tell(deps, body, NO_SENDER)
        return
    route = await route_there(deps.ctx, deps.workspace_id, about)
    at = pointed(body)
    start = Typed(
        route.channel.family if route else usable[0],
        choices.for_client(about.client),
        sender=route.sender.address if route else None,
        origin=_origin(body, about),
        send_at=send_at,
        is_in_front=is_for_template,
        # The card says who the client is, which the form does as well.
        quote=None if at.ts == at.root_ts else quote_of(body["message"]),
    )
    await open_view(deps, body, await form.build(deps, person(body), start))


def _origin(body: Payload, about: Subject) -> str:
    """Where it is told that the text goes: nowhere, when it will stand in this very thread."""
    at, thread = pointed(body), about.conversation
    is_here = (at.channel, at.root_ts) == (thread.slack_channel, thread.root_ts)
    return "" if is_here else at.channel
