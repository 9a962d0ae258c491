"""Which submissions are the same article."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

from courlan import normalize_url

MOST_URL_CHARS = 2048


class BadAddress(ValueError):
    """An address that no article can have; the message says what is wrong with it."""


def canonical_url(url: str) -> str:
    """The address without tracking parameters, fragment, default port and upper-case host.

    >>> canonical_url("HTTPS://News.example:443/a?utm_source=x&id=7#top")
    'https://news.example/a?id=7'

    Raises BadAddress where it is no http(s) address of a host.
    """
    url = url.strip()
    if len(url) > MOST_URL_CHARS:
        raise BadAddress(f"an address has at most {MOST_URL_CHARS} characters, this one has {len(url)}")
    if any(ord(c) < 0x21 or ord(c) == 0x7F or 0xD800 <= ord(c) <= 0xDFFF for c in url):
        raise BadAddress("the address holds a space, a control character or half a character")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as fault:
        raise BadAddress(f"not an address: {fault}") from fault
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise BadAddress("an address starts with http:// or https:// and names a host")
    return str(normalize_url(url)).partition("#")[0]


def host_of(url: str) -> str:
    """The host without "www.": ``host_of("https://www.news.example/a") == "news.example"``; empty for no address."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def identity_of(url: str, raw: bytes | None) -> str:
    """The key that one article has: sha256 of its canonical URL, or of its bytes where it has none."""
    kind, content = (b"url:", url.encode()) if url else (b"raw:", raw or b"")
    return sha256(kind + content).hexdigest()
