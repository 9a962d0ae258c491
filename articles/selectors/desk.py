"""Counts of the review desk, one claim's review field by field, what a batch did, and what a person is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Now

from articles.models import (
    Annotation,
    BatchItem,
    Claim,
    Dispute,
    FieldCheck,
    Flag,
    Membership,
    Notice,
    Review,
    SavedView,
)
from articles.models.fields import REVIEWED, seen_value
from articles.selectors.claims import Ground, grounds_of
from articles.selectors.queue import unapproved

MOST_WAITING_COUNTED = 10_000
SHOWN_NOTICES = 100
SHOWN_FLAGS = 100


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits; ``claims`` stops at 10,000 (``is_capped``), for nobody needs it exactly beyond."""

    disputes: int
    mine: int
    claims: int
    queried: int
    changed: int
    flags: int

    @property
    def is_capped(self) -> bool:
        """Whether more claims wait than were counted."""
        return self.claims >= MOST_WAITING_COUNTED


def counts_for(user: AbstractBaseUser | AnonymousUser) -> Counts:
    """Counted as the rows stand at this moment, in four queries: nothing is kept that could go wrong."""
    held = Q(assigned_to=user.pk) & (Q(assigned_until__isnull=True) | Q(assigned_until__gt=Now()))
    disputes = Dispute.objects.filter(state__in=Dispute.OPEN_STATES).aggregate(
        all=Count("pk"), mine=Count("pk", filter=held)
    )
    states = dict(Review.objects.filter(claim__is_current=True).values_list("state").annotate(Count("pk")))
    return Counts(
        disputes=disputes["all"],
        mine=disputes["mine"],
        claims=unapproved().order_by().values("claim_id")[:MOST_WAITING_COUNTED].count(),
        queried=states.get(Review.State.QUERIED, 0),
        changed=states.get(Review.State.CHANGED, 0),
        flags=Flag.objects.waiting().count(),
    )


@dataclass(frozen=True, slots=True)
class FieldReview:
    """One field under review: what the machine read, what stands, who decided what of it and why."""

    name: str
    label: str
    now: str
    machine: str
    check: FieldCheck | None
    correction: Annotation | None
    grounds: list[Ground]

    @property
    def is_moved(self) -> bool:
        """Whether it changed after somebody decided on it."""
        return self.check is not None and self.check.seen != self.now


@dataclass(frozen=True, slots=True)
class ClaimReview:
    """One claim on the desk."""

    claim: Claim
    review: Review | None
    fields: list[FieldReview]
    memberships: list[Membership]
    flags: list[Flag]
    before: str
    after: str


def claim_review(claim: Claim) -> ClaimReview:
    """One claim's review in five queries; expects its article, outlet, speaker, source and revision to be loaded."""
    text = claim.revision.text
    checks = {c.field: c for c in FieldCheck.objects.filter(claim=claim).select_related("by")}
    notes = Annotation.objects.filter(claim=claim, kind=Annotation.Kind.CORRECTION).select_related("created_by")
    corrections: dict[str, list[Annotation]] = {}
    for note in notes.order_by("pk"):
        corrections.setdefault("value" if note.field == "interval" else note.field, []).append(note)
    grounds = grounds_of(claim, text)
    members = Membership.objects.counted().filter(claim=claim).select_related("figure").order_by("-score", "pk")
    held = list(members)
    fields = [_field(claim, name, checks, corrections.get(name, []), grounds, held) for name in REVIEWED]
    return ClaimReview(
        claim=claim,
        review=Review.objects.filter(claim=claim).select_related("approved_by", "assigned_to").first(),
        fields=fields,
        memberships=held,
        flags=list(Flag.objects.waiting().filter(claim=claim).order_by("pk")[:SHOWN_FLAGS]),
        before=text[claim.sentence_start : claim.start],
        after=text[claim.end : claim.sentence_end],
    )


def _field(
    claim: Claim,
    name: FieldCheck.Field,
    checks: Mapping[str, FieldCheck],
    corrections: list[Annotation],
    grounds: list[Ground],
    held: list[Membership],
) -> FieldReview:
    figure = str(held[0].figure_id) if held else ""
    now = figure if name == FieldCheck.Field.FIGURE else seen_value(claim, name)
    return FieldReview(
        name=name.value,
        label=str(name.label),
        now=now,
        machine=str(corrections[0].machine_value or "") if corrections else now,
        check=checks.get(name),
        correction=corrections[-1] if corrections else None,
        grounds=[ground for ground in grounds if ground.field == name],
    )


def batch_items(batch: UUID) -> list[BatchItem]:
    """What became of each row of a batch, in the order in which they were done; empty for an unknown one."""
    return list(BatchItem.objects.filter(batch=batch).select_related("act", "by").order_by("pk"))


def views_for(user: User) -> list[SavedView]:
    """One's own saved views and those that others share, by name."""
    rows = SavedView.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")
    return list(rows.order_by("name", "pk")[:100])


def notices_of(user: User) -> list[Notice]:
    """The latest hundred things that a person was told, the newest first."""
    rows = Notice.objects.filter(person=user).select_related("by", "annotation", "dispute")
    return list(rows.order_by("-pk")[:SHOWN_NOTICES])


def waiting_flags() -> QuerySet[Flag]:
    """Readers' flags that nobody dismissed, the oldest first, with what a row shows."""
    rows = Flag.objects.waiting().select_related("claim__outlet", "claim__speaker", "claim__article")
    return rows.defer("claim__search", "claim__article__copy_keys").order_by("created_at", "pk")
