"""The three steps to a first text, for a team without clients."""

from bot.domain.roles import Permission
from bot.flows.home.reader import Reader
from bot.slack.blocks.elements import Block, button, context, header, mrkdwn, plain, section
from bot.slack.blocks.home.names import MESSAGE, NEW_CLIENT
from bot.slack.text import escape

_MESSAGE = (
    "*1. Message a client*\nType a phone number and your words. Whoever has the number becomes a client, "
    "and the answer comes back to Slack."
)
_NEW = (
    "*2. Add a client*\nWrite down a name and a number, so that everybody finds the client by name. "
    "Who texts you first becomes a client by that."
)
_INBOX = (
    "*3. Meet in <#{channel}>*\nEvery client has one thread there: what they write stands in it, and your "
    "reply in it goes to them. Join the channel. If the app is not in it yet, type `/invite @Threadline` "
    "there."
)
_READ_ONLY = "You may read clients’ threads. Ask an admin for a role that writes to clients."


def first_run(reader: Reader, inbox: str) -> list[Block]:
    """The guide, with buttons for what the reader may do."""
    may_send, may_add = reader.may(Permission.SEND), reader.may(Permission.EDIT_CLIENTS)
    message = button(
        "Message a client", MESSAGE, "message", "Write a first text to a client", style="primary"
    )
    new = button("New client", NEW_CLIENT, "new", "Write a new client down")
    rows = [
        section(mrkdwn(_MESSAGE), block_id="first:message", **({"accessory": message} if may_send else {})),
        section(mrkdwn(_NEW), block_id="first:new", **({"accessory": new} if may_add else {})),
        section(mrkdwn(_INBOX.format(channel=escape(inbox))), block_id="first:inbox"),
    ]
    note = [] if may_send else [context(plain(_READ_ONLY))]
    return [header("Three steps to the first text"), *rows, *note]
