"""Which addresses are public: nothing of our own network, in whatever spelling."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.downloads.addresses import InsideOurNetwork, PublicResolver, is_public, literal
from tests.downloads.names import Names

PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
    # The addresses at which clouds tell a machine its own secrets.
    *("169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
    # Addresses of IPv6 with one of IPv4 inside.
    *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:7f00:1", "64:ff9b::7f00:1"),
    *("64:ff9b::169.254.169.254", "2002:7f00:1::1", "2001:0:53aa:64c:0:0:80ff:fffe"),
]
PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_that_leads_into_our_own_network_is_no_way_in(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(InsideOurNetwork):
        await PublicResolver(Names("93.184.216.34", address)).resolve("media.example", 443)


@pytest.mark.parametrize("address", PUBLIC)
async def test_a_public_one_is_handed_on(address: str) -> None:
    found = await PublicResolver(Names(address)).resolve("media.example", 443)
    assert [each["host"] for each in found] == [address]


@given(st.ip_addresses(v=4))
def test_no_spelling_in_ipv6_makes_an_address_public_that_is_not(address: ipaddress.IPv4Address) -> None:
    spelled = (
        f"::ffff:{address}",
        f"64:ff9b::{address}",
        str(ipaddress.IPv6Address(0x2002 << 112 | int(address) << 80)),
    )
    for each in spelled:
        assert not is_public(each) or is_public(str(address))


@pytest.mark.parametrize(
    ("host", "address"), [("127.0.0.1", "127.0.0.1"), ("[::1]", "::1"), ("fe80::1%1", "fe80::1")]
)
def test_an_address_in_the_place_of_a_name_is_known(host: str, address: str) -> None:
    assert literal(host) == address


@pytest.mark.parametrize("host", ["example.com", "", "127.1", "2130706433", "0x7f000001", "localhost"])
def test_what_the_resolver_must_look_up_is_no_address(host: str) -> None:
    assert literal(host) is None
