"""What the buttons under a post have in common: the flow decides, the person is told, the buttons go."""

import asyncio
from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.thread import Notice
from bot.flows.context import Context
from bot.flows.team.permissions import NotAllowed
from bot.slack.answers import is_ephemeral, person, replace_buttons, replace_ephemeral, tell
from bot.slack.blocks.elements import context, mrkdwn
from bot.slack.deps import Deps, Payload
from bot.slack.text import escape

Flow = Callable[[Context, str, str, str], Awaitable[str]]


async def carry_out(flow: Flow, label: str, deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Run ``flow`` for what the button's value names, and say its sentence to who pressed it.

    The buttons go only after the flow has stored what it decided: until then the press may be repeated, and
    somebody who may not decide leaves them to others.
    """
    user = person(body)
    value = str(body["actions"][0].get("value") or "")
    try:
        said = await flow(deps.ctx, deps.workspace_id, value, user)
    except NotAllowed as refused:
        await ack()
        await tell(deps, body, str(refused))
        return
    await ack()
    if is_ephemeral(body):
        if not await replace_ephemeral(deps, str(body.get("response_url") or ""), Notice(said)):
            await tell(deps, body, said)
        return
    pressed = context(mrkdwn(f"<@{escape(user)}> chose *{label}*. {escape(said)}"), block_id="pressed")
    # Side by side: Slack gives three seconds for both.
    await asyncio.gather(tell(deps, body, said), replace_buttons(deps, body, pressed))
