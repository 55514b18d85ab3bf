"""The card's own buttons: the thread says what was done, so only what did not happen is said back."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.owner import claim, release
from bot.flows.context import Context
from bot.flows.threads.work import close, pause_relay, reopen, resume_relay
from bot.slack.deps import Deps, Handler, Payload
from bot.slack.windows import say, subject, user_of

_Flow = Callable[[Context, str, str, str], Awaitable[str]]


def _handler(flow: _Flow) -> Handler:
    async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
        said = await flow(deps.ctx, deps.workspace_id, subject(body), user_of(body))
        await ack()
        if said:
            await say(deps, body, said)

    return handle


claim_pressed = _handler(claim)
release_pressed = _handler(release)
close_pressed = _handler(close)
reopen_pressed = _handler(reopen)
pause_pressed = _handler(pause_relay)
resume_pressed = _handler(resume_relay)
