"""What waits for a reviewer: open disputes and claims nobody approved, by what a look at each is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from articles.models import Claim, Dispute, Figure, Membership, Review
from articles.models.figure import MOST_REACH
from articles.models.review import DISPUTE_POINTS
from articles.selectors.position import Position

ROWS = 25
ALL, DISPUTES, CLAIMS = "all", "disputes", "claims"
ME, NOBODY = "me", "nobody"
UNSEEN = "unseen"
CLAIM_STATES = [(UNSEEN, "never looked at"), *(s for s in Review.State.choices if s[0] != Review.State.APPROVED)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the queue is asked for; empty fields ask for everything."""

    what: str = ALL
    kind: str = ""
    state: str = ""
    assigned: str = ""
    measure: str = ""
    outlet: int | None = None
    flagged: bool = False
    person: AbstractBaseUser | AnonymousUser | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a score, for the reader: ``Part("reports conflict", 40)``."""

    label: str
    points: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the queue: a dispute, or a claim with the figure through which it got its place."""

    dispute: Dispute | None = None
    membership: Membership | None = None

    @property
    def claim(self) -> Claim | None:
        """The claim that waits, or that the dispute is about."""
        if self.membership is not None:
            return self.membership.claim
        return self.dispute.claim if self.dispute else None

    @property
    def figure(self) -> Figure | None:
        """The figure that gives it its place."""
        return self.membership.figure if self.membership else self.dispute.figure if self.dispute else None

    @property
    def target(self) -> str:
        """How a deed names it: ``dispute:3``."""
        if self.dispute is not None:
            return f"dispute:{self.dispute.pk}"
        return f"claim:{self.membership.claim_id}" if self.membership else ""

    @property
    def review(self) -> Review | None:
        """How far the claim's review is; None for a dispute and for what nobody looked at."""
        return getattr(self.membership.claim, "review", None) if self.membership else None

    @property
    def held_by(self) -> Any:
        """Who has it in hand now; None when it is free."""
        held = self.dispute or self.review
        if held is None or (held.assigned_until is not None and held.assigned_until <= timezone.now()):
            return None
        return held.assigned_to

    @property
    def since(self) -> datetime | None:
        """Since when it waits."""
        return self.dispute.opened_at if self.dispute else (self.figure.created_at if self.figure else None)

    @property
    def parts(self) -> list[Part]:
        """What its score is made of; they add up to :attr:`score`."""
        parts = [Part("a dispute", DISPUTE_POINTS)] if self.dispute else []
        parts += _parts_of(self.figure) if self.figure else []
        days = (timezone.now() - self.since).days if self.since else 0
        return [*parts, *([Part(f"waiting {days} days", days)] if days else [])]

    @property
    def score(self) -> int:
        """What a look at it is worth."""
        return sum(part.points for part in self.parts)


def _parts_of(figure: Figure) -> Iterator[Part]:
    standing = {"conflict": 40, "update": 10}.get(figure.agreement, 0)
    reach, flags = 3 * min(figure.outlet_count, MOST_REACH), MOST_REACH * min(figure.flag_count, 5)
    spread = figure.points - standing - reach - flags
    labelled = (
        (figure.get_agreement_display(), standing),
        ("spread", spread),
        (f"{figure.outlet_count} outlets" if figure.outlet_count != 1 else "1 outlet", reach),
        ("readers' flags", flags),
    )
    for label, points in labelled:
        if points:
            yield Part(label, points)


def queue_of(
    wanted: Wanted, position: Position | None = None, size: int = ROWS
) -> tuple[list[Waiting], Position | None]:
    """The rows after a position in order of worth, and the position of the next page (None on the last), in two queries."""
    after = position or Position()
    disputes = list(_disputes(wanted, after)[: size + 1]) if wanted.what != CLAIMS else []
    members = list(_members(wanted, after)[: size + 1]) if wanted.what != DISPUTES else []
    rows = list(_merged(disputes, members))
    page = rows[:size]
    return page, after.beyond(page) if len(rows) > size else None


def _merged(disputes: Sequence[Dispute], members: Sequence[Membership]) -> Iterable[Waiting]:
    seen: set[int] = set()
    rows = [(-d.worth, 0, Waiting(dispute=d)) for d in disputes]
    for member in members:
        if member.claim_id not in seen:
            rows.append((-member.figure.worth, 1, Waiting(membership=member)))
        seen.add(member.claim_id)
    return [row for _, _, row in sorted(rows, key=lambda row: row[:2])]


def open_disputes() -> QuerySet[Dispute, Any]:
    """Disputes that are not answered, the most worth first."""
    return Dispute.objects.open().order_by("-worth", "-pk")


def _disputes(wanted: Wanted, after: Position) -> QuerySet[Dispute, Any]:
    rows = open_disputes().filter(_held(wanted, "assigned"))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.measure:
        rows = rows.filter(Q(figure__measure=wanted.measure) | Q(claim__measure=wanted.measure))
    if wanted.outlet:
        rows = rows.filter(Q(claim_a__outlet=wanted.outlet) | Q(claim_b__outlet=wanted.outlet))
    if wanted.flagged:
        rows = rows.filter(figure__flag_count__gt=0)
    return (
        after.of_disputes(rows)
        .select_related("figure", "claim", "assigned_to")
        .defer("figure__search", "claim__search")
    )


def unapproved() -> QuerySet[Membership, Any]:
    """Claims that nobody approved, or whose approval ended, through the figures that give them their place."""
    rows = Membership.objects.counted().filter(
        is_component=False, figure__merged_into__isnull=True, figure__claim_count__gt=0
    )
    open_review = Q(claim__review__isnull=True) | ~Q(claim__review__state=Review.State.APPROVED)
    return rows.filter(open_review).order_by("-figure__worth", "-figure_id", "pk")


def _members(wanted: Wanted, after: Position) -> QuerySet[Membership, Any]:
    rows = unapproved().filter(_held(wanted, "claim__review__assigned"))
    if wanted.state:
        unseen = wanted.state == UNSEEN
        rows = rows.filter(Q(claim__review__isnull=True) if unseen else Q(claim__review__state=wanted.state))
    if wanted.kind:
        return rows.none()
    if wanted.measure:
        rows = rows.filter(claim__measure=wanted.measure)
    if wanted.outlet:
        rows = rows.filter(claim__outlet=wanted.outlet)
    if wanted.flagged:
        rows = rows.filter(figure__flag_count__gt=0)
    return (
        after.of_members(rows)
        .select_related("figure", "claim__outlet", "claim__speaker", "claim__source", "claim__review__assigned_to")
        .defer("claim__search", "claim__reasons", "figure__search")
    )


def _held(wanted: Wanted, column: str) -> Q:
    """Who has it in hand; a hold whose time is over counts as nobody's."""
    over = Q(**{f"{column}_until__lte": Now()})
    if wanted.assigned == NOBODY:
        return Q(**{f"{column}_to__isnull": True}) | over
    if wanted.assigned == ME:
        return Q(**{f"{column}_to": getattr(wanted.person, "pk", None)}) & ~over
    return Q(**{f"{column}_to__username": wanted.assigned}) if wanted.assigned else Q()


def next_waiting(wanted: Wanted, skip: Sequence[str] = ()) -> Waiting | None:
    """The row of most worth that nobody else has in hand, none of ``skip``; None when the queue is empty."""
    rows, _ = queue_of(wanted, size=ROWS)
    free = (row for row in rows if row.target not in skip and row.held_by in (None, wanted.person))
    return next(free, None)
