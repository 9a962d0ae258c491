"""Puts other sites' fact checks beside the figures that they may be about: as evidence that a person chose to bring in, never as truth."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import User
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Q

from articles.actions.notes import Evidence, Target, annotate
from articles.comparison.words import stem
from articles.extraction.claims import find_claims
from articles.models import Annotation, Claim, Figure, Membership
from articles.selectors.documents.fact_checks import FactCheck

_CANDIDATES = 200
# of the words of the reviewed claim's subject, how many the other claim's subject and sentence must share
LEAST_SHARED = 0.5
MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Match:
    """One figure that a fact check may be about: the claim that led there, and the share of subject words in common."""

    figure: Figure
    claim: Claim
    shared: float


def matches_of(check: FactCheck) -> list[Match]:
    """The figures with a claim of the reviewed number about the reviewed subject, best first, at most three; none without a number."""
    best: dict[int, Match] = {}
    for found in find_claims(check.claim, published=check.published):
        wanted = _words(found.subject.phrase or found.quantity.unit)
        value = found.quantity.value
        if value is None or not wanted:
            continue
        for match in _of_value(value, wanted):
            if match.figure.pk not in best or best[match.figure.pk].shared < match.shared:
                best[match.figure.pk] = match
    return sorted(best.values(), key=lambda match: (-match.shared, match.figure.pk))[:MOST_FIGURES]


def _of_value(value: Decimal, wanted: frozenset[str]) -> list[Match]:
    point = NumericRange(value, value, "[]")
    same = Q(claim__value=value) | Q(claim__interval__contains=point, claim__value__isnull=True)
    subject = Q()
    for word in wanted:
        subject |= Q(claim__subject__icontains=word)
    rows = Membership.objects.counted().filter(same, subject, figure__merged_into__isnull=True)
    found = []
    for member in rows.select_related("figure", "claim").defer("claim__search").order_by("-pk")[:_CANDIDATES]:
        shared = len(wanted & _words(f"{member.claim.subject} {member.claim.sentence}")) / len(wanted)
        if shared >= LEAST_SHARED:
            found.append(Match(member.figure, member.claim, shared))
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word.strip(".,;:()“”\"'").lower()) for word in text.split() if len(word) > 3)


def bring_in(check: FactCheck, match: Match, *, by: User) -> Annotation | None:
    """Note a fact check as evidence on a figure; None where it stands there already."""
    if Annotation.objects.visible().filter(figure=match.figure, evidence_url=check.url).exists():
        return None
    whose = f", said by {check.claimant}" if check.claimant else ""
    body = (
        f"{check.reviewer} checked “{check.claim}”{whose} and rated it “{check.rating}”. "
        f"Suggested here because claim {match.claim.pk} states the same number of the same subject."
    )
    # a name in another site's words calls nobody here
    told = body.replace("@", "@\u2060")[:5000]
    evidence = Evidence(check.url, title=check.claim[:500], date=check.published)
    return annotate(
        by=by, body=told, target=Target(figure=match.figure), kind=Annotation.Kind.EVIDENCE, evidence=evidence
    )
