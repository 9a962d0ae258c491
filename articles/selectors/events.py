"""Events of all kinds of rows in one order, newest first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Model, Q, QuerySet, Value
from django.forms.models import model_to_dict

from articles.selectors.keyset import Key, Order, encoded, values_of

NAMES = (
    "act", "alias", "annotation", "article", "claim", "dispute", "feed", "figure", "membership", "outlet", "revision", "series", "source",
    "speaker", "token", "verdict",
)  # fmt: skip
OWN = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context")
ORDER = Order(
    "newest first",
    (
        Key("pgh_created_at", is_descending=True, kind=datetime),
        Key("pgh_id", is_descending=True),
        Key("kind", kind=str),
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events: of which kinds and rows (none: all), after which cursor, how many."""

    kinds: tuple[str, ...]
    rows: tuple[int, ...]
    cursor: str
    size: int


def _models() -> dict[str, type[Model]]:
    return {name: apps.get_model("articles", f"{name}event") for name in NAMES}


KINDS: Mapping[str, str] = {name: f"{name}event" for name in NAMES}


def events_page(wanted: Wanted) -> tuple[list[dict[str, Any]], str]:
    """A page of events and the cursor after it. One query for the order, one a kind found, one for the names. Raises BadCursor."""
    found = _newest(wanted)
    shown = found[: wanted.size]
    following = encoded([shown[-1][1], shown[-1][2], shown[-1][0]]) if len(found) > wanted.size else ""
    return _documents([(kind, pk) for kind, _, pk in shown]), following


def event_of(kind: str, pk: int) -> dict[str, Any] | None:
    """One event; None where there is none."""
    return next(iter(_documents([(kind, pk)])), None)


def _newest(wanted: Wanted) -> list[tuple[str, datetime, int]]:
    models = _models()
    parts = [_of_kind(kind, models[kind], wanted) for kind in wanted.kinds]
    first, *others = parts
    if not others:
        return list(first)
    merged = first.union(*others, all=True).order_by("-pgh_created_at", "-pgh_id", "kind_")
    return list(merged[: wanted.size + 1])


def _of_kind(kind: str, model: type[Model], wanted: Wanted) -> QuerySet[Any, Any]:
    rows = model._default_manager.all()
    if wanted.rows:
        rows = rows.filter(pgh_obj__in=wanted.rows)
    rows = rows.filter(_after(kind, wanted.cursor)).order_by("-pgh_created_at", "-pgh_id")
    found: QuerySet[Any, Any] = rows.annotate(kind_=Value(kind)).values_list("kind_", "pgh_created_at", "pgh_id")[
        : wanted.size + 1
    ]
    return found


def _after(kind: str, cursor: str) -> Q:
    if not cursor:
        return Q()
    at, pk, last = values_of(cursor, ORDER)
    at_once = Q(pgh_created_at=at, pgh_id__lte=pk) if kind > last else Q(pgh_created_at=at, pgh_id__lt=pk)
    # the second part says nothing new, but an index can start there
    return (Q(pgh_created_at__lt=at) | at_once) & Q(pgh_created_at__lte=at)


def _documents(which: list[tuple[str, int]]) -> list[dict[str, Any]]:
    models, rows = _models(), {}
    for kind in {kind for kind, _ in which}:
        wanted = [pk for found, pk in which if found == kind]
        for event in models[kind]._default_manager.filter(pk__in=wanted).annotate(who=F("pgh_context__metadata__user")):
            rows[kind, event.pk] = event
    ids = {event.who for event in rows.values() if event.who is not None}
    people = dict(get_user_model().objects.filter(pk__in=ids).values_list("pk", "username")) if ids else {}
    return [_document(kind, rows[kind, pk], people) for kind, pk in which if (kind, pk) in rows]


def _document(kind: str, event: Any, people: Mapping[int, str]) -> dict[str, Any]:
    held = {name: value for name, value in model_to_dict(event).items() if name not in OWN and name != "id"}
    return {
        "id": f"{kind}-{event.pk}",
        "kind": kind,
        "row": event.pgh_obj_id,
        "label": event.pgh_label,
        "at": event.pgh_created_at.isoformat(),
        "by": people.get(event.who),
        "data": json.loads(json.dumps(held, cls=DjangoJSONEncoder, default=str)),
    }
