"""The life of an outgoing message: what WhatsApp says of it, sent, and whether the phone gets it."""

from dataclasses import dataclass, field

from bot.sandbox.background import wait_until
from bot.sandbox.meta.config import BusinessNumber
from bot.sandbox.meta.faults import MetaFaults
from bot.sandbox.meta.media import MediaError, MetaMedia
from bot.sandbox.meta.message import MetaMessage
from bot.sandbox.meta.screen import Screen
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.statuses import Statuses
from bot.sandbox.meta.window import Window
from bot.sandbox.phonebook import Phone


@dataclass
class Life:
    """Runs each accepted message in the background, by the sandbox clock."""

    state: MetaState
    statuses: Statuses
    screen: Screen
    window: Window
    media: MetaMedia
    faults: MetaFaults
    _waiting: list[MetaMessage] = field(default_factory=list)

    def begin(self, message: MetaMessage, ours: BusinessNumber) -> None:
        """Start the life of a message that was just accepted."""
        self.state.background.start(self._live(message, ours))

    def phone_is_on(self, phone: Phone) -> None:
        """Deliver what WhatsApp kept while the phone was off."""
        mine = [message for message in self._waiting if message.phone is phone]
        self._waiting = [message for message in self._waiting if message.phone is not phone]
        for message in mine:
            self._arrive(message)

    async def _live(self, message: MetaMessage, ours: BusinessNumber) -> None:
        try:
            if message.content.media is not None:
                message.file = await self.media.fetched(message.content.media)
        except MediaError as error:
            self.statuses.move(message, "failed", 131053, str(error))
            return
        if (code := self._refusal(message, ours)) is not None:
            self.statuses.move(message, "failed", code)
            return
        await self._wait(self.state.config.sent_after)
        self.statuses.move(message, "sent")
        await self._wait(self.state.config.delivered_after)
        if message.phone.on:
            self._arrive(message)
        else:
            self._waiting.append(message)

    def _refusal(self, message: MetaMessage, ours: BusinessNumber) -> int | None:
        """Why WhatsApp does not deliver it."""
        if (code := self.faults.failure(message)) is not None:
            return code
        if "whatsapp" not in message.phone.kinds:
            return 131026
        if message.content.kind == "reaction" and not self._can_react(message):
            return 131009
        return self.window.refusal(message.phone, ours.id, message.content)

    def _can_react(self, message: MetaMessage) -> bool:
        """Whether the reaction is to a message of this conversation, and not to a reaction."""
        found = self.state.messages.get(message.content.given["message_id"])
        return found is not None and found.phone is message.phone and found.content.kind != "reaction"

    def _arrive(self, message: MetaMessage) -> None:
        self.screen.show(message)
        # Of a reaction WhatsApp tells that it was sent, and no more.
        if message.content.kind != "reaction":
            self.statuses.move(message, "delivered")

    async def _wait(self, seconds: float) -> None:
        await wait_until(self.state.clock, self.state.clock.now() + seconds)
