"""The rows of claims, figures and articles as CSV, JSON or JSON Lines, streamed, with cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Claim, Figure, Membership

CHUNK = 500
REJECTED = Membership.Status.REJECTED
# what spreadsheets read as the start of a formula, their full-width forms included
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
NUMBERS = frozenset({"value", "low", "high", "copy_overlap"})


def claim_row(claim: Claim) -> dict[str, Any]:
    """One claim; numbers are exact decimals as text, absent ones None."""
    span = claim.interval
    return {
        "id": claim.pk,
        "reported_at": claim.reported_at.isoformat(),
        "outlet": claim.outlet.name if claim.outlet else None,
        "article_id": claim.article_id,
        "title": claim.article.title,
        "url": claim.article.url,
        "surface": claim.surface,
        "value": number(claim.value),
        "low": number(span.lower) if span else None,
        "high": number(span.upper) if span else None,
        "low_open": bool(span and span.lower is not None and not span.lower_inc),
        "high_open": bool(span and span.upper is not None and not span.upper_inc),
        "hedge": claim.hedge,
        "trend": claim.trend or None,
        "unit": claim.unit,
        "unit_code": claim.unit_code,
        "currency": claim.currency or None,
        "measure": claim.measure,
        "subject": claim.subject,
        "place": claim.place,
        "as_of": claim.as_of.isoformat() if claim.as_of else None,
        "mode": claim.mode,
        "speaker": claim.speaker.name if claim.speaker else None,
        "source": claim.source.name if claim.source else None,
        "start": claim.start,
        "end": claim.end,
        "sentence": claim.sentence,
        "corrected": list(claim.corrected_fields),
        "figures": [str(member.figure_id) for member in claim.memberships.all() if member.status != REJECTED],
    }


def figure_row(figure: Figure) -> dict[str, Any]:
    """One figure with its counts and the lowest and highest value reported."""
    return {
        "id": figure.pk,
        "definition": figure.definition,
        "measure": figure.measure,
        "unit": figure.unit,
        "currency": figure.currency or None,
        "place": figure.place,
        "period": figure.period,
        "agreement": figure.agreement,
        "claims": figure.claim_count,
        "articles": figure.article_count,
        "outlets": figure.outlet_count,
        "origins": figure.origin_count,
        "speakers": figure.speaker_count,
        "low": number(figure.span.lower) if figure.span else None,
        "high": number(figure.span.upper) if figure.span else None,
        "first_reported_at": figure.first_reported_at.isoformat() if figure.first_reported_at else None,
        "last_reported_at": figure.last_reported_at.isoformat() if figure.last_reported_at else None,
    }


def article_row(article: Article) -> dict[str, Any]:
    """One article without its text."""
    return {
        "id": article.pk,
        "outlet": article.outlet.name if article.outlet else None,
        "url": article.url,
        "file_name": article.file_name,
        "title": article.title,
        "byline": article.byline,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
        "state": article.state,
        "reason": article.reason,
        "copy_of": article.copy_of_id,
        "copy_overlap": number(article.copy_overlap),
    }


def number(value: Any) -> str | None:
    """A decimal without trailing zeros or an exponent: ``"35"`` for Decimal("35.0000000000")."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of row: how it is written and its columns, in order."""

    row: Callable[[Any], dict[str, Any]]
    columns: Sequence[str]


EXPORTS: Mapping[str, Export] = {
    "claims": Export(claim_row, (
        "id", "reported_at", "outlet", "article_id", "title", "url", "surface", "value", "low", "high", "low_open", "high_open", "hedge",
        "trend", "unit", "unit_code", "currency", "measure", "subject", "place", "as_of", "mode", "speaker", "source", "start", "end",
        "sentence", "corrected", "figures",
    )),
    "figures": Export(figure_row, (
        "id", "definition", "measure", "unit", "currency", "place", "period", "agreement", "claims", "articles", "outlets", "origins",
        "speakers", "low", "high", "first_reported_at", "last_reported_at",
    )),
    "articles": Export(article_row, (
        "id", "outlet", "url", "file_name", "title", "byline", "published_at", "language", "state", "reason", "copy_of", "copy_overlap",
    )),
}  # fmt: skip
MEDIA_TYPES: Mapping[str, str] = {"csv": "text/csv", "json": "application/json", "jsonl": "application/x-ndjson"}


def safe_cell(name: str, value: Any) -> Any:
    """A text that would start a formula gets an apostrophe before it; numbers stay as they are.

    ``safe_cell("surface", "=1+1")`` gives ``"'=1+1"``, ``safe_cell("value", "-5")`` gives ``"-5"``.
    """
    if value is None:
        return ""
    if isinstance(value, list):
        value = " ".join(value)
    if name in NUMBERS or not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(FORMULA_STARTS) or value.lstrip(" ").startswith(FORMULA_STARTS) else value


class _Line:
    """A file that gives back what is written to it, for the csv module."""

    def write(self, text: str) -> str:
        return text


def lines_of(rows: QuerySet[Any], kind: str, form: str) -> Iterator[str]:
    """The lines of an export: ``kind`` claims, figures or articles, ``form`` csv, json or jsonl. Memory stays flat."""
    export = EXPORTS[kind]
    if kind == "claims":
        rows = rows.select_related("article", "outlet", "speaker", "source").prefetch_related("memberships")
    found = (export.row(row) for row in rows.iterator(chunk_size=CHUNK))
    return {"csv": _csv, "json": _json, "jsonl": _jsonl}[form](found, export.columns)


def _csv(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([safe_cell(name, row[name]) for name in columns])


def _json(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    yield "["
    for index, row in enumerate(rows):
        yield (",\n" if index else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def _jsonl(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"
