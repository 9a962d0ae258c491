"""What reviewers do with a dispute, from its opening to its end: each verb atomic, with who does it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.actions.acts import Acting, acting
from articles.actions.verdicts import Ruling, rule_on
from articles.actions.versions import Refused, locked
from articles.actions.wording import words
from articles.models import Act, Claim, Dispute, Figure, Notice
from articles.models.desk import HELD_FOR

ENDS = {Dispute.State.RESOLVED: Act.Verb.RESOLVE, Dispute.State.DISMISSED: Act.Verb.DISMISS}


@transaction.atomic
def open_dispute(
    *, by: User, kind: str, reason: str, figure: Figure | None = None, claim: Claim | None = None
) -> Dispute:
    """A person's question on a figure or a claim. Raises Refused without a reason, a known kind, or exactly one target."""
    if (figure is None) == (claim is None):
        raise Refused("A dispute is about one figure or one claim.")
    if kind not in Dispute.Kind.values:
        raise Refused(f"There is no kind of dispute “{kind}”.")
    return Dispute.objects.create(figure=figure, claim=claim, kind=kind, reason=words(reason, "a reason"), opened_by=by)


@transaction.atomic
def assign_dispute(
    *, dispute: Dispute, to: User | None, by: User, version: int | None = None, hold: timedelta = HELD_FOR
) -> Dispute:
    """Take a dispute for a while, hand it to somebody, or (None) give it back; whoever has it has it under review.

    Raises Refused while somebody else took it and the time is not over; who hands it on may.
    """
    row = _open(dispute, version)
    _refuse_held(row, by)
    state = Dispute.State.UNDER_REVIEW if to else Dispute.State.OPEN
    until = timezone.now() + hold if to == by else None
    verb = Act.Verb.ASSIGN if to else Act.Verb.RELEASE
    summary = f"Assigned dispute {row.pk} to {to.get_username()}." if to else f"Gave dispute {row.pk} back."
    with acting(verb=verb, by=by, about=[row], summary=summary) as pen:
        _write(pen, row, assigned_to=to, assigned_until=until, state=state)
    if to is not None and to != by:
        Notice.objects.create(person=to, kind=Notice.Kind.ASSIGNED, by=by, dispute=row)
    return row


@transaction.atomic
def close_dispute(*, dispute: Dispute, state: str, reason: str, by: User, version: int | None = None) -> Dispute:
    """End a dispute as resolved or dismissed. Raises Refused when it has ended already or no reason is given."""
    if state not in ENDS:
        raise Refused("A dispute is closed as resolved or as dismissed.")
    row = _open(dispute, version)
    said = words(reason, "a reason")
    verb = ENDS[Dispute.State(state)]
    with acting(verb=verb, by=by, about=[row], summary=f"Dispute {row.pk} is {state}: {said[:200]}") as pen:
        _write(pen, row, state=state, closing_reason=said, closed_at=timezone.now(), closed_by=by)
    return row


@transaction.atomic
def resolve_dispute(
    *, dispute: Dispute, ruling: Ruling, by: User, version: int | None = None, kind: str = ""
) -> Dispute:
    """Rule on a dispute and end it in one step; ``kind`` says what the difference turned out to be.

    Keeping it pending and asking the source are rulings that leave it open, under review by who gave them.
    """
    row = _open(dispute, version)
    _refuse_held(row, by)
    verdict = rule_on(dispute=row, ruling=ruling, by=by, kind=kind or row.kind)
    if ruling.leaves_open:
        return assign_dispute(dispute=row, to=by, by=by)
    return close_dispute(dispute=row, state=Dispute.State.RESOLVED, reason=verdict.text, by=by)


@transaction.atomic
def reopen_dispute(*, dispute: Dispute, by: User, version: int | None = None, reason: str = "") -> Dispute:
    """Open a closed dispute again, in the hands of whoever does; what closed it stays in the history."""
    row = locked(Dispute, dispute.pk, version)
    if row.state in Dispute.OPEN_STATES:
        raise Refused("This dispute is open.")
    row.state, row.assigned_to, row.assigned_until = Dispute.State.REOPENED, by, timezone.now() + HELD_FOR
    row.closed_at = row.closed_by = None
    row.closing_reason = f"reopened: {reason.strip()}" if reason.strip() else ""
    row.version += 1
    row.save()
    return row


def _write(pen: Acting, row: Dispute, **values: object) -> None:
    """Write through the act's pen; the version is no part of what undoing puts back, or it would be given out twice."""
    pen.update(Dispute.objects.filter(pk=row.pk), **values)
    Dispute.objects.filter(pk=row.pk).update(version=row.version + 1)
    row.refresh_from_db()


def _open(dispute: Dispute, version: int | None) -> Dispute:
    row = locked(Dispute, dispute.pk, version)
    if row.state not in Dispute.OPEN_STATES:
        raise Refused("This dispute is closed; reopen it first.")
    return row


def _refuse_held(row: Dispute, by: User) -> None:
    until = row.assigned_until
    if row.assigned_to_id not in (None, by.pk) and until is not None and until > timezone.now():
        raise Refused(f"{row.assigned_to} has this dispute in hand until {until:%H:%M} UTC.")
