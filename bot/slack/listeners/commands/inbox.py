"""``/inbox``: what needs attention."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.attention import Whose
from bot.slack.blocks.help import inbox_help
from bot.slack.deps import Deps, Payload
from bot.slack.inbox_window import inbox_window
from bot.slack.listeners.commands.compose import HELP_WORDS
from bot.slack.text import to_phone
from bot.slack.windows import show, user_of

_WORDS = {"": Whose.EVERYONE, "everyone": Whose.EVERYONE, "mine": Whose.MINE, "nobody": Whose.NOBODY}


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the list, of whom was typed; anything else is answered with help."""
    typed = to_phone(str(body.get("text") or ""), {}, keep_marks=True).strip()
    whose = _WORDS.get(typed.lower())
    if whose is None:
        message = inbox_help("" if typed.lower() in HELP_WORDS else typed)
        await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")
        return
    await show(deps, body, await inbox_window(deps, user_of(body), whose))
    await ack()
