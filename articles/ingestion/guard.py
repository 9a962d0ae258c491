"""Which addresses the program may talk to: public web servers by their public names, and nothing inside."""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from urllib.parse import quote, urlsplit

import certifi

LONGEST_URL = 2_048
_SCHEMES = {"http": 80, "https": 443}
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# ipaddress.is_global of Python 3.11 and 3.12 lets 15 to 17 internal addresses pass, so the registries of special
# addresses stand here whole; 168.63.129.16 is a cloud's host agent on a public-looking address
_DENIED = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"),
    )
)
_NAME = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.){1,126}[a-z][a-z0-9-]{0,61}[a-z0-9]\Z", re.ASCII
)
_QUAD = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}\Z", re.ASCII)
_INSIDE = (".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa", ".onion", ".i2p")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\\]|%0[0ad]", re.I)


class Blocked(ValueError):
    """The address may not be fetched; the message says which rule refused it."""


@dataclass(frozen=True, slots=True)
class Target:
    """One checked address: the ASCII URL to ask for, and the name (or bare IP) and port to connect to."""

    url: str
    scheme: str
    host: str
    port: int
    path: str


def is_public(address: str) -> bool:
    """Whether an IP address is a public host: ``is_public("8.8.8.8")``; not loopback, private, mapped or reserved."""
    ip = ipaddress.ip_address(address)
    if ip.version == 6 and ip not in _GLOBAL_UNICAST:
        return False
    return ip.is_global and not any(ip.version == network.version and ip in network for network in _DENIED)


def lookup(host: str, port: int) -> list[str]:
    """The IP addresses of a name, by the system's resolver, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(entry[4][0]) for entry in found]


@cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@dataclass(frozen=True, slots=True)
class Guard:
    """The rule of the one door out. No setting reaches it: tests that need a local server pass their own."""

    resolve: Callable[[str, int], list[str]] = lookup
    is_allowed: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    # what is sent, and not only asked for, goes over TLS
    post_schemes: frozenset[str] = frozenset({"https"})
    tls: Callable[[], ssl.SSLContext] = _tls

    def target(self, url: str) -> Target:
        """Check an address's spelling, without any network; raises Blocked.

        ``target("https://münchen.example/ß")`` asks for ``https://xn--mnchen-3ya.example/%C3%9F``. Refused: other
        schemes and ports, credentials, controls, back-slashes and escapes in the authority, names without a dot,
        numbers that are not a canonical dotted quad, names that end in ``.internal`` and its like.
        """
        url = url.strip(" \t\r\n")
        if len(url) > LONGEST_URL or _CONTROL.search(url):
            raise Blocked("address holds control characters or is too long")
        if not re.match(r"https?://[^/?#]", url, re.I) or re.match(r"https?://[^/]*[?#][^/]*@", url, re.I):
            raise Blocked("only http and https addresses are fetched")
        return self._target(url)

    def _target(self, url: str) -> Target:
        try:
            parts = urlsplit(url)
            port = parts.port or _SCHEMES[parts.scheme]
        except ValueError as fault:
            raise Blocked("address cannot be read") from fault
        if parts.username is not None or parts.password is not None or re.search(r"[%@\s]", parts.netloc):
            raise Blocked("address holds credentials or escapes before its path")
        if parts.port == 0 or port not in self.ports:
            raise Blocked(f"port {port} is not fetched")
        host = self._host(parts.hostname or "")
        shown = f"[{host}]" if ":" in host else host
        netloc = shown if port == _SCHEMES[parts.scheme] else f"{shown}:{port}"
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]|")
        path = f"{path}?{query}" if parts.query else path
        return Target(f"{parts.scheme}://{netloc}{path}", parts.scheme, host, port, path)

    def _host(self, host: str) -> str:
        name = host if host.isascii() else _punycode(host)
        if ":" in name or _QUAD.match(name):
            return self._literal(name)
        if not _NAME.match(name) or name.endswith(_INSIDE):
            raise Blocked("the name is not a public host name")
        return name

    def _literal(self, host: str) -> str:
        try:
            address = str(ipaddress.ip_address(host))
        except ValueError as fault:
            raise Blocked("the host is not an address") from fault
        if "%" in host or not self.is_allowed(address):
            raise Blocked("the address is not public")
        return address

    def addresses(self, target: Target, timeout_s: float) -> list[str]:
        """Resolve a target once, within ``timeout_s``; every address must be allowed, else Blocked.

        Raises OSError when the name does not resolve and TimeoutError when the resolver is too slow.
        """
        if ":" in target.host or _QUAD.match(target.host):
            return [target.host]
        found = _within(lambda: self.resolve(target.host, target.port), timeout_s)
        if not found:
            raise OSError("the name has no address")
        for address in found:
            if not self._passes(address):
                raise Blocked("the name leads to an address that is not public")
        return list(dict.fromkeys(found))

    def _passes(self, address: str) -> bool:
        try:
            return "%" not in address and self.is_allowed(address)
        except ValueError:
            return False


def _punycode(host: str) -> str:
    """The ASCII form of an international name; letters, marks and digits only, none that folds into another."""
    for character in host:
        is_plain = character in ".-" or unicodedata.category(character)[0] in "LMN"
        if not is_plain or unicodedata.normalize("NFKC", character) != character:
            raise Blocked("the name holds characters that are not letters")
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as fault:
        raise Blocked("the name cannot be written in ASCII") from fault


def _within(ask: Callable[[], list[str]], timeout_s: float) -> list[str]:
    """The system's resolver has no deadline of its own: it runs in a thread that is left behind when it is too slow."""
    answers: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def run() -> None:
        try:
            answers.put(ask())
        except (OSError, UnicodeError) as fault:
            answers.put(fault)

    threading.Thread(target=run, daemon=True, name="resolve").start()
    try:
        answer = answers.get(timeout=max(0.0, timeout_s))
    except Empty:
        raise TimeoutError("the name was not resolved in time") from None
    if isinstance(answer, UnicodeError):
        raise OSError("the name cannot be resolved") from answer
    if isinstance(answer, OSError):
        raise answer
    return answer


STRICT = Guard()
