"""Claims as comparison takes them: one Statement for each row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from articles.comparison.values import Statement
from articles.extraction.values import Hedge, Interval, Measure, Mode, Span, Subject, Trend
from articles.models.claim import Claim

COLUMNS = (
    "pk", "article_id", "surface", "value", "interval", "hedge", "trend", "unit", "unit_code", "currency", "measure", "status",
    "is_negated", "subject", "subject_parts", "place", "as_of", "sentence", "start", "end", "sentence_start", "mode",
    "speaker__name", "source__name", "outlet__name", "article__published_at", "article__copy_of_id", "article__topic",
)  # fmt: skip


def statements_of(claims: QuerySet[Claim]) -> dict[int, Statement]:
    """The statements of many rows by claim id, in the order of the query, without making the rows' objects."""
    return {row[0]: _of_row(dict(zip(COLUMNS, row, strict=True))) for row in claims.values_list(*COLUMNS)}


def statements_by_id(
    claim_ids: Iterable[int], instead: Mapping[int, Mapping[str, Any]] | None = None
) -> dict[int, Statement]:
    """The same of the claims with these ids, by SQL that is put together once: they are asked for with every article.

    ``instead`` gives other values to the columns of some: as they stood before.
    """
    ids = list(claim_ids)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_by_id(), [ids])
        found = [dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall()]
    told = instead or {}
    return {
        row["pk"]: _of_row({**row, "subject_parts": json.loads(row["subject_parts"]), **told.get(row["pk"], {})})
        for row in found
    }


@cache
def _by_id() -> str:
    return with_array(Claim.objects.filter(pk__in=[0]).values_list(*COLUMNS))


def with_array(rows: QuerySet[Any, Any]) -> str:
    """The SQL of a query that is filtered by ``pk__in=[0]``, with one array in the place of that list, and its other values in it."""
    sql, values = rows.query.sql_with_params()
    assert sql.count("IN (%s)") == 1
    before, after = sql.split("IN (%s)")
    first = before.count("%s")
    with connection.cursor() as cursor:
        filled = [
            cursor.connection.cursor().mogrify(part, given)
            for part, given in ((before, values[:first]), (after, values[first + 1 :]))
        ]
    return "= ANY(%s)".join(part.replace("%", "%%") for part in filled)


def _of_row(row: dict[str, Any]) -> Statement:
    return Statement(
        id=str(row["pk"]),
        article=str(row["article_id"]),
        surface=row["surface"],
        value=row["value"],
        interval=interval_of(row["interval"]),
        hedge=Hedge(row["hedge"]),
        trend=Trend(row["trend"]) if row["trend"] else None,
        unit=row["unit"],
        unit_code=row["unit_code"],
        currency=row["currency"] or None,
        measure=Measure(row["measure"]),
        status=tuple(row["status"]),
        is_negated=row["is_negated"],
        subject=_subject(row["subject"], row["place"], row["as_of"], row["subject_parts"]),
        sentence=row["sentence"],
        offset=row["start"] - row["sentence_start"],
        span=Span(row["start"], row["end"]),
        speaker=row["speaker__name"] or "",
        source=row["source__name"] or "",
        mode=Mode(row["mode"]),
        outlet=row["outlet__name"] or "",
        published=_day(row["article__published_at"]),
        origin=str(row["article__copy_of_id"] or row["article_id"]),
        topic=tuple(row["article__topic"]),
    )


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
        subject=_subject(claim.subject, claim.place, claim.as_of, claim.subject_parts),
        sentence=claim.sentence,
        offset=claim.start - claim.sentence_start,
        span=Span(claim.start, claim.end),
        speaker=claim.speaker.name if claim.speaker else "",
        source=claim.source.name if claim.source else "",
        mode=Mode(claim.mode),
        outlet=claim.outlet.name if claim.outlet else "",
        published=_day(article.published_at),
        origin=str(article.copy_of_id or article.pk),
        topic=tuple(article.topic),
    )


def _subject(phrase: str, place: str, as_of: date | None, parts: dict[str, Any]) -> Subject:
    return Subject(
        phrase=phrase,
        head=parts.get("head", ""),
        owner=parts.get("owner", ""),
        place=place,
        action=parts.get("action", ""),
        period=parts.get("period", ""),
        qualifiers=tuple(parts.get("qualifiers", ())),
        as_of=as_of,
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


def _day(published: datetime | None) -> date | None:
    """The day an article came out; of one that does not say so nothing is known, and not the day it was taken in."""
    return published.date() if published else None


def _number(end: Decimal | None) -> Decimal | None:
    return None if end is None else Decimal(end)
