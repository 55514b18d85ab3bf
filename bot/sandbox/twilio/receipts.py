"""Status callbacks: one signed post for each step of a message, in order unless a fault says otherwise."""

from dataclasses import dataclass, field

from bot.sandbox.held import Held, Order
from bot.sandbox.twilio import address
from bot.sandbox.twilio.message import API_VERSION, TwilioMessage, rfc2822
from bot.sandbox.twilio.state import TwilioState
from bot.sandbox.twilio.webhooks import Webhooks


@dataclass(frozen=True)
class Receipt:
    """A callback as it will be posted, whenever that is."""

    sid: str
    url: str
    params: dict[str, str]


@dataclass
class Receipts:
    """Posts receipts; while held they are kept, to be let go late, twice or in another order."""

    state: TwilioState
    webhooks: Webhooks
    held: Held[Receipt] = field(default_factory=Held)

    def send(self, message: TwilioMessage) -> None:
        """Tell the bot of the message's present status, if it asked to be told."""
        if message.status_callback is None:
            return
        receipt = Receipt(message.sid, message.status_callback, _params(message, self.state.clock.now()))
        if not self.held.keeps(receipt):
            self._post(receipt)

    def hold(self) -> None:
        """From now on keep all receipts back."""
        self.held.hold()

    def release(self, order: Order = "original", *, duplicate: bool = False) -> int:
        """Post what was kept, and let new receipts pass again. Returns how many posts that makes."""
        waiting = self.held.release(order, duplicate=duplicate)
        for receipt in waiting:
            self._post(receipt)
        return len(waiting)

    def _post(self, receipt: Receipt) -> None:
        self.state.background.start(self._deliver(receipt), after=("receipts", receipt.sid))

    async def _deliver(self, receipt: Receipt) -> None:
        await self.webhooks.deliver(receipt.url, receipt.params, sid=receipt.sid)


def _params(message: TwilioMessage, now: float) -> dict[str, str]:
    params = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": message.status,
        "SmsStatus": message.status,
        "To": message.to,
        "From": message.from_ or "",
        "AccountSid": message.account_sid,
        "ApiVersion": API_VERSION,
    }
    if message.messaging_service_sid:
        params["MessagingServiceSid"] = message.messaging_service_sid
    if message.error_code is not None:
        params["ErrorCode"] = str(message.error_code)
    if message.channel == "whatsapp" or message.is_rcs:
        params |= _channel_params(message)
    elif message.status == "delivered":
        params["RawDlrDoneDate"] = (rfc2822(now) or "")[5:16]
    return params


def _channel_params(message: TwilioMessage) -> dict[str, str]:
    number = address.parse(message.to).number
    return {
        "ChannelInstallSid": "XE" + message.account_sid[2:],
        "ChannelPrefix": "rcs" if message.is_rcs else "whatsapp",
        "ChannelToAddress": number[:-4] + "XXXX",
        "EventType": message.status.upper(),
        "StructuredMessage": "false",
    }
