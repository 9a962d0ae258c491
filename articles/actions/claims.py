"""How reviewers go through a claim: field by field, or as a whole, and who has it in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.actions.acts import acting
from articles.actions.corrections import correct_locked
from articles.actions.counts import recount
from articles.actions.curate import decide_membership, move_claims
from articles.actions.versions import Overtaken, Refused, locked
from articles.models import Act, Claim, FieldCheck, Figure, Membership, Review
from articles.models.desk import HELD_FOR
from articles.models.fields import REVIEWED, figure_of, seen_value

Field, Outcome, State = FieldCheck.Field, FieldCheck.Outcome, Review.State


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says of one field: accepted as it stands, corrected to ``value``, or queried; with the reason."""

    field: str
    outcome: str
    value: str = ""
    reason: str = ""


@transaction.atomic
def review_claim(*, claim: Claim, decisions: Sequence[Decision], by: User, version: int | None) -> Review:
    """Keep what a person decided of some fields of a claim; with all eight decided and none queried it is approved.

    Raises StaleVersion when anybody saved anything of the claim after ``version`` was read, Refused for a decision that
    cannot be kept; then none of them is.

    >>> review_claim(claim=claim, decisions=[Decision("unit", "corrected", "tonnes", "so it says")], by=ann, version=3)
    """
    row = locked(Claim, claim.pk, version)
    if not decisions:
        raise Refused("Decide at least one field: accept, correct or query it.")
    for decision in decisions:
        _decide(row, decision, by)
    Claim.objects.filter(pk=row.pk).update(version=F("version") + 1)
    recount(row.memberships.values_list("figure_id", flat=True))
    return _settle(row, by)


def _decide(row: Claim, decision: Decision, by: User) -> None:
    if decision.field not in Field.values or decision.outcome not in Outcome.values:
        raise Refused(f"“{decision.field}: {decision.outcome}” is no decision on a field.")
    if decision.outcome != Outcome.ACCEPTED and not decision.reason.strip():
        raise Refused(f"{decision.field}: say why.")
    if decision.field == Field.FIGURE:
        _decide_figure(row, decision, by)
    elif decision.outcome == Outcome.CORRECTED:
        field = field_held(decision.field, decision.value)
        correct_locked(row=row, field=field, value=decision.value, reason=decision.reason, by=by)
    FieldCheck.objects.update_or_create(
        claim=row,
        field=decision.field,
        defaults={
            "outcome": decision.outcome,
            "seen": seen_value(row, decision.field),
            "reason": decision.reason.strip(),
            "by": by,
            "at": timezone.now(),
        },
    )


def field_held(field: str, value: str) -> str:
    """The column that a typed value goes to: "20 to 25" in the row of the value is an interval."""
    return Field.INTERVAL if field == Field.VALUE and " to" in f" {value.strip()} " else field


def _decide_figure(row: Claim, decision: Decision, by: User) -> None:
    held = figure_of(row)
    if decision.outcome == Outcome.ACCEPTED and held and held.status == Membership.Status.SUGGESTED:
        decide_membership(membership=held, status=Membership.Status.CONFIRMED, by=by, reason=decision.reason)
    if decision.outcome != Outcome.CORRECTED:
        return
    target = Figure.objects.filter(pk=_number(decision.value), merged_into__isnull=True).first()
    if target is None or held is None:
        raise Refused(f"figure: there is no figure “{decision.value[:20]}”; give its number.")
    move_claims(claims=[row], source=held.figure, target=target, by=by, reason=decision.reason)


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _settle(row: Claim, by: User) -> Review:
    """The state that the decisions on the fields add up to."""
    outcomes = dict(FieldCheck.objects.filter(claim=row).values_list("field", "outcome"))
    review, _ = Review.objects.select_for_update().get_or_create(claim=row)
    if Outcome.QUERIED in outcomes.values():
        review.state = State.QUERIED
    elif all(field in outcomes for field in REVIEWED):
        review.state, review.approved_by, review.approved_at = State.APPROVED, by, timezone.now()
        review.changed_at, review.changed_what = None, ""
        review.assigned_to = review.assigned_until = None
    elif review.state not in (State.APPROVED, State.CHANGED):
        review.state = State.IN_REVIEW
    review.version += 1
    review.save()
    return review


@transaction.atomic
def approve_claim(*, claim: Claim, by: User, version: int | None = None) -> Act:
    """Say that a claim is right as it stands; can be undone. Raises Refused when it is approved, queried or in another's hands."""
    row = locked(Claim, claim.pk, version)
    review = _in_hand(row, by)
    if review.state == State.APPROVED:
        raise Overtaken("This claim is approved already.")
    if FieldCheck.objects.filter(claim=row, outcome=Outcome.QUERIED).exists():
        raise Refused("A field of this claim is queried; answer that first.")
    summary = f"Approved claim {row.pk}: “{str(row)[:80]}”."
    with acting(verb=Act.Verb.APPROVE, by=by, about=[row], summary=summary) as pen:
        pen.update(
            Review.objects.filter(pk=review.pk),
            state=State.APPROVED, approved_by=by, approved_at=timezone.now(), changed_at=None, changed_what="",
            assigned_to=None, assigned_until=None,
        )  # fmt: skip
    Review.objects.filter(pk=review.pk).update(version=F("version") + 1)
    Claim.objects.filter(pk=row.pk).update(version=F("version") + 1)
    return pen.act


@transaction.atomic
def assign_claim(*, claim: Claim, to: User | None, by: User, hold: timedelta = HELD_FOR) -> Act:
    """Take a claim for a while, hand it to somebody, or (None) give it back. Raises Refused when somebody else has it in hand."""
    row = locked(Claim, claim.pk, None)
    review = _in_hand(row, by)
    until = timezone.now() + hold if to == by else None
    verb = Act.Verb.ASSIGN if to else Act.Verb.RELEASE
    summary = f"Assigned claim {row.pk} to {to.get_username()}." if to else f"Gave claim {row.pk} back."
    with acting(verb=verb, by=by, about=[row], summary=summary) as pen:
        pen.update(Review.objects.filter(pk=review.pk), assigned_to=to, assigned_until=until)
    Review.objects.filter(pk=review.pk).update(version=F("version") + 1)
    return pen.act


def _in_hand(row: Claim, by: User) -> Review:
    """The claim's review, made where there is none. Raises Refused while somebody else has it in hand."""
    review, _ = Review.objects.select_for_update().get_or_create(claim=row)
    if review.assigned_to_id not in (None, by.pk) and (until := review.assigned_until) and until > timezone.now():
        raise Refused(f"{review.assigned_to} has this claim in hand until {until:%H:%M} UTC.")
    return review
