"""Which network addresses may be connected to.

A page on the internet must not make this machine talk to its own services or to its private network. An address is
private when it is not globally reachable (IANA's special-purpose registries, by `ipaddress`); addresses that embed
an IPv4 address (mapped, 6to4, NAT64) count as that one.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from newsclip.errors import FetchError, FetchRefused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[tuple[Address, ...]]]
"""From a host and a port to all addresses of the host."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# RFC 2544 set it aside for benchmarks; in the wild it is where transparent proxies (Clash, Surge) put the whole
# internet, so calling it private would refuse every redirect of their users.
_FAKE_IP = ipaddress.ip_network("198.18.0.0/15")
# 127.1 | 2130706433 | 0x7f.0.0.1
_OLD_SPELLING = re.compile(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", re.IGNORECASE)
# RFC 6762 (local), 8375 (home.arpa), ICANN's internal, and the names that routers and companies hand out.
_PRIVATE_SUFFIXES = (".local", ".internal", ".home.arpa", ".lan", ".home", ".corp", ".intranet")


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Tells public addresses from private ones.

    `public` and `private` name networks that count as such in spite of what they are; they let a test have both on
    one loopback interface.
    """

    public: tuple[str, ...] = ()
    private: tuple[str, ...] = ()

    def is_public(self, address: Address) -> bool:
        """Whether anybody on the internet could reach the address."""
        address = _embedded(address)
        if _within(address, self.private):
            return False
        if _within(address, self.public) or address in _FAKE_IP:
            return True
        return address.is_global and not address.is_multicast


def _within(address: Address, networks: tuple[str, ...]) -> bool:
    return any(address in ipaddress.ip_network(network) for network in networks)


def _embedded(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address.sixtofour is not None:
            return address.sixtofour
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def parse_address(host: str) -> Address | None:
    """The address that a URL's host is, brackets allowed; None for a name.

    Old spellings that resolvers and proxies still understand count as well: `127.1`, `2130706433`, `0x7f.0.0.1`.
    """
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    if not _OLD_SPELLING.fullmatch(host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def names_private_host(host: str) -> bool:
    """Whether a host as written says itself that it is private: an address, `localhost`, `nas`, `nas.local`."""
    host = host.lower().rstrip(".")
    return parse_address(host) is not None or is_localhost(host) or "." not in host or host.endswith(_PRIVATE_SUFFIXES)


def is_localhost(host: str) -> bool:
    """`localhost` and every name below it (RFC 6761, 6.3)."""
    host = host.lower().rstrip(".")
    return host == "localhost" or host.endswith(".localhost")


async def resolve(host: str, port: int) -> tuple[Address, ...]:
    """All addresses of a host, best first. Raises FetchError for an unknown name."""
    literal = parse_address(host)
    if literal is not None:
        return (literal,)
    if is_localhost(host):
        # Never asked of a name server (RFC 6761): that could answer anything.
        return (ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1"))
    found = await _getaddrinfo(host, port)
    return tuple(dict.fromkeys(ipaddress.ip_address(entry[4][0].partition("%")[0]) for entry in found))


type_of_entry = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]


async def _getaddrinfo(host: str, port: int) -> list[type_of_entry]:
    # In a daemon thread of its own: asyncio's executor is joined at exit, so one hanging name server would hold the
    # process far beyond its deadline.
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[type_of_entry]] = loop.create_future()

    def settle(entries: list[type_of_entry], error: Exception | None) -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(entries)
        else:
            answer.set_exception(error)

    def ask() -> None:
        entries: list[type_of_entry] = []
        failure: Exception | None = None
        try:
            entries = [entry for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM) if len(entry[4]) > 1]  # type: ignore[misc]
        except (OSError, UnicodeError) as error:
            failure = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, entries, failure)

    threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
    try:
        return await answer
    except (OSError, UnicodeError) as error:
        raise FetchError(f"there is no host {host}", hint="check the spelling and the network") from error


def refusal(host: str, addresses: tuple[Address, ...]) -> FetchRefused:
    """The error for a host that has no address which may be connected to."""
    shown = ", ".join(str(address) for address in addresses[:3])
    where = f"{host} ({shown})" if parse_address(host) is None else shown
    return FetchRefused(
        f"leads to the private address {where}", hint="--allow-private fetches it if you trust the page"
    )
