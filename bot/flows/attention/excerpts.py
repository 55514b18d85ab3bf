"""The words that something waits for, as the person who looks may see them."""

from bot.domain.attention import Why
from bot.domain.message import Direction
from bot.domain.roles import Permission, Role
from bot.domain.sensitive import find, redacted
from bot.domain.settings import DlpAction
from bot.flows.threads.said import excerpt, summary
from bot.storage.repositories.attention import Waits
from bot.storage.store import UnitOfWork


async def excerpt_of(uow: UnitOfWork, waits: Waits, user: str, role: Role) -> str:
    """The beginning of the words, in one line; empty for who may not see them here.

    A thread may stand in a channel that is closed to this person, so that its words are only for those who
    may see every content, who look after the client, or who wrote them.
    """
    if not (role.may(Permission.SEE_CONTENT) or user in {waits.owner, waits.author}):
        return ""
    if waits.why is Why.HELD_REPLY:
        return await _held(uow, waits)
    message = (
        await uow.messages.get(waits.about)
        if waits.about
        else await uow.messages.latest(waits.conversation_id, Direction.IN)
    )
    return summary(message) if message else ""


async def _held(uow: UnitOfWork, waits: Waits) -> str:
    """A teammate's words that no rule has looked at yet."""
    held = await uow.held_replies.get(waits.about)
    if held is None:
        return ""
    rules = (await uow.settings.load()).settings.dlp
    hidden = {DlpAction.REDACT, DlpAction.BLOCK}
    found = [each for each in find(held.body, rules, Direction.OUT) if each.action in hidden]
    return excerpt(redacted(held.body, found))
