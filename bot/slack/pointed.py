"""The message that a shortcut was used on."""

from bot.flows.inbound.make_note import Pointed
from bot.flows.threads.at_message import at_message
from bot.flows.threads.subject import Subject
from bot.slack.answers import open_view
from bot.slack.blocks.notices import notice_view
from bot.slack.blocks.posts import FAILURE
from bot.slack.deps import Deps, Payload
from bot.slack.messages import by_person, root_of, word

NO_THREAD = (
    "This message does not stand in a client's thread. Use the shortcut on a message in such a thread, or on "
    "the client's card. To write to a client from here, use /sms."
)


def pointed(body: Payload) -> Pointed:
    """Where the message stands, and which teammate wrote it."""
    message = body["message"]
    author = word(message, "user") if by_person(message) else ""
    return Pointed(str(body["channel"]["id"]), root_of(message), word(message, "ts"), author)


def failed_message(body: Payload) -> str:
    """The id of the text whose failure the message tells; empty for any other message."""
    names = [str(block.get("block_id") or "") for block in body["message"].get("blocks") or ()]
    return next((name.removeprefix(FAILURE) for name in names if name.startswith(FAILURE)), "")


async def client_there(deps: Deps, body: Payload) -> Subject | None:
    """The client in whose thread the message stands; None once the person has been told that it is nobody's.

    Said in a window: the app need not be where the message is.
    """
    at = pointed(body)
    found = await at_message(deps.ctx, deps.workspace_id, at.channel, at.root_ts)
    if found is None:
        await open_view(deps, body, notice_view("Not a client's thread", NO_THREAD))
    return found
