"""What is ordered of a stand-in: troubles wait in a queue until a request or a message meets them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

Match = Callable[[Mapping[str, Any]], bool]


class Order(Protocol):
    """Something to happen as often as ``times`` says."""

    times: int


Ordered = TypeVar("Ordered", bound=Order)
Error = TypeVar("Error", bound=Exception)


@dataclass
class Orders(Generic[Ordered]):
    """A queue: whoever asks gets the first order that fits."""

    _waiting: list[Ordered] = field(default_factory=list)

    def add(self, order: Ordered) -> None:
        """Let an order wait behind the others."""
        self._waiting.append(order)

    def take(self, fits: Callable[[Ordered], bool]) -> Ordered | None:
        """The first order that fits, counted off and forgotten with its last time; None if there is none."""
        order = next(filter(fits, self._waiting), None)
        if order is not None:
            order.times -= 1
            if order.times <= 0:
                self._waiting.remove(order)
        return order

    def clear(self) -> None:
        """Take back every order that has not happened yet."""
        self._waiting.clear()


@dataclass
class Fault(Generic[Error]):
    """What happens to the next request of an operation (``*`` for any), answered with the vendor's error.

    ``performed``: the operation is carried out although its answer is an error, late or never comes.
    ``slow``: seconds before the request is looked at. ``drop``: the operation is carried out and the
    connection cut before the answer. ``timeout``: no answer until the caller hangs up. ``retry_after``: the
    seconds an error tells the caller to wait. ``match`` sees the request's parameters.
    """

    op: str
    error: Error | None = None
    retry_after: float | None = None
    timeout: bool = False
    drop: bool = False
    slow: float = 0.0
    performed: bool = False
    times: int = 1
    match: Match | None = None

    def __post_init__(self) -> None:
        self.performed = self.performed or self.drop

    @property
    def headers(self) -> dict[str, str] | None:
        """What stands above an error, beside the vendor's own."""
        return None if self.retry_after is None else {"Retry-After": f"{self.retry_after:g}"}

    def fits(self, op: str, params: Mapping[str, Any]) -> bool:
        """Whether this request is meant."""
        return self.op in (op, "*") and (self.match is None or self.match(params))


def known(op: str, operations: frozenset[str]) -> str:
    """The operation to order a fault for. Raises ValueError for one that the stand-in has not."""
    if op not in operations | {"*"}:
        raise ValueError(f"op must be one of {', '.join(sorted(operations))} or *.")
    return op
