"""Everything that was ever done to one row, by whom and from which request, with what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from articles.models import Seal
from articles.models.audit import event_models
from articles.models.people import Role
from articles.selectors.history import HIDDEN, LABELS
from articles.selectors.recorded import Names, Shown, names_in, shown

AT_ONCE = 50
READERS = frozenset(
    {"act", "alias", "article", "claim", "dispute", "figure", "membership", "outlet", "revision", "series", "source", "speaker",
     "verdict"}
)  # fmt: skip
REVIEWERS = frozenset({"annotation", "review", "fieldcheck", "ranking", "flag", "feed"})


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one step, before and after; None where it held nothing."""

    field: str
    old: Shown | None
    new: Shown | None


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a row; ``who`` is None for the machine, ``seal`` None until the audit's chain holds it."""

    number: int
    at: datetime
    what: str
    who: Shown | None
    address: str
    request: str
    changes: list[Change]
    seal: int | None


@dataclass(frozen=True, slots=True)
class History:
    """One page of a row's events, newest first; ``older`` is the number to go on below, None at the end."""

    kind: str
    pk: int
    steps: list[Step]
    older: int | None


def least_role(kind: str) -> Role | None:
    """Who may see the history of a kind of row; None for everybody."""
    if kind in READERS:
        return None
    return Role.REVIEWER if kind in REVIEWERS else Role.ADMIN


def tracked_kinds() -> Mapping[str, type[Any]]:
    """The event table of each kind of row: ``claim`` has ``ClaimEvent``."""
    return {model.__name__.removesuffix("Event").lower(): model for model in event_models()}


def history_page(kind: str, pk: int, before: int | None = None) -> History:
    """The latest 50 events of one row, or those before one, in three queries and one more for each kind of row it names. Empty when nothing was done to it.

    A row that was deleted still has its history.
    """
    model = tracked_kinds()[kind]
    rows = model._default_manager.filter(id=pk).select_related("pgh_context").order_by("-pgh_id")
    if before is not None:
        rows = rows.filter(pgh_id__lt=before)
    events = list(rows[: AT_ONCE + 1])
    fields = [
        field for field in model._meta.local_fields if not field.name.startswith("pgh_") and field.name not in HIDDEN
    ]
    names, seals = names_in(events, fields), _seals(model, events)
    older = [*events[1:], None]
    steps = [
        _step(event, _changes(event, last, fields, names), names, seals)
        for event, last in list(zip(events, older, strict=False))[:AT_ONCE]
    ]
    return History(kind, pk, steps, events[AT_ONCE - 1].pgh_id if len(events) > AT_ONCE else None)


def _step(event: Any, changes: list[Change], names: Names, seals: Mapping[int, int]) -> Step:
    told = event.pgh_context.metadata if event.pgh_context else {}
    return Step(
        number=event.pgh_id,
        at=event.pgh_created_at,
        what=LABELS.get(event.pgh_label, event.pgh_label),
        who=names.get((User, told.get("user") or 0)),
        address=str(told.get("url") or ""),
        request=str(event.pgh_context_id or ""),
        changes=changes,
        seal=seals.get(event.pgh_id),
    )


def _changes(event: Any, last: Any, fields: Sequence[Any], names: Names) -> list[Change]:
    if event.pgh_label == "delete":
        return []
    if last is None and event.pgh_label != "insert":
        return []
    told = [(field, shown(last, field, names) if last else None, shown(event, field, names)) for field in fields]
    return [Change(field.verbose_name, old, new) for field, old, new in told if old != new]


def _seals(model: type[Any], events: Sequence[Any]) -> Mapping[int, int]:
    rows = Seal.objects.filter(shape__table=model._meta.db_table, event_id__in=[event.pgh_id for event in events])
    return dict(rows.values_list("event_id", "position"))
