"""Claims that turned out to belong to another figure than the machine had put them in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Exists, OuterRef

from articles.comparison.values import Match
from articles.ingestion.candidates import Candidate
from articles.models import Figure, Membership

METHOD = "compare-4"


def move(moved: Mapping[str, Match], figures: Mapping[str, Figure], known: Mapping[int, Candidate]) -> set[int]:
    """Put claims, by id, into the figures they were found to answer; returns all figures concerned.

    Only what the machine suggested moves, and only out of the figure where it was seen: what somebody else moved or decided
    in the meantime stays. The parts of a total go where it goes.
    """
    homes = {s.id: (old, s.article) for old, candidate in known.items() for s in candidate.statements}
    concerned = set()
    for claim, match in moved.items():
        old, article = homes[claim]
        if _move(int(claim), old, figures[match.figure], match):
            _move_parts(int(article), old, figures[match.figure])
            concerned |= {old, figures[match.figure].pk}
    return concerned


def _move(claim: int, old: int, into: Figure, match: Match) -> bool:
    held = Membership.objects.filter(figure=into, claim=OuterRef("claim"))
    seen = Membership.objects.filter(figure=old, claim=claim, status=Membership.Status.SUGGESTED, is_component=False)
    score = Decimal(str(round(match.score, 3)))
    reasons = list(match.reasons)
    return seen.exclude(Exists(held)).update(figure=into, score=score, reasons=reasons, method=METHOD) > 0


def _move_parts(article: int, old: int, into: Figure) -> None:
    """The components of a figure in which their article has no total any more."""
    here = Membership.objects.filter(figure=old, claim__article=article)
    if here.counted().exists():
        return
    held = Membership.objects.filter(figure=into, claim=OuterRef("claim"))
    here.filter(is_component=True, status=Membership.Status.SUGGESTED).exclude(Exists(held)).update(figure=into)
