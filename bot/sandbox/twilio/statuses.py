"""Moves a message from one status to the next, and tells everybody who should know."""

from dataclasses import dataclass

from bot.sandbox.twilio.message import FINAL, StatusChange, TwilioMessage
from bot.sandbox.twilio.pricing import charge
from bot.sandbox.twilio.receipts import Receipts
from bot.sandbox.twilio.state import TwilioState


@dataclass
class Statuses:
    """The only place where a message's status changes."""

    state: TwilioState
    receipts: Receipts

    def move(self, message: TwilioMessage, status: str, error_code: int | None = None) -> None:
        """Set the status with its dates and its price, post the receipt and tell the page."""
        now = self.state.clock.now()
        message.status, message.error_code, message.updated = status, error_code, now
        message.history.append(StatusChange(status, now, error_code))
        if message.sent is None and status in {"sent", "delivered"}:
            message.sent = now
        if status in FINAL:
            charge(message, self.state.config, now)
        data = {"sid": message.sid, "status": status, "error_code": error_code}
        self.state.bus.publish("twilio.status", data)
        self.receipts.send(message)
