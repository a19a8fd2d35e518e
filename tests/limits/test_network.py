"""Which network a request comes from, however a proxy writes its address."""

from __future__ import annotations

import pytest

from regelruimte.limits.network import network_of

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize(
    "written",
    ["198.51.100.7", "198.51.100.7:51234", "::ffff:198.51.100.7", "[::ffff:198.51.100.7]:443"],
)
def test_an_ipv4_address_is_one_network_however_it_is_written(written: str) -> None:
    assert network_of(written) == "198.51.100.7"


@pytest.mark.parametrize(
    "written",
    ["2001:db8:0:7::1", "2001:DB8:0:7:ffff::2", "[2001:db8:0:7::3]", "[2001:db8:0:7::4]:80"],
)
def test_all_addresses_of_a_64_are_one_network(written: str) -> None:
    assert network_of(written) == "2001:db8:0:7::/64"


def test_the_next_64_is_another() -> None:
    assert network_of("2001:db8:0:8::1") != network_of("2001:db8:0:7::1")


@pytest.mark.parametrize("written", ["", "unknown", "999.1.1.1", "fe80::1%eth0", "[::1"])
def test_what_is_no_address_does_no_harm(written: str) -> None:
    assert isinstance(network_of(written), str)
