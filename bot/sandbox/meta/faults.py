"""Misbehaviour to order: refusals, lost answers, late, doubled or bundled webhooks, forged ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.held import Order
from bot.sandbox.meta.deliveries import Deliveries
from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.message import MetaMessage
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.webhooks import Webhooks, encode
from bot.sandbox.orders import Fault, Match, Orders, known

OPERATIONS = frozenset(
    {
        *("send", "mark_read", "upload", "media", "download", "delete_media"),
        *("templates", "template", "create_template", "edit_template", "delete_template"),
        *("number", "account", "numbers", "subscriptions", "subscribe", "debug_token", "sample"),
    }
)


@dataclass
class _Undelivery:
    code: int
    times: int
    to: str | None


@dataclass
class MetaFaults:
    """Orders wait in a queue; each request takes the first that fits it."""

    state: MetaState
    deliveries: Deliveries
    webhooks: Webhooks
    _faults: Orders[Fault[GraphError]] = field(default_factory=Orders)
    _undeliveries: Orders[_Undelivery] = field(default_factory=Orders)

    def fail_next(
        self,
        op: str,
        *,
        code: int | None = None,
        status: int | None = None,
        details: str = "",
        retry_after: float | None = None,
        timeout: bool = False,
        drop_answer: bool = False,
        slow: float = 0.0,
        performed: bool = False,
        times: int = 1,
        match: Match | None = None,
    ) -> None:
        """Order one kind of trouble for the next ``times`` requests of ``op`` (``*`` for any).

        ``code`` is one of Meta's; ``status`` alone is an HTTP error with Meta's code 2. ``retry_after`` are
        the seconds that the error's Retry-After asks for. ``match`` sees the request's parameters. Raises
        ValueError for an operation that does not exist.
        """
        op, code = known(op, OPERATIONS), code or (2 if status is not None else None)
        error = None if code is None else GraphError(code, details, status=status)
        self._faults.add(Fault(op, error, retry_after, timeout, drop_answer, slow, performed, times, match))

    def take(self, op: str, params: Mapping[str, Any]) -> Fault[GraphError] | None:
        """The trouble ordered for this request, used up by asking."""
        return self._faults.take(lambda fault: fault.fits(op, params))

    def undeliver_next(self, code: int, *, times: int = 1, to: str | None = None) -> None:
        """The next accepted messages (to this number, if given) end as failed with ``code``."""
        self._undeliveries.add(_Undelivery(code, times, to))

    def failure(self, message: MetaMessage) -> int | None:
        """The code ordered for this message, used up by asking."""
        order = self._undeliveries.take(lambda order: order.to in (None, message.phone.number))
        return order.code if order else None

    def hold(self) -> None:
        """Keep all webhooks back until ``release``."""
        self.deliveries.hold()

    def release(self, order: Order = "original", *, duplicate: bool = False, together: bool = False) -> int:
        """Let the kept webhooks go in this order, twice or all in one post if asked. Returns the posts."""
        return self.deliveries.release(order, duplicate=duplicate, together=together)

    def skip_delivered(self, times: int = 1) -> None:
        """Leave the next ``delivered`` out, as Meta does when a message is read at once."""
        self.deliveries.skip_delivered(times)

    def redeliver(self, about: str) -> int:
        """Post all webhooks of a message once more. Returns the posts."""
        return self.deliveries.repeat(about)

    async def forge(self, body: dict[str, Any], signature: str | None = "sha256=" + "0" * 64) -> int:
        """Post as somebody who does not know the app's secret. Returns the bot's HTTP status."""
        return await self.webhooks.post(encode(body), signature or "")

    def clear(self) -> None:
        """Take back every order that has not happened yet; kept webhooks are let go."""
        self._faults.clear()
        self._undeliveries.clear()
        self.deliveries.release()
