"""Machine writes of one article: its text as a revision, its claims. Idempotent; the caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.backends.postgresql.psycopg_any import NumericRange

from articles.extraction.claims import VERSION
from articles.extraction.values import FoundClaim, Interval, PageText, Reason, Span, Voice
from articles.ingestion.resolve import MOST_NAME_CHARS, name_key, outlet_for, sources_for, speakers_for
from articles.ingestion.submission import in_utc
from articles.models import Article, Claim, Revision
from articles.models.claim import MOST
from articles.models.direct import insert

MOST_SURFACE_CHARS = 300
MACHINE_FIELDS = (
    "outlet", "reported_at", "is_current", "extractor", "sentence_start", "sentence_end", "surface", "sentence", "value", "interval",
    "hedge", "trend", "unit", "unit_code", "currency", "measure", "status", "is_negated", "subject", "subject_parts", "place", "as_of",
    "mode", "cue_start", "cue_end", "speaker", "speaker_mention", "source", "source_mention", "reasons",
)  # fmt: skip
# what a page says of itself
FACTS = ("outlet", "title", "byline", "language", "published_at", "is_date_only", "is_truncated")
# a corrected field guards every column that carries it
GUARDED = {
    "value": {"value", "interval", "hedge"},
    "interval": {"value", "interval"},
    "hedge": {"hedge", "interval"},
    "unit": {"unit", "unit_code", "currency"},
    "measure": {"measure"},
    "subject": {"subject", "subject_parts", "place"},
    "speaker": {"speaker", "speaker_mention", "mode"},
    "source": {"source", "source_mention"},
    "as_of": {"as_of"},
}


def store_revision(article: Article, page: PageText, older: Sequence[Revision]) -> Revision:
    """The revision that holds the page's text, made when the text is new, and the latest one from now on.

    ``older`` are all that the article has.
    """
    digest = sha256(page.text.encode()).hexdigest()
    known = next((old for old in older if old.sha256 == digest), None)
    if older:
        article.revisions.filter(is_latest=True).exclude(sha256=digest).update(is_latest=False)
    if known is None:
        number = 1 + max((old.number for old in older), default=0)
        revision = Revision(
            article=article, number=number, text=page.text, sha256=digest, title=page.title, notes=list(page.notes),
            extractor=VERSION,
        )  # fmt: skip
        insert([revision])
    else:
        revision = known
        Revision.objects.filter(pk=revision.pk, is_latest=False).update(is_latest=True)
    if older:
        article.claims.filter(is_current=True).exclude(revision=revision).update(is_current=False)
    return revision


def note_facts(article: Article, page: PageText) -> None:
    """Set what the page says of itself on its article, in :data:`FACTS`, where nothing is known yet; the caller writes it.

    A person's entry is never overwritten.
    """
    if article.outlet_id is None:
        article.outlet = outlet_for(page.outlet, article.url or page.url)
    article.title = article.title or page.title
    article.byline = article.byline or page.byline
    article.language = article.language or page.language[:16]
    if article.published_at is None:
        article.published_at = in_utc(page.published) if page.published else None
        article.is_date_only = page.is_date_only
    article.is_truncated = page.is_truncated


def store_claims(revision: Revision, found: Iterable[FoundClaim], *, are_new: bool = False) -> list[Claim]:
    """The claims of a revision as this extractor version reads them, in text order.

    A claim that was there keeps its row, its id and every field that a person corrected; one that is no longer
    found stays as a row that is not current. ``are_new`` says that the revision has no claims yet.
    """
    claims = [claim for claim in found if len(claim.quantity.surface) <= MOST_SURFACE_CHARS]
    rows = _rows(revision, claims)
    before = {} if are_new else {(claim.start, claim.end): claim for claim in revision.claims.defer("search")}
    fresh = [row for row in rows if (row.start, row.end) not in before]
    again = [_merged(before[row.start, row.end], row) for row in rows if (row.start, row.end) in before]
    gone = [claim.pk for claim in before.values() if claim not in again]
    if before:
        Claim.objects.filter(pk__in=gone).update(is_current=False)
        Claim.objects.bulk_update(again, MACHINE_FIELDS)
    insert(fresh)
    if revision.extractor != VERSION:
        Revision.objects.filter(pk=revision.pk).update(extractor=VERSION)
    return sorted([*fresh, *again], key=lambda claim: claim.start)


def _merged(old: Claim, new: Claim) -> Claim:
    guarded = set().union(*(GUARDED[name] for name in old.corrected_fields))
    for name in MACHINE_FIELDS:
        if name not in guarded:
            setattr(old, name, getattr(new, name))
    return old


def _rows(revision: Revision, found: list[FoundClaim]) -> list[Claim]:
    voices = [claim.attribution.speaker for claim in found if claim.attribution.speaker]
    cited = [claim.attribution.source for claim in found if claim.attribution.source]
    speakers, sources = speakers_for(voices), sources_for(cited)
    article = revision.article
    reported_at = article.published_at or article.created_at
    return [
        Claim(
            revision=revision,
            article=article,
            outlet=article.outlet,
            extractor=VERSION,
            **_words(claim, revision.text, reported_at),
            **_quantity(claim),
            **_subject(claim),
            **_voice("speaker", claim.attribution.speaker, speakers),
            **_voice("source", claim.attribution.source, sources),
        )
        for claim in found
    ]


def _words(claim: FoundClaim, text: str, reported_at: datetime) -> dict[str, Any]:
    cue, span = claim.attribution.cue, claim.quantity.span
    sentence = Span(min(claim.sentence.start, span.start), max(claim.sentence.end, span.end))
    return {
        "start": claim.quantity.span.start,
        "end": claim.quantity.span.end,
        "surface": claim.quantity.surface,
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "sentence": sentence.of(text),
        "reported_at": reported_at,
        "is_current": True,
        "mode": claim.attribution.mode.value,
        "cue_start": cue and cue.start,
        "cue_end": cue and cue.end,
        "reasons": [_reason(reason) for reason in claim.reasons],
    }


def _quantity(claim: FoundClaim) -> dict[str, Any]:
    quantity = claim.quantity
    return {
        "value": storable(quantity.value),
        "interval": numeric_range(quantity.interval),
        "hedge": quantity.hedge.value,
        "trend": quantity.trend.value if quantity.trend else "",
        "unit": quantity.unit[:200],
        "unit_code": quantity.unit_code[:100],
        "currency": (quantity.currency or "")[:10],
        "measure": quantity.measure.value,
        "status": list(quantity.status),
        "is_negated": quantity.is_negated,
    }


def _subject(claim: FoundClaim) -> dict[str, Any]:
    subject = claim.subject
    parts = {"head": subject.head, "owner": subject.owner, "action": subject.action, "period": subject.period}
    return {
        "subject": subject.phrase,
        "subject_parts": {**parts, "qualifiers": list(subject.qualifiers)},
        "place": subject.place[:200],
        "as_of": subject.as_of,
    }


def _voice(field: str, voice: Voice | None, rows: dict[str, Any]) -> dict[str, Any]:
    if voice is None or not voice.name.strip():
        return {field: None, f"{field}_mention": ""}
    return {field: rows[name_key(voice.name)], f"{field}_mention": voice.mention[:MOST_NAME_CHARS]}


def _reason(reason: Reason) -> dict[str, Any]:
    span = [reason.span.start, reason.span.end] if reason.span else None
    return {"field": reason.field, "rule": reason.rule, "span": span}


def storable(number: Decimal | None) -> Decimal | None:
    """The number where a column can hold it, else None: NaN, infinities and what has over 28 digits stay words."""
    return number if number is not None and number.is_finite() and abs(number) < MOST else None


def numeric_range(interval: Interval) -> NumericRange | None:
    """The PostgreSQL range of an interval; None where neither end is known."""
    low, high = storable(interval.low), storable(interval.high)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low >= high:
        return NumericRange(min(low, high), max(low, high), "[]")
    return NumericRange(
        low,
        high,
        f"{'(' if interval.low_open or low is None else '['}{')' if interval.high_open or high is None else ']'}",
    )
