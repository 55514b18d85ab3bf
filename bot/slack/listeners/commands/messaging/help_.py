"""``/messaging help``, and ``/messaging`` with nothing or something unknown behind it."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team.roles import my_role
from bot.slack.blocks.help import messaging_help, what_one_may
from bot.slack.deps import Deps, Payload
from bot.slack.text import to_phone
from bot.slack.windows import user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck, rest: str) -> None:
    """Say what there is; with what this person may do, unless an unknown word was typed."""
    asked = not rest or str(body.get("text") or "").strip().lower().startswith("help")
    if asked:
        role, has_admin = await my_role(deps.ctx, deps.workspace_id, user_of(body))
        message = what_one_may(role, has_admin=has_admin)
    else:
        message = messaging_help(to_phone(rest, {}, keep_marks=True))
    await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")
