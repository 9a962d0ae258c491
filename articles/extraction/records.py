"""The found values as plain JSON records, the contract of the command line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from articles.extraction.values import FeedText, FoundClaim, PageText, Voice


def claim_record(claim: FoundClaim) -> dict[str, Any]:
    """One claim: numbers as decimal strings, spans as pairs, what is not known as null."""
    quantity, subject, attribution = claim.quantity, claim.subject, claim.attribution
    interval = quantity.interval
    return {
        "start": quantity.span.start,
        "end": quantity.span.end,
        "surface": quantity.surface,
        "value": decimal_text(quantity.value),
        "low": decimal_text(interval.low),
        "high": decimal_text(interval.high),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
        "hedge": quantity.hedge.value,
        "trend": quantity.trend.value if quantity.trend else None,
        "unit": quantity.unit,
        "unit_code": quantity.unit_code,
        "currency": quantity.currency,
        "measure": quantity.measure.value,
        "status": list(quantity.status),
        "negated": quantity.is_negated,
        "subject": subject.phrase,
        "sentence": [claim.sentence.start, claim.sentence.end],
        "mode": attribution.mode.value,
        "cue": [attribution.cue.start, attribution.cue.end] if attribution.cue else None,
        "speaker": voice_record(attribution.speaker),
        "source": voice_record(attribution.source),
        "place": subject.place or None,
        "as_of": subject.as_of.isoformat() if subject.as_of else None,
    }


def voice_record(voice: Voice | None) -> dict[str, Any] | None:
    """A speaker or source, null for nobody."""
    if voice is None:
        return None
    return {
        "name": voice.name,
        "mention": voice.mention,
        "start": voice.span.start,
        "end": voice.span.end,
        "kind": voice.kind.value,
    }


def page_record(page: PageText) -> dict[str, Any]:
    """A page's own statements about itself, null for what it does not say."""
    return {
        "title": page.title or None,
        "author": page.byline or None,
        "date": _written(page),
        "text": page.text,
        "outlet": page.outlet or None,
        "language": page.language or None,
        "truncated": page.is_truncated,
    }


def feed_record(feed: FeedText) -> dict[str, Any]:
    """A feed's entries, the sitemaps that it lists instead, and what was wrong with it, null when nothing was."""
    entries = [
        {
            "title": entry.title,
            "url": entry.url,
            "published": entry.published.isoformat() if entry.published else None,
            "summary": entry.summary,
        }
        for entry in feed.entries
    ]
    return {"entries": entries, "parts": list(feed.parts), "error": feed.error or None}


def decimal_text(number: Decimal | None) -> str | None:
    """A decimal string without exponent or idle zeros: ``decimal_text(Decimal("2.50E+3")) == "2500"``."""
    if number is None:
        return None
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def day_of(written: str | None) -> date | None:
    """The day that an ISO date or time begins with, None when nothing is written. Raises ValueError for anything else."""
    return date.fromisoformat(written[:10]) if written else None


def _written(page: PageText) -> str | None:
    if page.published is None:
        return None
    return page.published.date().isoformat() if page.is_date_only else page.published.isoformat()
