"""Who did what to a row, from the events that the database's triggers wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from pghistory.models import Events

MOST_STEPS = 20
# a claim as it was, beside each of its changes: for questions about the past, told twice to a reader
BEFORE = "before"
LABELS = {"insert": "created", "update": "changed", "delete": "deleted"}
# what a reader of a history gains nothing from
HIDDEN = frozenset({"version", "search", "keys", "id"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one step, before and after."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Step:
    """One event: when, who ("" for the machine), what was done to which row, and the fields that changed."""

    at: datetime
    who: str
    what: str
    changes: list[Change]


def history_of(thing: Model, most: int = MOST_STEPS) -> list[Step]:
    """The latest events of a row and of the rows that hang on it, newest first, in two queries. Empty when nothing happened."""
    events = list(
        Events.objects.references(thing)  # type: ignore[no-untyped-call]  # pghistory has no types
        .exclude(pgh_label=BEFORE)
        .order_by("-pgh_created_at", "-pgh_id")[:most]
    )
    ids = {user for event in events if (user := _user_of(event)) is not None}
    people: Mapping[Any, str] = (
        dict(get_user_model().objects.filter(pk__in=ids).values_list("pk", "username")) if ids else {}
    )
    return [_step(event, people.get(_user_of(event), "")) for event in events]


def _user_of(event: Any) -> int | None:
    context = event.pgh_context or {}
    return context.get("user") if isinstance(context, dict) else None


def _step(event: Any, who: str) -> Step:
    noun = (event.pgh_obj_model or event.pgh_model).rpartition(".")[2].removesuffix("Event").lower()
    what = f"{noun} {event.pgh_obj_id} {LABELS.get(event.pgh_label, event.pgh_label)}"
    changes = [
        Change(field.removesuffix("_id"), _short(old), _short(new))
        for field, (old, new) in (event.pgh_diff or {}).items()
        if field not in HIDDEN
    ]
    return Step(event.pgh_created_at, who, what, changes)


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:119]}…"
