"""robots.txt by RFC 9309: the longest matching rule of our group decides, ``*`` and ``$`` are understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes, urlsplit

from articles.ingestion.fetch import Fetched, FetchError

PRODUCT = "ClaimTracker"
# RFC 9309 section 2.5 lets a crawler stop reading after 500 KiB
_MOST_BYTES = 500 * 1024
_MOST_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for us: path patterns with whether they allow, and the pause the host asks for."""

    rules: tuple[tuple[str, bool], ...] = ()
    crawl_delay_s: float | None = None

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched: ``read_robots(b"User-agent: *\\nDisallow: /a").allows("http://h/b")``."""
        parts = urlsplit(url)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        matching = [(len(pattern), allows) for pattern, allows in self.rules if _matches(pattern, path)]
        return max(matching, default=(0, True))[1]


def robots_address(url: str) -> str:
    """Where the rules for an address stand: ``https://a.example/x?y`` gives ``https://a.example/robots.txt``."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def fetch_robots(url: str, get: Callable[[str], Fetched]) -> bytes:
    """The robots.txt that rules an address, for the caller to keep for a day; ``read_robots`` reads it.

    A host without one (4xx) allows everything: empty bytes. One that fails (5xx, no connection) allows nothing until it
    answers, as RFC 9309 section 2.3.1 has it: raises the FetchError, which is not permanent.
    """
    try:
        return get(robots_address(url)).body[:_MOST_BYTES]
    except FetchError as fault:
        if fault.is_permanent:
            return b""
        raise


def read_robots(body: bytes, product: str = PRODUCT) -> Robots:
    """The rules for ``product`` (else those for ``*``) in a robots.txt; no rules in what is none. Never raises."""
    named, general = _Group(), _Group()
    for agents, key, value in _grouped(body):
        wanted = [named] if product.lower() in agents else []
        for group in wanted + ([general] if "*" in agents else []):
            group.take(key, value)
    chosen = named if named.is_named else general
    return Robots(tuple(chosen.rules[:_MOST_RULES]), chosen.delay_s)


class _Group:
    def __init__(self) -> None:
        self.rules: list[tuple[str, bool]] = []
        self.delay_s: float | None = None
        self.is_named = False

    def take(self, key: str, value: str) -> None:
        self.is_named = True
        if key in ("allow", "disallow") and value:
            self.rules.append((_normal(value), key == "allow"))
        elif key == "crawl-delay" and re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", value, re.ASCII):
            self.delay_s = float(value)


def _grouped(body: bytes) -> Iterator[tuple[frozenset[str], str, str]]:
    """Each line as (the agents it is for, key, value); an agent line after a rule begins a new group."""
    agents: set[str] = set()
    is_open = False
    for line in body[:_MOST_BYTES].decode("utf-8-sig", errors="replace").splitlines():
        key, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if key.lower() == "user-agent":
            agents = agents if is_open else set()
            agents.add(value.split("/")[0].strip().lower())
            is_open = True
            yield frozenset(agents), "", ""
        elif key and agents:
            is_open = False
            yield frozenset(agents), key.lower(), value


def _normal(path: str) -> str:
    """One spelling for a path: escapes undone and done again, so that ``%7E`` meets ``~``."""
    return quote(unquote_to_bytes(path), safe="/?*$%&=+,;:@!'()~-._")


def _matches(pattern: str, path: str) -> bool:
    is_whole = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    position = len(first)
    for piece in pieces:
        position = path.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    if not is_whole:
        return True
    return path.endswith(pieces[-1]) if pieces else position == len(path)
