"""Which providers are configured, and which senders they have.

The providers that the environment sets up stay as they are; those of accounts that admins add come and go
while the program runs. Whoever holds a part of the registry sees them come and go.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import TypeVar, overload

from bot.ports import Provider, Sender

T = TypeVar("T")


class Registry:
    """The configured providers by name, in the order in which they are preferred."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        """``providers`` are those that stay. Raises ValueError when two have the same name."""
        self._lasting = _by_name(providers)
        self._providers: Mapping[str, Provider] = self._lasting
        self._senders = _senders(self._providers)
        self.by_name: Mapping[str, Provider] = _LiveProviders(lambda: self._providers)
        """The providers by name, as they are at the moment of asking."""
        self.live_providers: Sequence[Provider] = Live(lambda: self.providers)
        """The same in their order."""
        self.live_senders: Sequence[Sender] = Live(lambda: self._senders)
        """The senders of all providers, as they are at the moment of asking."""

    def update(
        self, added: Iterable[Provider], shown: Callable[[Sender], Sender] = lambda each: each
    ) -> None:
        """From now on there are also these providers, and no others that were added before. ``shown`` gives
        each sender what the admins have decided about it. Raises ValueError as at first."""
        self._providers = _by_name([*self._lasting.values(), *added])
        self._senders = tuple(shown(each) for each in _senders(self._providers))

    @property
    def providers(self) -> tuple[Provider, ...]:
        """All providers."""
        return tuple(self._providers.values())


class Live(Sequence[T]):
    """A sequence that is always as its source is now; an iteration is over what there was at its begin."""

    def __init__(self, source: Callable[[], tuple[T, ...]]) -> None:
        self._source = source

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self._source()[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._source())

    def __len__(self) -> int:
        return len(self._source())


class _LiveProviders(Mapping[str, Provider]):
    def __init__(self, source: Callable[[], Mapping[str, Provider]]) -> None:
        self._source = source

    def __getitem__(self, name: str) -> Provider:
        return self._source()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._source())

    def __len__(self) -> int:
        return len(self._source())

    def values(self) -> ValuesView[Provider]:
        """Those of one moment: whoever goes through them may wait in between."""
        return self._source().values()


def _by_name(providers: Iterable[Provider]) -> Mapping[str, Provider]:
    found: dict[str, Provider] = {}
    for provider in providers:
        if provider.name in found:
            raise ValueError(f"Two providers are called {provider.name}.")
        found[provider.name] = provider
    return found


def _senders(providers: Mapping[str, Provider]) -> tuple[Sender, ...]:
    return tuple(sender for provider in providers.values() for sender in provider.senders)
