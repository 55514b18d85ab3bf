"""What it takes to work on accounts: the keys of their secrets, and somebody who asks the provider."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.channel import Channel
from bot.ports import AccountDoor
from bot.vault import Vault

NO_KEYS = (
    "Tokens are kept encrypted, and ENCRYPTION_KEYS is not set. Run “bot accounts key” on the server, put "
    "what it prints into ENCRYPTION_KEYS, and start the app again."
)


class NoKeys(Exception):
    """There is no key to encrypt with; the message is a sentence with what to do."""

    def __init__(self) -> None:
        super().__init__(NO_KEYS)


async def _nobody() -> None:
    """Nobody in this process waits for a change."""


@dataclass(frozen=True)
class AccountDesk:
    """``vault`` is None without ENCRYPTION_KEYS. ``own_sid`` is the account of the environment (empty: none),
    and ``own_senders`` are what texts leave from by the environment, as channel and address. ``changed``
    makes this process look at its accounts anew; all others see it by themselves."""

    vault: Vault | None
    door: AccountDoor
    own_sid: str = ""
    own_senders: frozenset[tuple[Channel, str]] = frozenset()
    changed: Callable[[], Awaitable[None]] = _nobody

    @property
    def keys(self) -> Vault:
        """What secrets are encrypted with. Raises NoKeys."""
        if self.vault is None:
            raise NoKeys
        return self.vault
