"""Between asking and sending what a client reads may change: they know us by now, or a rule is new."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.message import Message
from bot.flows.gate.ask import Answer
from bot.flows.gate.sensitive import hidden_in_draft
from bot.storage.as_json import hidden_as_json
from bot.storage.unit_of_work import UnitOfWork


def as_decided(message: Message, answer: Answer) -> Message:
    """The message with the words that the gate has just allowed; the same object if they are its own."""
    draft = answer.question.draft
    if (draft.body, draft.notice) == (message.body, message.notice):
        return message
    return replace(message, body=draft.body, notice=draft.notice)


async def keep_as_decided(
    uow: UnitOfWork, before: Sequence[Message], after: Sequence[Message], now: datetime
) -> None:
    """Store the words that have changed, before any of them is sent."""
    known = {each.id: each for each in before}
    changed = [each for each in after if each is not known[each.id]]
    await uow.messages.update(
        [{"id": m.id, "body": m.body, "notice": m.notice, "updated_at": now} for m in changed]
    )


async def hide_what_is_refused(uow: UnitOfWork, answer: Answer, now: datetime) -> None:
    """What a rule forbids that is newer than the message is hidden where the refusal is told."""
    hidden = hidden_in_draft(answer.question.draft, answer.facts.settings.dlp)
    if hidden:
        change = {"id": answer.question.message_id, "hidden": hidden_as_json(hidden), "updated_at": now}
        await uow.messages.update([change])
