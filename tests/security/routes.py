"""The routes that the URLconf has, and what routes.txt says of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("routes.txt")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
NAMED_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True, slots=True)
class Route:
    """One line: ``Route("/notes/<note>/delete/", "own", {"POST": 302}, 400)``."""

    address: str
    who: str
    statuses: dict[str, int]
    other: int = 0
    who_reads: str = ""

    def __str__(self) -> str:
        return self.address

    @property
    def is_api(self) -> bool:
        return self.address.startswith("/api/")

    @property
    def is_own(self) -> bool:
        return self.who.startswith("own")


def listed() -> list[Route]:
    """What routes.txt says."""
    lines = (line.split("#")[0].split() for line in TABLE.read_text().splitlines())
    return [_route(words) for words in lines if words]


def _route(words: list[str]) -> Route:
    address, who, *rest = words
    statuses = {name: int(status) for name, _, status in (word.partition("=") for word in rest)}
    reads, _, writes = who.rpartition("/")
    return Route(address, writes, statuses, statuses.pop("other", 0), reads or writes)


def shape(address: str) -> str:
    """An address with its parameters unnamed: ``/claims/<>/``; by this URLconf and table are compared."""
    return PARAMETER.sub("<>", address)


def walked() -> Iterator[str]:
    """The shape of every address that the URLconf answers."""
    yield from _under(get_resolver(), "/")


def _under(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for entry in resolver.url_patterns:
        address = prefix + NAMED_GROUP.sub(r"<\1>", str(entry.pattern)).replace("^", "").replace("$", "")
        if isinstance(entry, URLPattern):
            yield shape(address)
        else:
            yield from _under(entry, address)
