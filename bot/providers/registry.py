"""Which providers are configured, and which sender carries a channel."""

from collections.abc import Iterable

from bot.domain.channel import Channel
from bot.ports import Provider, Sender


class UnknownProvider(LookupError):
    """No provider of this name is configured; the message names those that are."""


class Registry:
    """The configured providers by name, in the order in which they are preferred."""

    def __init__(self, providers: Iterable[Provider]) -> None:
        """Raises ValueError when two providers have the same name."""
        self._providers: dict[str, Provider] = {}
        for provider in providers:
            if provider.name in self._providers:
                raise ValueError(f"Two providers are called {provider.name}.")
            self._providers[provider.name] = provider

    @property
    def providers(self) -> tuple[Provider, ...]:
        """All providers."""
        return tuple(self._providers.values())

    @property
    def senders(self) -> tuple[Sender, ...]:
        """The senders of all providers."""
        return tuple(sender for provider in self.providers for sender in provider.senders)

    def provider(self, name: str) -> Provider:
        """The provider called ``name``. Raises UnknownProvider."""
        try:
            return self._providers[name]
        except KeyError:
            known = ", ".join(self._providers) or "none"
            raise UnknownProvider(f"No provider is called {name}; configured: {known}.") from None

    def senders_for(self, channel: Channel) -> tuple[Sender, ...]:
        """The senders that can carry ``channel``, the preferred one first. An SMS sender carries MMS too."""
        return tuple(sender for sender in self.senders if sender.channel.family is channel.family)

    def sender_for(self, channel: Channel, address: str | None = None) -> Sender | None:
        """The sender with this address, or the preferred one when none is given; None if there is none."""
        senders = self.senders_for(channel)
        return next((sender for sender in senders if address in {None, sender.address}), None)
