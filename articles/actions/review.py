"""What reviewers do with a dispute, and what they write: each verb atomic, with who does it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models.functions import Now

from articles.actions.versions import Refused, locked
from articles.models import Annotation, Claim, Dispute, Figure, Revision, Verdict

CONTEXT_CHARS = 32


@dataclass(frozen=True, slots=True)
class Target:
    """What a note is about: one of these, or words of a revision."""

    claim: Claim | None = None
    figure: Figure | None = None
    dispute: Dispute | None = None
    revision: Revision | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Code points ``start`` to ``end`` (exclusive) of a revision's text."""

    revision: Revision
    start: int
    end: int


@transaction.atomic
def open_dispute(
    *, by: User, kind: str, reason: str, figure: Figure | None = None, claim: Claim | None = None
) -> Dispute:
    """A person's question on a figure or a claim. Raises Refused without a reason, a known kind, or exactly one target."""
    if (figure is None) == (claim is None):
        raise Refused("A dispute is about one figure or one claim.")
    if kind not in Dispute.Kind.values:
        raise Refused(f"There is no kind of dispute “{kind}”.")
    return Dispute.objects.create(
        figure=figure, claim=claim, kind=kind, reason=_words(reason, "a reason"), opened_by=by
    )


@transaction.atomic
def assign_dispute(*, dispute: Dispute, to: User | None, by: User, version: int | None = None) -> Dispute:
    """Take a dispute, hand it to somebody, or (None) give it back; whoever takes it has it under review."""
    row = _open(dispute, version)
    row.assigned_to = to
    row.state = Dispute.State.UNDER_REVIEW if to else Dispute.State.OPEN
    return _saved(row, "assigned_to", "state")


@transaction.atomic
def close_dispute(*, dispute: Dispute, state: str, reason: str, by: User, version: int | None = None) -> Dispute:
    """End a dispute as resolved or dismissed. Raises Refused when it has ended already or no reason is given."""
    if state not in (Dispute.State.RESOLVED, Dispute.State.DISMISSED):
        raise Refused("A dispute is closed as resolved or as dismissed.")
    row = _open(dispute, version)
    row.state, row.closing_reason = state, _words(reason, "a reason")
    row.closed_at, row.closed_by = Now(), by
    return _saved(row, "state", "closing_reason", "closed_at", "closed_by")


@transaction.atomic
def reopen_dispute(*, dispute: Dispute, by: User, version: int | None = None) -> Dispute:
    """Put a closed dispute back under review by whoever reopens it; what closed it stays in the history."""
    row = locked(Dispute, dispute.pk, version)
    if row.state in Dispute.OPEN_STATES:
        raise Refused("This dispute is open.")
    row.state, row.assigned_to, row.closing_reason = Dispute.State.UNDER_REVIEW, by, ""
    row.closed_at = row.closed_by = None
    return _saved(row, "state", "assigned_to", "closing_reason", "closed_at", "closed_by")


@transaction.atomic
def annotate(
    *,
    by: User,
    body: str,
    target: Target,
    kind: str = Annotation.Kind.NOTE,
    evidence_url: str = "",
    parent: Annotation | None = None,
    anchor: Anchor | None = None,
) -> Annotation:
    """A note, question or evidence on a claim, figure, dispute or words of a text; a reply takes its parent's target."""
    if kind not in Annotation.Kind.values or kind == Annotation.Kind.CORRECTION:
        raise Refused("A note is a note, a question or evidence; a correction names its field.")
    if parent is not None:
        target = Target(parent.claim, parent.figure, parent.dispute, parent.revision)
    return Annotation.objects.create(
        kind=kind,
        claim=target.claim,
        figure=target.figure,
        dispute=target.dispute,
        parent=parent.parent or parent if parent else None,
        body=_words(body, "words"),
        evidence_url=_web_address(evidence_url),
        created_by=by,
        **_anchored(anchor, target.revision),
    )


def _anchored(anchor: Anchor | None, revision: Revision | None) -> dict[str, object]:
    if anchor is None:
        return {"revision": revision}
    text = anchor.revision.text
    if not 0 <= anchor.start < anchor.end <= len(text):
        raise Refused("These places are not in the text.")
    return {
        "revision": anchor.revision,
        "start": anchor.start,
        "end": anchor.end,
        "exact": text[anchor.start : anchor.end],
        "prefix": text[max(0, anchor.start - CONTEXT_CHARS) : anchor.start],
        "suffix": text[anchor.end : anchor.end + CONTEXT_CHARS],
    }


@transaction.atomic
def delete_annotation(*, annotation: Annotation, by: User, version: int | None = None) -> Annotation:
    """Take one's own note off the pages; the row stays. Raises Refused for the note of somebody else, and for a correction."""
    row = locked(Annotation, annotation.pk, version)
    if row.created_by_id != by.pk and not by.is_superuser:
        raise Refused("Only its writer may delete a note.")
    if row.kind == Annotation.Kind.CORRECTION:
        raise Refused("A correction is undone by another correction.")
    row.deleted_at, row.deleted_by = Now(), by
    row.version += 1
    row.save(update_fields=["deleted_at", "deleted_by", "version"])
    return row


@transaction.atomic
def give_verdict(
    *,
    dispute: Dispute,
    rule: str,
    text: str,
    by: User,
    preferred_claim: Claim | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    evidence_url: str = "",
) -> Verdict:
    """A ruling on a dispute; it supersedes the one before. Raises Refused when the rule lacks the claim or range it needs."""
    if rule not in Verdict.Rule.values:
        raise Refused(f"There is no rule “{rule}”.")
    if rule == Verdict.Rule.PRIORITISE and preferred_claim is None:
        raise Refused("Prioritising a source needs the claim that is preferred.")
    if rule == Verdict.Rule.RANGE and low is None and high is None:
        raise Refused("Reporting a range needs its ends.")
    if low is not None and high is not None and low > high:
        raise Refused("The range ends before it starts.")
    locked(Dispute, dispute.pk, None)
    standing = Verdict.objects.filter(dispute=dispute, superseded_by__isnull=True).order_by("-pk").first()
    return Verdict.objects.create(
        dispute=dispute,
        rule=rule,
        text=_words(text, "why it is so"),
        evidence_url=_web_address(evidence_url),
        preferred_claim=preferred_claim,
        preferred_span=NumericRange(low, high, "[]") if low is not None or high is not None else None,
        supersedes=standing,
        created_by=by,
    )


def _open(dispute: Dispute, version: int | None) -> Dispute:
    row = locked(Dispute, dispute.pk, version)
    if row.state not in Dispute.OPEN_STATES:
        raise Refused("This dispute is closed; reopen it first.")
    return row


def _saved(row: Dispute, *fields: str) -> Dispute:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    return row


def _words(text: str, what: str) -> str:
    if not (said := text.replace("\0", "").strip()):
        raise Refused(f"Say {what}.")
    return said


def _web_address(address: str) -> str:
    if address and not address.lower().startswith(("http://", "https://")):
        raise Refused("Evidence is linked by an http or https address.")
    return address
