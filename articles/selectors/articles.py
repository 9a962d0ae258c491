"""The list of articles, and one article's text with its claims marked in place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from articles.models import Annotation, Article, Claim, Membership, Revision
from articles.selectors.keyset import Key, Order

NEWEST_ID = Key("id", is_descending=True)
PUBLISHED = Key("published_at", is_descending=True, kind=datetime, is_nullable=True)
ARTICLE_ORDERS: Mapping[str, Order] = {
    "newest": Order("newest first", (PUBLISHED, NEWEST_ID)),
    "received": Order("last received first", (NEWEST_ID,)),
}
MOST_NOTES = 100
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text: plain, or the words of a claim."""

    text: str
    claim: Claim | None = None
    start: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class MarginNote:
    """One claim beside the text, with the figures it belongs to."""

    claim: Claim
    memberships: list[Membership]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One text of an article with its claims in place and what others report for each."""

    article: Article
    revision: Revision | None
    revisions: list[Revision]
    paragraphs: list[list[Segment]]
    notes: list[MarginNote]
    copies: list[Article]
    annotations: list[Annotation]

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be read."""
        return self.article.state in (Article.State.QUEUED, Article.State.RUNNING)


def listed_articles() -> QuerySet[Article]:
    """What the list of articles shows."""
    return Article.objects.select_related("outlet", "copy_of__outlet")


def article_view(article: Article, number: int | None = None) -> ArticleView:
    """The latest text of an article, or revision ``number`` (None in ``revision`` when there is no such text), in five queries."""
    revisions = list(article.revisions.defer("text", "search").order_by("number"))
    chosen = next((r for r in revisions if (r.is_latest if number is None else r.number == number)), None)
    claims = list(_claims_of(chosen)) if chosen else []
    text = chosen.text if chosen else ""
    return ArticleView(
        article=article,
        revision=chosen,
        revisions=revisions,
        paragraphs=paragraphs_of(text, claims),
        notes=_notes_of(claims),
        copies=list(article.copies.select_related("outlet").newest()[:20]),
        annotations=list(_annotations_of(chosen)) if chosen else [],
    )


def _annotations_of(revision: Revision) -> QuerySet[Annotation]:
    notes = Annotation.objects.visible().in_order().select_related("created_by")
    return notes.filter(revision=revision, claim=None, figure=None, dispute=None)[:MOST_NOTES]


def _claims_of(revision: Revision) -> QuerySet[Claim]:
    rows = revision.claims.select_related("speaker", "source")
    return (rows.current() if revision.is_latest else rows).order_by("start", "-end", "pk")


def _notes_of(claims: Sequence[Claim]) -> list[MarginNote]:
    members = Membership.objects.counted().filter(claim__in=claims).select_related("figure").order_by("-score", "pk")
    by_claim: dict[int, list[Membership]] = defaultdict(list)
    for member in members if claims else ():
        by_claim[member.claim_id].append(member)
    return [MarginNote(claim, by_claim[claim.pk]) for claim in claims]


def paragraphs_of(text: str, claims: Sequence[Claim]) -> list[list[Segment]]:
    """The text cut at blank lines, and each paragraph cut at its claims, in order.

    ``"A 5 b.\\n\\nC"`` with a claim at 2-3 gives ``[["A ", "5"*, " b."], ["C"]]``. Joined segments give the paragraph back,
    a claim's segment is its surface; a claim inside another or over a paragraph's end is cut to what is left of it.
    """
    paragraphs, at = [], 0
    ends = [(match.start(), match.end()) for match in BLANK_LINES.finditer(text)] + [(len(text), len(text))]
    for end, following in ends:
        inside = [claim for claim in claims if claim.start < end and claim.end > at]
        if text[at:end].strip():
            paragraphs.append(_segments(text, at, end, inside))
        at = following
    return paragraphs


def _segments(text: str, start: int, end: int, claims: Sequence[Claim]) -> list[Segment]:
    segments, at = [], start
    for claim in sorted(claims, key=lambda claim: claim.start):
        left, right = max(at, claim.start), min(end, claim.end)
        if left >= right:
            continue
        if left > at:
            segments.append(Segment(text[at:left], start=at))
        segments.append(Segment(text[left:right], claim, left))
        at = right
    if at < end:
        segments.append(Segment(text[at:end], start=at))
    return segments
