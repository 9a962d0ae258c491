"""Coding projects: what a coder sees next, how far coders agree field by field, where they differ, and the rows of an export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, QuerySet

from articles.comparison.reliability import Metric, Reliability, reliability
from articles.models import Adjudication, Coding, CodingItem, CodingProject

SHOWN_DIFFERENCES = 50
Entries = dict[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far the coders agree on one field, and by which measure of difference."""

    field: str
    metric: Metric
    found: Reliability


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one item on which its coders differ, and what was decided of it."""

    item: CodingItem
    field: str
    entries: list[tuple[str, str]]
    decision: Adjudication | None


def projects() -> QuerySet[CodingProject, Any]:
    """All projects with how many items and codings they have, the latest first."""
    counts = {"item_count": Count("items", distinct=True), "coding_count": Count("items__codings", distinct=True)}
    return CodingProject.objects.select_related("created_by").annotate(**counts).order_by("-pk")


def left_for(project: CodingProject, coder: User) -> QuerySet[CodingItem]:
    """The items that a coder has not coded, in order."""
    rows = project.items.exclude(codings__coder=coder).order_by("pk")
    return rows.select_related("claim__outlet", "claim__article", "figure")


def may_see_results(project: CodingProject, user: User, is_coder: bool, left: int) -> bool:
    """Whether knowing what others entered could still sway somebody: coders see results when they are done."""
    return project.closed_at is not None or not is_coder or left == 0


def agreement_of(project: CodingProject) -> list[FieldAgreement]:
    """Krippendorff's alpha of each field: ratio for values, nominal for the rest; one query."""
    by_item = _entries(project)
    return [_agreement(field, by_item) for field in project.fields]


def _agreement(field: str, by_item: dict[int, Entries]) -> FieldAgreement:
    metric = Metric.RATIO if field == "value" else Metric.NOMINAL
    units = [[_value(field, e[field]) for e in entries.values() if field in e] for entries in by_item.values()]
    return FieldAgreement(field, metric, reliability(units, metric))


def _value(field: str, entry: str) -> Decimal | str:
    return Decimal(entry) if field == "value" else entry.casefold()


def _entries(project: CodingProject) -> dict[int, Entries]:
    found: dict[int, Entries] = defaultdict(dict)
    for item, coder, entries in Coding.objects.filter(item__project=project).values_list("item", "coder", "entries"):
        found[item][coder] = entries
    return found


def differences_of(project: CodingProject) -> list[Difference]:
    """The fields on which coders differ, those nobody decided first; at most fifty, in three queries."""
    decided = {(a.item_id, a.field): a for a in Adjudication.objects.filter(item__project=project).select_related("by")}
    codings = Coding.objects.filter(item__project=project).select_related("coder").order_by("item", "pk")
    by_item: dict[int, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_item[coding.item_id].append(coding)
    items = project.items.select_related("claim__outlet", "claim__article", "figure").in_bulk(by_item)
    found = [
        Difference(items[pk], field, _said(held, field), decided.get((pk, field)))
        for pk, held in by_item.items()
        for field in project.fields
        if len({c.entries.get(field, "").casefold() for c in held}) > 1
    ]
    return sorted(found, key=lambda each: each.decision is not None)[:SHOWN_DIFFERENCES]


def _said(codings: Sequence[Coding], field: str) -> list[tuple[str, str]]:
    return [(coding.coder.get_username(), coding.entries.get(field, "")) for coding in codings]


def exported(project: CodingProject) -> Iterator[dict[str, str]]:
    """One row for every entry and every decision: item, claim or figure, field, who, value, reason."""
    codings = Coding.objects.filter(item__project=project).select_related("item", "coder").order_by("item", "pk")
    for coding in codings.iterator(chunk_size=500):
        for field in project.fields:
            yield _row(coding.item, field, coding.coder.get_username(), coding.entries.get(field, ""), "coded", "")
    for made in Adjudication.objects.filter(item__project=project).select_related("item", "by").order_by("item", "pk"):
        yield _row(made.item, made.field, made.by.get_username(), made.value, "adjudicated", made.reason)


def _row(item: CodingItem, field: str, who: str, value: str, step: str, reason: str) -> dict[str, str]:
    row = {"item": str(item.pk), "claim": str(item.claim_id or ""), "figure": str(item.figure_id or "")}
    return {**row, "field": field, "step": step, "by": who, "value": value, "reason": reason}
