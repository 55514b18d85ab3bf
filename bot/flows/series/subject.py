"""The series at hand with whom it is for, and what is said of it in their thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.client import Address, Client
from bot.domain.conversation import Conversation
from bot.domain.message_template import MessageTemplate
from bot.domain.recurrence import Series
from bot.domain.settings import DlpRule
from bot.flows.clients.find import current
from bot.flows.context import Context
from bot.flows.series import words
from bot.flows.threads import items
from bot.flows.threads.open import open_threads
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork

_SPAM = "The client is marked as spam. Take that mark off and set it up again if it is to go on."
_NO_ADDRESS = "The client has no number for {} any more. Add one with /client, then set it up again."
_NO_TEMPLATE = "Its template is not there any more. Set it up again with another one."


@dataclass(frozen=True)
class Subject:
    """A series, the client as they are now (the survivor of a merge), their thread, and the template.
    ``rules`` say what of its words Slack must not see."""

    series: Series
    client: Client
    thread: Conversation
    template: MessageTemplate | None
    rules: Sequence[DlpRule]

    @property
    def address(self) -> Address | None:
        """Where it goes: the address chosen, while it is the client's, else the first that will do."""
        taking = [each for each in self.client.addresses if each.takes(self.series.channel)]
        chosen = (each for each in taking if each.id == self.series.address_id)
        return next(chosen, taking[0] if taking else None)

    @property
    def name(self) -> str:
        """Which text is meant."""
        return words.named(self.series, self.template, self.rules)

    @property
    def ending(self) -> str:
        """Why it cannot go any more at all, in a sentence; empty while it can."""
        if self.client.is_spam:
            return _SPAM
        if self.address is None:
            return _NO_ADDRESS.format(self.series.channel.family.label)
        gone = self.template is None or self.template.archived_at is not None
        return _NO_TEMPLATE if self.series.template_id and gone else ""

    def line(self, text: str, key: str, *, by: str = "", to: str = "") -> OutboxItem:
        """A line in the client's thread, once for each ``key``."""
        text = text if by else text[:1].upper() + text[1:]
        return items.system_post(self.thread, text, f"series:{self.series.id}:{key}", by=by, to=to)


async def subject_of(ctx: Context, uow: UnitOfWork, series: Series) -> Subject | None:
    """Everything that belongs to a series, its client's thread opened; None when the client is gone."""
    client = await current(uow, series.client_id)
    if client is None:
        return None
    template = await uow.message_templates.get(series.template_id) if series.template_id else None
    senders, now = {client.id: series.sender}, ctx.clock.now()
    # A client who is muted gets no new card for it.
    unshown = senders if client.is_spam else ()
    threads = await open_threads(uow, senders, ctx.settings.inbox_channel, now, senders, unshown)
    rules = (await uow.settings.load()).settings.dlp
    return Subject(series, client, threads[client.id], template, rules)
