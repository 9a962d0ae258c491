"""Rows as they were known at a time, from the times that rows carry and the events that triggers wrote.

A row was known when it had been made and had not yet been superseded, merged or deleted. Its tracked columns are shown as
they stood: of a claim from the row before its first later change, of other rows from their last event until then. Counts,
span and agreement of figures are of the claims known then. What no event keeps (an article's state, a claim's version) is
shown as it is now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.selectors.figures_then import MEMBER_NAMES, figures_then
from articles.selectors.history import BEFORE
from articles.selectors.json_rows import Noun

MADE = {"revision": "read_at", "dispute": "opened_at"}
ENDED = {"claim": "is_current", "annotation": "deleted_at"}


@dataclass(frozen=True, slots=True)
class Events:
    """Where the past of a kind of row is written."""

    model: type[Model]
    is_before: bool

    def of(self, at: datetime) -> QuerySet[Any]:
        """For the row outside: the event that tells how it stood."""
        rows = self.model._default_manager.filter(pgh_obj=OuterRef("pk"))
        if self.is_before:
            return rows.filter(pgh_label=BEFORE, pgh_created_at__gt=at).order_by("pgh_created_at", "pgh_id")
        return rows.filter(pgh_created_at__lte=at).order_by("-pgh_created_at", "-pgh_id")


def events_of(model: type[Model]) -> Events | None:
    """The events of a kind of row; None where nothing that is shown ever changes."""
    name = str(model._meta.model_name)
    if name in {"revision", "verdict"}:
        return None
    return Events(apps.get_model("articles", f"{name}event"), is_before=name == "claim")


def known_at(noun: Noun, rows: QuerySet[Any], at: datetime) -> QuerySet[Any]:
    """Those of the rows that were known at a time."""
    name = str(noun.model._meta.model_name)
    if name == "alias":
        return rows.filter(pk__in=events_at(noun, at).exclude(pgh_label="delete").values("pgh_obj"))
    rows = rows.filter(**{f"{MADE.get(name, 'created_at')}__lte": at})
    events = events_of(noun.model)
    if name == "claim" and events is not None:
        then = Coalesce(Subquery(events.of(at).values("is_current")[:1]), F("is_current"))
        stood: QuerySet[Any] = rows.annotate(stood_then=then).filter(stood_then=True)
        return stood
    if name == "annotation":
        return rows.filter(Q(deleted_at__isnull=True) | Q(deleted_at__gt=at))
    if events is not None and any(field.name == "merged_into" for field in noun.model._meta.fields):
        merged = Subquery(events.of(at).values("merged_into")[:1])
        alone = Q(merged_into__isnull=True) | Q(merged_then__isnull=True)
        standing: QuerySet[Any] = rows.annotate(merged_then=merged).filter(alone)
        return standing
    return rows


def events_at(noun: Noun, at: datetime) -> QuerySet[Any]:
    """All events of a kind of row until a time."""
    events = events_of(noun.model)
    assert events is not None
    return events.model._default_manager.filter(pgh_created_at__lte=at)


def past_json(
    noun: Noun, ids: Sequence[int], at: datetime, fields: Sequence[str] = (), expand: Sequence[str] = ()
) -> str:
    """As :meth:`Noun.json_of`, with the columns that events keep as they stood at a time."""
    found = json.loads(noun.json_of(ids, fields, expand))
    then = _columns_then(noun, ids, at)
    is_counted = noun.name == "figures" and any(MEMBER_NAMES & set(row) for row in found[:1])
    counts = figures_then(ids, at) if is_counted else {}
    for row in found:
        told = {**then.get(row["id"], {}), **counts.get(row["id"], {})}
        row.update({name: value for name, value in told.items() if name in row and name not in expand})
    return json.dumps(found, ensure_ascii=False)


def _columns_then(noun: Noun, ids: Sequence[int], at: datetime) -> Mapping[int, dict[str, Any]]:
    events = events_of(noun.model)
    if events is None:
        return {}
    newest = noun.model._default_manager.filter(pk__in=ids).annotate(
        event_then=Subquery(events.of(at).values("pk")[:1])
    )
    which = dict(newest.exclude(event_then__isnull=True).values_list("event_then", "pk"))
    kept = {field.name for field in events.model._meta.fields}
    shown = {name: column for name, column in noun.shape("").items() if name in kept and name != "id"}
    past = Noun(f"{noun.name} then", events.model, lambda _: {"id": F("pgh_id"), **shown})
    told = json.loads(past.json_of(list(which)))
    return {which[row.pop("id")]: row for row in told}


__all__ = ["events_of", "known_at", "past_json"]
