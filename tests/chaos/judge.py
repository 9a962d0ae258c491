"""What a run did to its articles, against what one clean process finds in the same texts."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256

from articles.extraction.claims import find_claims
from tests.chaos import stories
from tests.chaos.run import Run

FOUND = 'SELECT a.url, c.start, c."end", c.surface FROM articles_claim c JOIN articles_article a ON a.id = c.article_id ORDER BY c.start'
DUPLICATE = 'SELECT count(*) - count(DISTINCT (revision_id, start, "end")) FROM articles_claim'
UNENDED = "SELECT count(*) FROM articles_article WHERE state IN ('queued', 'running')"
BY_STATE = "SELECT count(*) FROM articles_article WHERE state = '{}'"


def judge(run: Run, articles: int) -> dict[str, int | str]:
    """Lost, duplicate and partial are to be 0; ``digest`` is the same for the same articles, whatever was done to them."""
    oracle = {url: _digest(_expected(text)) for url, text in stories.texts(articles)}
    found: dict[str, list[tuple[int, int, str]]] = {url: [] for url in oracle}
    for url, start, end, surface in run.ask(FOUND):
        found[url].append((start, end, surface))
    digests = {url: _digest(claims) for url, claims in found.items()}
    log = (run.folder / "worker.log").read_text(errors="replace")
    return {
        "lost": articles - run.count(BY_STATE.format("done")),
        "duplicate": run.count(DUPLICATE),
        "partial": sum(digests[url] != wanted for url, wanted in oracle.items()),
        "quarantined": run.count(BY_STATE.format("quarantined")),
        "unended": run.count(UNENDED),
        "stale_refused": log.count("lease lost: "),
        "digest": sha256(json.dumps(sorted(digests.items())).encode()).hexdigest()[:16],
        "oracle": sha256(json.dumps(sorted(oracle.items())).encode()).hexdigest()[:16],
    }


def _expected(text: str) -> list[tuple[int, int, str]]:
    found = find_claims(text, published=date(2026, 3, 2))
    return [(c.quantity.span.start, c.quantity.span.end, c.quantity.surface) for c in found]


def _digest(claims: list[tuple[int, int, str]]) -> str:
    return sha256(json.dumps(claims).encode()).hexdigest()
