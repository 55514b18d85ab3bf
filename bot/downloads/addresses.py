"""Which addresses of the internet are public, and a resolver that knows no others.

A connection is made to the very addresses that the resolver has looked at, so that a name which means
something else a moment later (DNS rebinding) leads nowhere.
"""

import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult

# Addresses that only wrap one of IPv4: what counts is the one inside. Source: RFC 6052.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Kept for special uses, and not known as such to every release of Python. Source: IANA's registries.
_SPECIAL = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "64:ff9b:1::/48", "3fff::/20", "5f00::/16")))


class InsideOurNetwork(Exception):
    """A name leads to an address that is not public."""


def is_public(address: str) -> bool:
    """Whether it is an address of the open internet: not private, of this machine, of a cloud's own services,
    for many at once, or one of IPv6 that hides such a one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if found.ipv4_mapped or found.sixtofour or found.teredo or found.is_site_local:
            return False
    if any(found.version == each.version and found in each for each in _SPECIAL):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def literal(host: str) -> str | None:
    """The address, where a host is one and no name."""
    try:
        return str(ipaddress.ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        return None


class PublicResolver(AbstractResolver):
    """Looks names up, and fails for one of which any address is not a public one."""

    def __init__(self, resolver: AbstractResolver) -> None:
        self._resolver = resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a name. Raises OSError or InsideOurNetwork."""
        found = await self._resolver.resolve(host, port, family)
        if not all(is_public(each["host"]) for each in found):
            raise InsideOurNetwork("not a public address")
        return found

    async def close(self) -> None:
        """Let go of what the look-ups hold."""
        await self._resolver.close()
