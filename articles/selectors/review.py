"""The queue of open questions, one dispute, and what a person did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from articles.models import Annotation, Claim, Dispute, Membership, Ranking, Verdict
from articles.selectors.history import Step, history_of
from articles.selectors.keyset import Key, Order

MOST_DEEDS = 50
NEWEST_ID = Key("id", is_descending=True)
DISPUTE_ORDERS: Mapping[str, Order] = {
    "priority": Order("most outlets first", (Key("reach", is_descending=True), NEWEST_ID)),
    "newest": Order("newest first", (Key("opened_at", is_descending=True, kind=datetime), NEWEST_ID)),
    "oldest": Order("oldest first", (Key("opened_at", kind=datetime), Key("id"))),
}
UNREAD = ("figure__search", "claim__search", "claim__reasons")


def listed_disputes() -> QuerySet[Dispute, Any]:
    """Disputes with what a row shows."""
    return Dispute.objects.select_related("figure", "claim", "opened_by", "assigned_to").defer(*UNREAD)


@dataclass(frozen=True, slots=True)
class DisputeView:
    """One dispute with both sides, the discussion, the rulings and the history."""

    dispute: Dispute
    claims: list[Claim]
    verdicts: list[Verdict]
    annotations: list[Annotation]
    history: list[Step]

    @property
    def since(self) -> list[str]:
        """What changed after the standing verdict: ``["2 more claims", "a ranked claim was corrected"]``."""
        return changes_since(self.verdicts[0], self.claims) if self.verdicts else []


def reported_range(dispute: Dispute, claims: Iterable[Claim]) -> tuple[Decimal | None, Decimal | None]:
    """From the lowest to the highest number reported of a figure, an end left open where the claims that reach it leave it open.

    "100,000" and "over 100,000" give ``(Decimal(100000), None)``, "at least 35" and "41" ``(Decimal(35), Decimal(41))``. Two Nones
    without a figure or number.
    """
    span = dispute.figure.span if dispute.figure else None
    if span is None:
        return None, None
    said = [claim.interval for claim in claims if claim.interval is not None]
    low = None if any(one.lower is None and one.upper == span.lower for one in said) else span.lower
    high = None if any(one.upper is None and one.lower == span.upper for one in said) else span.upper
    return (span.lower, span.upper) if low is None and high is None else (low, high)


def changes_since(verdict: Verdict, claims: list[Claim]) -> list[str]:
    """What a reader of a verdict should know that it could not: later claims, and ranked ones that changed or went."""
    later = sum(1 for claim in claims if claim.created_at > verdict.created_at)
    ranked = verdict.rankings.all()
    changed = [r.claim for r in ranked if r.claim.version != r.claim_version and r.claim.is_current]
    gone = [r.claim for r in ranked if not r.claim.is_current]
    said = [f"{later} more claim{'s' if later > 1 else ''} came in"] if later else []
    said += [f"“{claim.surface}” was reviewed or corrected" for claim in changed]
    return said + [f"“{claim.surface}” stands in no current text" for claim in gone]


def full_dispute() -> QuerySet[Dispute, Any]:
    """Disputes with everything that their page shows of themselves."""
    # each in a query of its own: planning one of eighteen tables takes longer than all of them
    told = [Prefetch(name, Claim.objects.all().for_list()) for name in ("claim", "claim_a", "claim_b")]
    return Dispute.objects.select_related("figure", "opened_by", "assigned_to", "closed_by").prefetch_related(*told)


def dispute_view(dispute: Dispute) -> DisputeView:
    """One dispute in seven queries."""
    verdicts = Verdict.objects.filter(dispute=dispute).select_related("created_by", "preferred_claim")
    verdicts = verdicts.prefetch_related(Prefetch("rankings", Ranking.objects.select_related("claim")))
    notes = Annotation.objects.visible().in_order().filter(dispute=dispute).select_related("created_by")
    return DisputeView(
        dispute=dispute,
        claims=list(claims_at_issue(dispute)),
        verdicts=list(verdicts.order_by("-created_at", "-pk")),
        annotations=list(notes),
        history=history_of(dispute),
    )


def claims_at_issue(dispute: Dispute, most: int = 60) -> QuerySet[Claim]:
    """The claims that a verdict may prefer: those of the figure, or the one disputed claim; latest first."""
    if dispute.figure_id is None:
        return Claim.objects.filter(disputes=dispute).for_list()
    members = Membership.objects.counted().filter(figure=dispute.figure_id).values("claim_id")
    return Claim.objects.filter(pk__in=members).for_list().newest()[:most]


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one person did last: notes and corrections, disputes opened and closed, verdicts."""

    person: User
    annotations: list[Annotation]
    disputes: list[Dispute]
    verdicts: list[Verdict]

    @property
    def is_empty(self) -> bool:
        """Whether this person has done nothing that readers see."""
        return not (self.annotations or self.disputes or self.verdicts)


def with_deeds(people: QuerySet[User]) -> QuerySet[User, Any]:
    """People, each with ``has_deeds``: whether a page tells what they did."""
    disputes = Dispute.objects.filter(Q(opened_by=OuterRef("pk")) | Q(closed_by=OuterRef("pk")))
    notes = Annotation.objects.visible().filter(created_by=OuterRef("pk"))
    verdicts = Verdict.objects.filter(created_by=OuterRef("pk"))
    return people.annotate(has_deeds=Exists(disputes) | Exists(notes) | Exists(verdicts))


def deeds_of(person: User) -> Deeds:
    """The latest 50 of each kind, in three queries."""
    disputes = Dispute.objects.filter(Q(opened_by=person) | Q(closed_by=person)).select_related("figure", "claim")
    notes = (
        Annotation.objects.visible()
        .filter(created_by=person)
        .select_related("claim", "figure", "dispute", "created_by")
    )
    return Deeds(
        person=person,
        annotations=list(notes.order_by("-created_at", "-pk")[:MOST_DEEDS]),
        disputes=list(disputes.newest()[:MOST_DEEDS]),
        verdicts=list(
            person.verdicts.select_related("dispute", "created_by", "preferred_claim").order_by("-pk")[:MOST_DEEDS]
        ),
    )
