"""Claims as comparison takes them: one Statement for each row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from articles.comparison.values import Statement
from articles.extraction.values import Hedge, Interval, Measure, Mode, Span, Subject, Trend
from articles.models.claim import Claim


def statement_of_claim(claim: Claim) -> Statement:
    """The statement that a claim's row makes; fetch the rows with :meth:`ClaimQuerySet.for_list`."""
    article = claim.article
    return Statement(
        id=str(claim.pk),
        article=str(claim.article_id),
        surface=claim.surface,
        value=claim.value,
        interval=interval_of(claim.interval),
        hedge=Hedge(claim.hedge),
        trend=Trend(claim.trend) if claim.trend else None,
        unit=claim.unit,
        unit_code=claim.unit_code,
        currency=claim.currency or None,
        measure=Measure(claim.measure),
        status=tuple(claim.status),
        is_negated=claim.is_negated,
        subject=_subject(claim),
        sentence=claim.sentence,
        offset=claim.start - claim.sentence_start,
        span=Span(claim.start, claim.end),
        speaker=claim.speaker.name if claim.speaker else "",
        source=claim.source.name if claim.source else "",
        mode=Mode(claim.mode),
        outlet=claim.outlet.name if claim.outlet else "",
        published=claim.reported_at.date(),
        origin=str(article.copy_of_id or article.pk),
        topic=tuple(article.topic),
    )


def _subject(claim: Claim) -> Subject:
    parts: dict[str, Any] = claim.subject_parts
    return Subject(
        phrase=claim.subject,
        head=parts.get("head", ""),
        owner=parts.get("owner", ""),
        place=claim.place,
        action=parts.get("action", ""),
        period=parts.get("period", ""),
        qualifiers=tuple(parts.get("qualifiers", ())),
        as_of=claim.as_of,
    )


def interval_of(stored: Any) -> Interval:
    """The interval of a stored numeric range; both ends open for none."""
    if stored is None:
        return Interval()
    return Interval(
        low=_number(stored.lower),
        high=_number(stored.upper),
        low_open=stored.lower is not None and not stored.lower_inc,
        high_open=stored.upper is not None and not stored.upper_inc,
    )


def _number(end: Decimal | None) -> Decimal | None:
    return None if end is None else Decimal(end)
