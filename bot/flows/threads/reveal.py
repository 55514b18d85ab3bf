"""*Reveal*: the whole text of a message of which something is hidden, for those who may see it."""

from dataclasses import dataclass

from bot.domain.roles import Permission
from bot.domain.sensitive import is_hidden
from bot.flows.context import Context
from bot.flows.team.permissions import NotAllowed, demand
from bot.storage.repositories.audit import Deed


@dataclass(frozen=True)
class Revealed:
    """The whole text, for this person only; it must not be kept anywhere."""

    text: str


@dataclass(frozen=True)
class NotRevealed:
    """Why nothing is shown, in a sentence."""

    why: str


async def reveal(ctx: Context, workspace_id: str, message_id: str, user: str) -> Revealed | NotRevealed:
    """The message as it was written. Who sees it is written down before it is shown."""
    async with ctx.store.write(workspace_id) as uow:
        try:
            await demand(uow, user, Permission.SEE_CONTENT)
        except NotAllowed as problem:
            return NotRevealed(str(problem))
        message = await uow.messages.get(message_id)
        if message is None:
            return NotRevealed("That message is not there any more.")
        if not is_hidden(message):
            return NotRevealed("Nothing of that message is hidden.")
        detail = {"direction": message.direction.value, "parts": len(message.hidden)}
        await uow.audit.write(
            [Deed(user, "revealed", ctx.clock.now(), message.client_id, message.id, detail)]
        )
    return Revealed(message.whole)
