"""What reviewers write: notes, questions and evidence, replies, later wordings, and who is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models.functions import Now

from articles.actions.versions import Refused, locked
from articles.actions.wording import web_address, words
from articles.models import Annotation, Claim, Dispute, Figure, Notice, Revision

CONTEXT_CHARS = 32
MENTION = re.compile(r"(?<![\w@.])@([\w.+-]*\w)")
MOST_MENTIONS = 20


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a note links to: its address, title and date as its reader saw them, and where a copy is kept."""

    url: str = ""
    title: str = ""
    date: date | None = None
    archived_url: str = ""


NO_EVIDENCE = Evidence()


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
    evidence: Evidence = NO_EVIDENCE,
) -> Annotation:
    """A note, question or evidence on a claim, figure, dispute or words of a text; a reply takes its parent's target.

    Whoever is mentioned as @name, and whoever is replied to, gets a notice.
    """
    if kind not in Annotation.Kind.values or kind == Annotation.Kind.CORRECTION:
        raise Refused("A note is a note, a question or evidence; a correction names its field.")
    if parent is not None:
        target = Target(parent.claim, parent.figure, parent.dispute, parent.revision)
    note = Annotation.objects.create(
        kind=kind,
        claim=target.claim,
        figure=target.figure,
        dispute=target.dispute,
        parent=parent.parent or parent if parent else None,
        body=words(body, "words"),
        created_by=by,
        **_linked(evidence if evidence.url else Evidence(evidence_url)),
        **_anchored(anchor, target.revision),
    )
    _tell(note, parent)
    return note


def _linked(evidence: Evidence) -> dict[str, object]:
    if not evidence.url and (evidence.title or evidence.date or evidence.archived_url):
        raise Refused("Evidence needs the address that it is found at.")
    return {
        "evidence_url": web_address(evidence.url),
        "evidence_title": evidence.title.replace("\0", "").strip(),
        "evidence_date": evidence.date,
        "archived_url": web_address(evidence.archived_url),
    }


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


def anchor_of(revision: Revision, quote: str, start: int | None = None) -> Anchor:
    """Where a quote stands in a text; of several places the one at ``start``, else Refused asks for a longer quote."""
    exact = quote.replace("\r\n", "\n").strip()
    text = revision.text
    if not exact or exact not in text:
        raise Refused("The text has no such words; copy them letter by letter.")
    if start is not None and text.startswith(exact, start):
        return Anchor(revision, start, start + len(exact))
    if text.find(exact, text.find(exact) + 1) >= 0:
        raise Refused("These words stand in the text more than once; quote a little more of them.")
    return Anchor(revision, text.find(exact), text.find(exact) + len(exact))


@transaction.atomic
def edit_annotation(*, annotation: Annotation, body: str, by: User, version: int | None = None) -> Annotation:
    """Word one's own note anew; what it said before stays in its history. Raises Refused for others' notes and corrections."""
    row = _own(annotation, by, version)
    row.body, row.edited_at = words(body, "words"), Now()
    row.version += 1
    row.save(update_fields=["body", "edited_at", "version"])
    _tell(row, None)
    row.refresh_from_db()
    return row


@transaction.atomic
def delete_annotation(*, annotation: Annotation, by: User, version: int | None = None, reason: str = "") -> Annotation:
    """Take one's own note off the pages; the row stays. Raises Refused for the note of somebody else, and for a correction."""
    row = _own(annotation, by, version)
    row.deleted_at, row.deleted_by, row.deleted_reason = Now(), by, reason.replace("\0", "").strip()[:300]
    row.version += 1
    row.save(update_fields=["deleted_at", "deleted_by", "deleted_reason", "version"])
    return row


def _own(annotation: Annotation, by: User, version: int | None) -> Annotation:
    row = locked(Annotation, annotation.pk, version)
    if row.created_by_id != by.pk and not by.is_superuser:
        raise Refused("A note is edited or deleted by its writer only.")
    if row.kind == Annotation.Kind.CORRECTION:
        raise Refused("A correction is undone by another correction.")
    return row


def mentioned(body: str) -> list[str]:
    """The names after an @ in a text, each once: ``"@ines and @max.b: look, a@b"`` gives ``["ines", "max.b"]``."""
    return list(dict.fromkeys(MENTION.findall(body)))[:MOST_MENTIONS]


def _tell(note: Annotation, parent: Annotation | None) -> None:
    """A notice for each person who is mentioned, and for whom the note answers; nobody is told twice, or of their own words."""
    people = {
        person.pk: Notice.Kind.MENTION
        for person in User.objects.filter(username__in=mentioned(note.body), is_active=True)
    }
    if parent is not None:
        people.setdefault(parent.created_by_id, Notice.Kind.REPLY)
    people.pop(note.created_by_id, None)
    Notice.objects.bulk_create(
        [Notice(person_id=pk, kind=kind, by_id=note.created_by_id, annotation=note) for pk, kind in people.items()],
        ignore_conflicts=True,
    )


@transaction.atomic
def read_notices(*, person: User, notice: Notice | None = None) -> int:
    """Mark a person's notices as read, or the one; how many were not."""
    rows = Notice.objects.unread().filter(person=person)
    return (rows.filter(pk=notice.pk) if notice else rows).update(read_at=Now())
