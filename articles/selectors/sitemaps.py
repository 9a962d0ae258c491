"""The pages that search engines are told of, in blocks by number: no block costs more for standing behind others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, IntegerField, Max, QuerySet
from django.db.models.functions import Cast, Greatest

from articles.models import Article, Figure, Outlet, Speaker

BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """One address by its route and number, and when its page last changed, where that is known."""

    route: str
    key: object
    changed_at: datetime | None


def _rows() -> Mapping[str, QuerySet[Any]]:
    articles = Article.objects.filter(state=Article.State.DONE)
    return {
        "figure": Figure.objects.standing().annotate(changed_at=F("last_reported_at")),
        "speaker": Speaker.objects.filter(merged_into__isnull=True).annotate(changed_at=F("created_at")),
        "outlet": Outlet.objects.filter(merged_into__isnull=True).annotate(changed_at=F("created_at")),
        "article": articles.annotate(changed_at=Greatest("created_at", "ended_at")),
    }


KINDS = ("figure", "speaker", "outlet", "article")


def blocks() -> Iterator[Place]:
    """Every block of every kind that holds a page, in one query a kind; ``key`` is ``"figure-0"``."""
    for kind, rows in _rows().items():
        number = Cast(F("pk") / BLOCK, IntegerField())
        found = (
            rows.order_by().annotate(block=number).values("block").annotate(latest=Max("changed_at")).order_by("block")
        )
        for row in found:
            yield Place("sitemap-block", f"{kind}-{row['block']}", row["latest"])


def pages_of(kind: str, block: int) -> list[Place]:
    """The pages of one block, in order; none for a kind or block that is not there."""
    if kind not in KINDS or block > 2**40:
        return []
    rows = _rows()[kind].filter(pk__gte=block * BLOCK, pk__lt=(block + 1) * BLOCK)
    return [Place(kind, pk, at) for pk, at in rows.order_by("pk").values_list("pk", "changed_at")]
