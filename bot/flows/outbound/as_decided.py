"""Between asking and sending what a client reads may change: they know us by now, or a rule is new."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.flows.gate.ask import Answer
from bot.flows.gate.sensitive import hidden_in_draft
from bot.storage.repositories.claims import ClaimedMessage
from bot.storage.repositories.messages import hidden_as_json
from bot.storage.store import UnitOfWork


def as_decided(claimed: ClaimedMessage, answer: Answer) -> ClaimedMessage:
    """The claimed message with the words that the gate has just allowed."""
    draft, message = answer.question.draft, claimed.message
    if (draft.body, draft.notice) == (message.body, message.notice):
        return claimed
    return replace(claimed, message=replace(message, body=draft.body, notice=draft.notice))


async def keep_as_decided(
    uow: UnitOfWork, before: Sequence[ClaimedMessage], after: Sequence[ClaimedMessage], now: datetime
) -> None:
    """Store the words that have changed, before any of them is sent."""
    known = {each.message.id: each.message for each in before}
    changed = [each.message for each in after if each.message is not known[each.message.id]]
    await uow.messages.update(
        [{"id": m.id, "body": m.body, "notice": m.notice, "updated_at": now} for m in changed]
    )


async def hide_what_is_refused(uow: UnitOfWork, answer: Answer, now: datetime) -> None:
    """What a rule forbids that is newer than the message is hidden where the refusal is told."""
    hidden = hidden_in_draft(answer.question.draft, answer.facts.settings.dlp)
    if hidden:
        change = {"id": answer.question.message_id, "hidden": hidden_as_json(hidden), "updated_at": now}
        await uow.messages.update([change])
