"""``/reminder``: appointments, payments, documents and new clients, and what is sent for them."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.help import reminder_help
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.commands.reminder import form, listed, triggers
from bot.slack.text import to_phone


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form, filled in from what was typed as far as it is understood; or the list, the triggers, or
    help."""
    typed = to_phone(str(body.get("text") or ""), {}, keep_marks=True)
    word, _, rest = typed.partition(" ")
    verb = _VERBS.get(word.lower())
    if verb is None:
        await form.handle(deps, body, ack, typed)
    else:
        await verb(deps, body, ack, rest.strip())


async def _help(_: Deps, __: Payload, ack: AsyncAck, ___: str) -> None:
    message = reminder_help()
    await ack(text=message.text, blocks=message.blocks, response_type="ephemeral")


# What is no name to look for.
_VERBS = {
    **dict.fromkeys(("help", "?", "-h", "--help"), _help),
    "list": listed.handle,
    "triggers": triggers.handle,
}
