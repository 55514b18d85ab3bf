"""Between asking and sending what a client reads may change: they know us by now, or a rule is new."""

from dataclasses import replace
from datetime import datetime

from bot.flows.gate.ask import Answer
from bot.flows.gate.sensitive import hidden_in_draft
from bot.storage.repositories.claims import ClaimedMessage
from bot.storage.repositories.messages import hidden_as_json
from bot.storage.store import UnitOfWork


async def as_decided(
    uow: UnitOfWork, claimed: ClaimedMessage, answer: Answer, now: datetime
) -> ClaimedMessage:
    """The claimed message with the words that the gate has just allowed, stored before it is called."""
    draft, message = answer.question.draft, claimed.message
    if (draft.body, draft.notice) == (message.body, message.notice):
        return claimed
    change = {"id": message.id, "body": draft.body, "notice": draft.notice, "updated_at": now}
    await uow.messages.update([change])
    return replace(claimed, message=replace(message, body=draft.body, notice=draft.notice))


async def hide_what_is_refused(uow: UnitOfWork, answer: Answer, now: datetime) -> None:
    """What a rule forbids that is newer than the message is hidden where the refusal is told."""
    hidden = hidden_in_draft(answer.question.draft, answer.facts.settings.dlp)
    if hidden:
        change = {"id": answer.question.message_id, "hidden": hidden_as_json(hidden), "updated_at": now}
        await uow.messages.update([change])
