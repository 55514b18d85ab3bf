"""Misbehaviour to order: refusals, lost answers, late, doubled or bundled webhooks, forged ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.meta.deliveries import Deliveries, Order
from bot.sandbox.meta.errors import GraphError
from bot.sandbox.meta.message import MetaMessage
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.webhooks import Webhooks, encode

OPERATIONS = frozenset(
    {
        *("send", "mark_read", "upload", "media", "download", "delete_media"),
        *("templates", "template", "create_template", "edit_template", "delete_template"),
        *("number", "account", "numbers", "subscriptions", "subscribe", "debug_token", "sample"),
    }
)
Params = Mapping[str, Any]
Match = Callable[[Params], bool]


@dataclass
class Fault:
    """What happens to the next matching request.

    ``performed``: the operation is carried out although its answer is an error, late or never comes.
    ``slow``: seconds before the request is looked at. ``drop``: the connection is cut before the answer.
    ``timeout``: no answer until the caller hangs up.
    """

    op: str
    error: GraphError | None = None
    timeout: bool = False
    drop: bool = False
    slow: float = 0.0
    performed: bool = False
    times: int = 1
    match: Match | None = None

    def fits(self, op: str, params: Params) -> bool:
        """Whether this request is meant."""
        return self.op in (op, "*") and (self.match is None or self.match(params))


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
    _faults: list[Fault] = field(default_factory=list)
    _undeliveries: list[_Undelivery] = field(default_factory=list)

    def fail_next(
        self,
        op: str,
        *,
        code: int | None = None,
        status: int | None = None,
        details: str = "",
        timeout: bool = False,
        drop_answer: bool = False,
        slow: float = 0.0,
        performed: bool = False,
        times: int = 1,
        match: Match | None = None,
    ) -> None:
        """Order one kind of trouble for the next ``times`` requests of ``op`` (``*`` for any).

        ``code`` is one of Meta's; ``status`` alone is an HTTP error with Meta's code 2. ``match`` sees the
        request's parameters. Raises ValueError for an operation that does not exist.
        """
        if op not in OPERATIONS | {"*"}:
            raise ValueError(f"op must be one of {', '.join(sorted(OPERATIONS))} or *.")
        known = code or (2 if status is not None else None)
        error = None if known is None else GraphError(known, details, status=status)
        performed = performed or drop_answer
        self._faults.append(Fault(op, error, timeout, drop_answer, slow, performed, times, match))

    def take(self, op: str, params: Params) -> Fault | None:
        """The trouble ordered for this request, used up by asking."""
        for fault in self._faults:
            if fault.fits(op, params):
                fault.times -= 1
                if fault.times <= 0:
                    self._faults.remove(fault)
                return fault
        return None

    def undeliver_next(self, code: int, *, times: int = 1, to: str | None = None) -> None:
        """The next accepted messages (to this number, if given) end as failed with ``code``."""
        self._undeliveries.append(_Undelivery(code, times, to))

    def failure(self, message: MetaMessage) -> int | None:
        """The code ordered for this message, used up by asking."""
        for order in self._undeliveries:
            if order.to in (None, message.phone.number):
                order.times -= 1
                if order.times <= 0:
                    self._undeliveries.remove(order)
                return order.code
        return None

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
