"""The words that something waits for, as the person who looks may see them."""

from bot.domain.attention import Why
from bot.domain.keywords import Keyword, keyword
from bot.domain.message import Direction, Message
from bot.domain.roles import Permission, Role
from bot.domain.sensitive import find, redacted
from bot.domain.settings import DlpAction
from bot.flows.threads.said import excerpt, summary
from bot.storage.repositories.attention import Waits
from bot.storage.unit_of_work import UnitOfWork

# Of who opts out and in more often than this, one after the other, the list does not show what was asked.
_LOOKED_THROUGH = 20
# A STOP that covers every channel stands in the ledger for each of them.
_CHANGES = 2 * _LOOKED_THROUGH


async def excerpt_of(uow: UnitOfWork, waits: Waits, user: str, role: Role) -> str:
    """The beginning of the words, in one line; empty for who may not see them here.

    A thread may stand in a channel that is closed to this person, so that its words are only for those who
    may see every content, who look after the client, or who wrote them.
    """
    if not (role.may(Permission.SEE_CONTENT) or user in {waits.owner, waits.author}):
        return ""
    if waits.why is Why.HELD_REPLY:
        return await _held(uow, waits)
    message = await (uow.messages.get(waits.about) if waits.about else _asked(uow, waits))
    return summary(message) if message else ""


async def _asked(uow: UnitOfWork, waits: Waits) -> Message | None:
    """What the client wrote last, but for the words by which they have opted out, or in again: who asked
    something before still waits for an answer, by telephone say, and those words do not tell to what. Of a
    stranger who asked nothing it is the last words, whatever they are."""
    written = await uow.messages.received_after(waits.conversation_id, "", _LOOKED_THROUGH)
    changes = await uow.consents.ledger({each.address_id for each in written}, _CHANGES)
    proofs = {change.evidence for change in changes}
    asking = (each for each in written if keyword(each.body) is not Keyword.STOP and each.id not in proofs)
    return next(asking, written[0] if written and waits.why is Why.UNKNOWN_NUMBER else None)


async def _held(uow: UnitOfWork, waits: Waits) -> str:
    """A teammate's words that no rule has looked at yet."""
    held = await uow.held_replies.get(waits.about)
    if held is None:
        return ""
    rules = (await uow.settings.load()).settings.dlp
    hidden = {DlpAction.REDACT, DlpAction.BLOCK}
    found = [each for each in find(held.body, rules, Direction.OUT) if each.action in hidden]
    return excerpt(redacted(held.body, found))
