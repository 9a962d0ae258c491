"""What one clean process finds in the same texts, and how fast it does: the bare loop that the pipeline is compared with."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from articles.extraction.claims import find_claims
from articles.extraction.page import read_page
from articles.extraction.plain import read_plain
from tests.chaos.stories import Story


def expected(stories: Iterable[Story]) -> tuple[dict[str, str], float]:
    """The digest of each address's claims, and the articles a second of this loop."""
    began, digests = time.process_time(), {}
    for story in stories:
        digests[story.url] = digest(_found(story))
    return digests, len(digests) / max(time.process_time() - began, 1e-9)


def _found(story: Story) -> list[tuple[Any, ...]]:
    if story.kind == "page":
        page = read_page(story.raw, story.url)
    else:
        page = read_plain(story.raw, "article.md" if story.kind == "markdown" else "article.txt")
    published = date.fromisoformat(story.published)
    rows = []
    for claim in find_claims(page.text, published=published, outlet=story.outlet, title=page.title):
        q = claim.quantity
        words = (q.hedge.value, q.measure.value, q.unit[:200], claim.attribution.mode.value)
        rows.append((q.span.start, q.span.end, q.surface, q.value, *words))
    return rows


def digest(rows: Iterable[tuple[Any, ...]]) -> str:
    """Of the claims of one text, in its order."""
    plain = [[_plain(part) for part in row] for row in sorted(rows, key=lambda row: row[:2])]
    return sha256(json.dumps(plain).encode()).hexdigest()


def whole(digests: Mapping[str, str]) -> str:
    """One short digest of all."""
    return sha256(json.dumps(sorted(digests.items())).encode()).hexdigest()[:16]


def _plain(part: Any) -> Any:
    return f"{part.normalize():f}" if isinstance(part, Decimal) else part
