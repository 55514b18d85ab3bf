"""The menu of a row of what needs attention: each of its verbs has a handler."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.attention.done import DONE, done
from bot.flows.threads.work import close
from bot.slack.blocks import attention
from bot.slack.blocks.notices import UNKNOWN_BUTTON
from bot.slack.deps import Deps, Handler, Payload
from bot.slack.home import publish_again
from bot.slack.listeners.actions import message_client
from bot.slack.listeners.actions.client import details
from bot.slack.listeners.actions.inbox.turned import again
from bot.slack.windows import pressed_value, say, subject, user_of

CLOSED = "Closed. A text from the client opens the conversation again."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Hand it to the verb that was chosen."""
    handler = VERBS.get(pressed_value(body).partition(":")[0])
    if handler is None:
        await ack()
        await say(deps, body, UNKNOWN_BUTTON)
        return
    await handler(deps, body, ack)


async def _opened(_deps: Deps, _body: Payload, ack: AsyncAck) -> None:
    """Slack itself has opened the link."""
    await ack()


async def _done(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take a failed text off the list, and show the list as it is then, where it stands."""
    said = await done(deps.ctx, deps.workspace_id, user_of(body), subject(body))
    await ack()
    if body["view"]["type"] == "home":
        await publish_again(deps, body, said)
        return
    if said != DONE:
        await say(deps, body, said)
    await again(deps, body)


async def _close(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Close the conversation of a client whom no text may answer, and show the list as it is then."""
    problem = await close(deps.ctx, deps.workspace_id, subject(body), user_of(body))
    await ack()
    if body["view"]["type"] == "home":
        await publish_again(deps, body, problem or CLOSED)
        return
    if problem:
        await say(deps, body, problem)
    await again(deps, body)


VERBS: dict[str, Handler] = {
    attention.OPEN_THREAD: _opened,
    attention.MESSAGE: message_client.handle,
    attention.CARD: details.handle,
    attention.DONE: _done,
    attention.CLOSE: _close,
}
