"""Builds statements for the tests of comparison: a sentence with its number in brackets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from articles.comparison.values import Statement
from articles.extraction.values import Interval, Measure, Subject


def stated(marked: str, value: int | str | None = None, **fields: Any) -> Statement:
    """``stated("At least [35] people died", 35, hedge=Hedge.AT_LEAST)``; the brackets mark the number."""
    start, end = marked.index("["), marked.index("]")
    surface = marked[start + 1 : end]
    amount = Decimal(str(value)) if value is not None else None
    fields.setdefault("id", f"{fields.get('article', 'a')}-{surface}-{start}")
    fields.setdefault("article", "a")
    fields.setdefault("interval", Interval(amount, amount))
    fields.setdefault("measure", Measure.COUNT)
    fields.setdefault("published", date(2024, 3, 1))
    fields.setdefault("topic", ("harbour", "ferry", "solmar", "storm"))
    if isinstance(fields.get("subject"), dict):
        fields["subject"] = Subject(**fields["subject"])
    sentence = marked.replace("[", "").replace("]", "")
    return Statement(surface=surface, value=amount, sentence=sentence, offset=start, **fields)
