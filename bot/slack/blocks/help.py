"""What the commands do, for whoever asks."""

from bot.slack.blocks.elements import Rendered, context, mrkdwn, section

_COMMANDS = (
    ("/sms Jane Doe Hello", "opens a text message to a client, filled in as far as it is known"),
    ("/sms +1 202-555-0123 Hello", "the same by number; a new number makes a new client"),
    ("/whatsapp Jane Doe Hello", "the same over WhatsApp"),
    ("/sms", "opens an empty form in which you choose the client"),
    ("/sms help", "shows this"),
)
_THREADS = (
    "Every client has one thread. A plain reply in it goes to the client; the reaction on it tells what "
    "became of it. Begin with `note:` or `!` to keep a reply inside. Edit or delete a reply at once to "
    "change it or take it back."
)


def help_message() -> Rendered:
    """Help on the commands and on the thread, the same for every command."""
    lines = "\n".join(f"`{usage}` {meaning}" for usage, meaning in _COMMANDS)
    text = f"*Text a client*\n{lines}"
    return Rendered(text, [section(mrkdwn(text)), context(mrkdwn(_THREADS))])
