"""A resolver for tests: every name leads to the same addresses."""

import socket

from aiohttp.abc import AbstractResolver, ResolveResult


class Names(AbstractResolver):
    """Counts how often it was asked; with several lists of addresses, each question gets the next."""

    def __init__(self, *addresses: str, then: tuple[str, ...] = ()) -> None:
        self._addresses = addresses
        self._then = then
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses that were given."""
        self.asked += 1
        known = self._then if self._then and self.asked > 1 else self._addresses
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in known
        ]

    async def close(self) -> None:
        """Nothing is held."""
