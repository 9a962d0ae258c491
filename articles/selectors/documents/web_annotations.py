"""Claims and reviewers' notes in the W3C Web Annotation model: quote and position, and the text they were read in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Substr

from articles.models import Annotation, Article, Claim, Revision
from articles.selectors.documents.addresses import Site
from articles.selectors.documents.quantities import Document
from articles.selectors.documents.schema_org import claim_text

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'
CONTEXT_CHARS = 32
MOST_TOTAL = 10_000
MOTIVATIONS = {
    Annotation.Kind.NOTE: "commenting",
    Annotation.Kind.QUESTION: "questioning",
    Annotation.Kind.EVIDENCE: "linking",
    Annotation.Kind.CORRECTION: "editing",
}


def annotated_claims(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims with what stands around their words, cut out by the database."""
    before = Greatest(F("start") - CONTEXT_CHARS, 0)
    return claims.select_related("article", "outlet", "speaker", "revision").defer(
        "search", "reasons", "revision__text", "revision__search", "article__copy_keys"
    ).annotate(
        prefix=Substr("revision__text", before + 1, F("start") - before),
        suffix=Substr("revision__text", F("end") + 1, CONTEXT_CHARS),
    )  # fmt: skip


def visible_notes() -> QuerySet[Annotation]:
    """Reviewers' notes with what their documents tell."""
    return (
        Annotation.objects.visible()
        .select_related("created_by", "claim", "dispute", "figure", "revision__article")
        .defer("claim__search", "claim__reasons", "revision__text", "revision__search", "revision__article__copy_keys")
    )


def claim_annotation(claim: Claim, site: Site) -> Document:
    """One claim of :func:`annotated_claims` as an annotation that describes its words."""
    prefix, suffix = claim.prefix, claim.suffix  # type: ignore[attr-defined]  # annotated
    return {
        "@context": CONTEXT,
        "id": site.to("claim-annotation", claim.pk),
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"id": f"{site.root}/#site", "type": "Software", "name": f"{site.name} {claim.extractor}"},
        "created": _utc(claim.created_at),
        "body": [
            {"type": "TextualBody", "value": claim_text(claim), "format": "text/plain", "purpose": "describing"},
            {"type": "SpecificResource", "source": site.to("claim", claim.pk), "purpose": "linking"},
        ],
        "target": _target(
            claim.article, claim.revision, site, _selectors(claim.surface, prefix, suffix, claim.start, claim.end)
        ),
    }


def note_annotation(note: Annotation, site: Site) -> Document:
    """One reviewer's note: on words of a text, on a claim, figure or dispute, or as the reply to another note."""
    document: Document = {
        "@context": CONTEXT,
        "id": site.to("note-annotation", note.pk),
        "type": "Annotation",
        "motivation": "replying" if note.parent_id else MOTIVATIONS[Annotation.Kind(note.kind)],
        "creator": {
            "id": site.to("person", note.created_by.get_username()),
            "type": "Person",
            "nickname": note.created_by.get_username(),
        },
        "created": _utc(note.created_at),
        "body": _bodies(note),
        "target": _note_target(note, site),
    }
    if note.edited_at:
        document["modified"] = _utc(note.edited_at)
    return document


def collection(site: Site, route: str, key: int | None, label: str, rows: QuerySet[Any], first: str) -> Document:
    """An AnnotationCollection; its total is left out where counting would cost more than a page."""
    address = site.to(route, *([] if key is None else [key]))
    count = rows.order_by()[: MOST_TOTAL + 1].count()
    total = {"total": count} if count <= MOST_TOTAL else {}
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationCollection",
        "label": label,
        **total,
        "first": f"{address}?{first}",
    }


def collection_page(address: str, page: str, following: str, items: Iterable[Document]) -> Document:
    """One AnnotationPage of a collection; ``page`` and ``following`` are its query and that of the next ("" on the last)."""
    bare = [{name: value for name, value in item.items() if name != "@context"} for item in items]
    return {
        "@context": CONTEXT,
        "id": f"{address}?{page}",
        "type": "AnnotationPage",
        "partOf": address,
        **({"next": f"{address}?{following}"} if following else {}),
        "items": bare,
    }


def _bodies(note: Annotation) -> list[Document]:
    purpose = MOTIVATIONS[Annotation.Kind(note.kind)]
    bodies: list[Document] = [
        {"type": "TextualBody", "value": note.body, "format": "text/plain", "purpose": "commenting"}
    ]
    if note.evidence_url:
        bodies.append({"type": "SpecificResource", "source": note.evidence_url, "purpose": "linking"})
    if note.field:
        value = f"{note.field}: {note.corrected_value}"
        bodies.append({"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose})
    return bodies


def _note_target(note: Annotation, site: Site) -> Document | str:
    if note.parent_id:
        return site.to("note-annotation", note.parent_id)
    if note.revision is not None:
        selectors = (
            _selectors(note.exact, note.prefix, note.suffix, note.start, note.end or 0)
            if note.start is not None
            else []
        )
        return _target(note.revision.article, note.revision, site, selectors)
    for route, key in (("claim", note.claim_id), ("dispute", note.dispute_id), ("figure", note.figure_id)):
        if key is not None:
            return site.to(route, key)
    raise ValueError(f"annotation {note.pk} is about nothing")


def _target(article: Article, revision: Revision, site: Site, selectors: list[Document]) -> Document:
    cached = f"{site.to('article', article.pk)}?revision={revision.number}"
    target: Document = {
        "source": site.source_of(article),
        "state": {"type": "TimeState", "sourceDate": _utc(revision.read_at), "cached": cached},
    }
    return target | {"selector": selectors} if selectors else target


def _selectors(exact: str, prefix: str, suffix: str, start: int, end: int) -> list[Document]:
    """The words with their surroundings, and their place in code points, the end not included."""
    around = {name: text for name, text in (("prefix", prefix), ("suffix", suffix)) if text}
    return [
        {"type": "TextQuoteSelector", "exact": exact, **around},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
