"""Which updates travel when: each as it happens, or held back to go late, twice, mixed or together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.sandbox.held import Held, Order
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.updates import Update, envelope
from bot.sandbox.meta.webhooks import Webhooks


@dataclass
class Deliveries:
    """Posts updates in the background: a phone's messages in their order, and one message's receipts."""

    state: MetaState
    webhooks: Webhooks
    held: Held[Update] = field(default_factory=Held)
    told: list[Update] = field(default_factory=list)
    _skipped: int = 0

    def tell(self, update: Update) -> None:
        """Tell the bot of something, now or when held updates are let go."""
        if update.status == "delivered" and self._skipped:
            self._skipped -= 1
            return
        self.told.append(update)
        if not self.held.keeps(update):
            self._post([update], after=_key(update))

    def skip_delivered(self, times: int = 1) -> None:
        """Meta may leave ``delivered`` out, as when a message is read at once: do so for the next ones."""
        self._skipped += times

    def hold(self) -> None:
        """From now on keep all updates back."""
        self.held.hold()

    def release(self, order: Order = "original", *, duplicate: bool = False, together: bool = False) -> int:
        """Post what was kept, all in one if ``together``; new updates pass again. Returns the posts."""
        waiting = self.held.release(order, duplicate=duplicate)
        batches = [waiting] if together and waiting else [[update] for update in waiting]
        for batch in batches:
            self._post(batch, after="released")
        return len(batches)

    def repeat(self, about: str) -> int:
        """Post everything once more that was told of a message. Returns the posts."""
        found = [update for update in self.told if update.about == about]
        for update in found:
            self._post([update], after=_key(update))
        return len(found)

    def _post(self, batch: Sequence[Update], after: object) -> None:
        body = envelope(self.state.credentials.account_id, batch, self.state.clock.now())
        about = ", ".join(update.about for update in batch)
        self.state.background.start(self._deliver(body, about), after=("meta", after))

    async def _deliver(self, body: dict[str, object], about: str) -> None:
        await self.webhooks.deliver(body, about)


def _key(update: Update) -> object:
    """What must stay in order: the texts of one client, and the receipts of one message."""
    if update.kind != "messages":
        return (update.kind, update.about)
    return ("messages", update.item.get("from_user_id"))
