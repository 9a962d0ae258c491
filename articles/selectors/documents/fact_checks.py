"""Reads the ClaimReviews of other sites out of JSON-LD, as they stand: a page's block, a graph, a list, or a data feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

MOST_BYTES = 50 * 1024 * 1024
_HOLDERS = ("@graph", "dataFeedElement", "item", "itemListElement", "mainEntity")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class FactCheck:
    """One review of one claim by somebody else: what was claimed, by whom, and how it was rated, in the reviewer's words."""

    claim: str
    claimant: str
    rating: str
    reviewer: str
    url: str
    published: date | None = None


def read_fact_checks(raw: bytes) -> list[FactCheck]:
    """The reviews in a JSON or JSON Lines document, in its order; those without a claim, a rating or a web address are left out.

    Raises ValueError for what is not JSON, saying where, and for more than 50 MB.
    """
    if len(raw) > MOST_BYTES:
        raise ValueError(f"the file is larger than {MOST_BYTES} bytes")
    return [check for node in _nodes(_documents(raw), 0) if (check := _read(node)) is not None]


def _documents(raw: bytes) -> list[Any]:
    try:
        text = raw.decode("utf-8-sig")
        try:
            return [json.loads(text)]
        except json.JSONDecodeError:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (UnicodeDecodeError, RecursionError, ValueError) as fault:
        raise ValueError(f"neither JSON nor JSON Lines: {fault}") from fault


def _nodes(found: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(found, list):
        for each in found:
            yield from _nodes(each, depth + 1)
    elif isinstance(found, dict):
        if "ClaimReview" in _listed(found.get("@type")):
            yield found
        else:
            for name in _HOLDERS:
                yield from _nodes(found.get(name), depth + 1)


def _read(node: dict[str, Any]) -> FactCheck | None:
    reviewed, rating = _first(node.get("itemReviewed")), _first(node.get("reviewRating"))
    claim = _text(node.get("claimReviewed")) or _text(reviewed.get("text")) or _text(reviewed.get("name"))
    said, url = _text(rating.get("alternateName")) or _text(rating.get("name")), _text(node.get("url"))
    if not claim or not said or not _is_web(url):
        return None
    return FactCheck(
        claim=claim,
        claimant=_text(_first(reviewed.get("author")).get("name")),
        rating=said,
        reviewer=_text(_first(node.get("author")).get("name")) or urlsplit(url).netloc,
        url=url,
        published=_day(_text(node.get("datePublished"))),
    )


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and len(url) <= 2000


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> dict[str, Any]:
    return next((each for each in _listed(value) if isinstance(each, dict)), {})


def _text(value: Any) -> str:
    return " ".join(value.replace("\0", "").split()) if isinstance(value, str) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
