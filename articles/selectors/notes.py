"""Notes as they are read: where each stands, and how it was worded before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.urls import reverse

from articles.models import Annotation, Notice

MOST_WORDINGS = 50


def address_of_note(note: Annotation) -> tuple[str, int]:
    """The page that shows a note, as the name of its route and a number: ``("claim", 12)``."""
    if note.dispute_id is not None:
        return "dispute", note.dispute_id
    if note.claim_id is not None:
        return "claim", note.claim_id
    if note.figure_id is not None:
        return "figure", note.figure_id
    return "article", note.revision.article_id if note.revision else 0


def path_of_notice(notice: Notice) -> str:
    """Where what a notice tells stands: ``"/claims/12/#note-3"``, or ``"/disputes/7/"``."""
    note = notice.annotation
    if note is None:
        return reverse("dispute", args=[notice.dispute_id])
    name, number = address_of_note(note)
    return f"{reverse(name, args=[number])}#note-{note.pk}"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a note said from a time on."""

    at: datetime
    body: str


def wordings_of(note: Annotation) -> list[Wording]:
    """Every wording of a note from the database's own record, the latest first, in one query."""
    events = apps.get_model("articles", "AnnotationEvent")._default_manager.filter(pgh_obj_id=note.pk)
    found: list[Wording] = []
    for at, body in events.order_by("pgh_id").values_list("pgh_created_at", "body")[:MOST_WORDINGS]:
        if not found or found[-1].body != body:
            found.append(Wording(at, body))
    return found[::-1]
