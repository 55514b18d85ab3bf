"""Misbehaviour to order: refusals, lost answers, late or doubled receipts, forged webhooks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.held import Order
from bot.sandbox.orders import Fault, Match, Orders, known
from bot.sandbox.twilio.errors import TwilioError
from bot.sandbox.twilio.message import TwilioMessage
from bot.sandbox.twilio.receipts import Receipts
from bot.sandbox.twilio.state import TwilioState
from bot.sandbox.twilio.webhooks import Webhooks

OPERATIONS = frozenset(
    {
        "create",
        "list",
        "fetch",
        "update",
        "delete",
        "account",
        "numbers",
        "typing",
        "balance",
        "media",
        "verifications",
        "campaigns",
        "contents",
        "content_create",
        "content_delete",
        "approval_create",
        "services",
        "senders",
    }
)


@dataclass
class _Undelivery:
    code: int
    status: Literal["undelivered", "failed"]
    times: int
    to: str | None


@dataclass
class TwilioFaults:
    """Orders wait in a queue; each request takes the first that fits it."""

    state: TwilioState
    receipts: Receipts
    webhooks: Webhooks
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    _faults: Orders[Fault[TwilioError]] = field(default_factory=Orders)
    _undeliveries: Orders[_Undelivery] = field(default_factory=Orders)

    def fail_next(
        self,
        op: str,
        *,
        code: int | None = None,
        status: int | None = None,
        rate_limited: float | None = None,
        timeout: bool = False,
        server_error: bool = False,
        drop_answer: bool = False,
        slow: float = 0.0,
        performed: bool = False,
        times: int = 1,
        match: Match | None = None,
    ) -> None:
        """Order one kind of trouble for the next ``times`` requests of ``op`` (``*`` for any).

        ``match`` sees the request's form or query. Raises ValueError for an operation that does not exist.
        """
        op, error = known(op, OPERATIONS), _error(code, status, rate_limited, server_error)
        self._faults.add(Fault(op, error, rate_limited, timeout, drop_answer, slow, performed, times, match))

    def take(self, op: str, params: Mapping[str, str]) -> Fault[TwilioError] | None:
        """The trouble ordered for this request, used up by asking."""
        return self._faults.take(lambda fault: fault.fits(op, params))

    def undeliver_next(
        self,
        code: int,
        *,
        status: Literal["undelivered", "failed"] = "undelivered",
        times: int = 1,
        to: str | None = None,
    ) -> None:
        """The next accepted messages (to this number, if given) end with ``code``."""
        self._undeliveries.add(_Undelivery(code, status, times, to))

    def failure(self, message: TwilioMessage, status: str) -> int | None:
        """The code ordered for this message at this point of its life, used up by asking."""
        order = self._undeliveries.take(
            lambda order: order.status == status and (order.to is None or message.to.endswith(order.to))
        )
        return order.code if order else None

    def hold_receipts(self) -> None:
        """Keep all status callbacks back until ``release_receipts``."""
        self.receipts.hold()

    def release_receipts(self, order: Order = "original", *, duplicate: bool = False) -> int:
        """Let the kept callbacks go, in this order and twice if asked. Returns how many posts that makes."""
        return self.receipts.release(order, duplicate=duplicate)

    async def redeliver(self, sid: str) -> int | None:
        """Post an incoming message's webhook once more. Returns the bot's HTTP status. Raises KeyError."""
        answer = await self.webhooks.deliver(self._inbound_url(), self.forms[sid], sid=sid)
        return answer.status if answer else None

    async def forge(
        self,
        params: Mapping[str, str],
        *,
        path: str | None = None,
        signature: str = "Zm9yZ2VkIHNpZ25hdHVyZQ==",
    ) -> int | None:
        """Post to the bot as somebody who does not know the auth token. Returns the bot's HTTP status."""
        url = self.state.bot_url + (path or self.state.config.inbound_path)
        answer, _ = await self.webhooks.post(url, params, {}, signature)
        return answer.status if answer else None

    def clear(self) -> None:
        """Take back every order that has not happened yet; kept receipts are let go."""
        self._faults.clear()
        self._undeliveries.clear()
        self.receipts.release()

    def _inbound_url(self) -> str:
        return self.state.bot_url + self.state.config.inbound_path


def _error(
    code: int | None, status: int | None, rate_limited: float | None, broken: bool
) -> TwilioError | None:
    if rate_limited is not None:
        return TwilioError(20429)
    if broken:
        return TwilioError(20500, status=status or 500)
    if code is not None:
        return TwilioError(code, status=status)
    return None if status is None else TwilioError(20500, status=status)
