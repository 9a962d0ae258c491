"""Deeds of people that can be taken back: every row written through one keeps what it held before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F, Model, ProtectedError, QuerySet
from django.db.models.functions import Now

from articles.actions.counts import recount
from articles.actions.versions import Overtaken
from articles.models import Act, ActChange, Claim, Figure, Membership
from articles.models.act import key_of
from articles.models.people import Role, has_role

RECOUNTED_AT_ONCE = 200
Row = TypeVar("Row", bound=Model)
Held = dict[str, Any]


class Acting:
    """The pen of one act: what is written with it can be undone."""

    def __init__(self, act: Act) -> None:
        self.act = act

    def update(self, rows: QuerySet[Any], **values: Any) -> int:
        """Set fields of some rows, as ``QuerySet.update`` does; how many there were."""
        model = rows.model
        names = [model._meta.get_field(name).attname for name in values]
        mine = model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True)))
        before = _held(mine.select_for_update().order_by("pk"), names)
        mine.update(**values)
        after = _held(mine, names)
        self._keep(model, [(pk, before[pk], after[pk]) for pk in before if before[pk] != after[pk]])
        return len(before)

    def create(self, row: Row) -> Row:
        """Save a new row, which undoing deletes."""
        row.save(force_insert=True)
        self._keep(type(row), [(row.pk, None, None)])
        return row

    def made(self, row: Model, **undone: Any) -> None:
        """Note a row just saved whose making is undone by setting these fields, because its address must lead somewhere."""
        names = [row._meta.get_field(name).attname for name in undone]  # type: ignore[union-attr]
        after = {name: _plain(getattr(row, name)) for name in names}
        before = {
            name: _plain(value.pk if isinstance(value, Model) else value)
            for name, value in zip(names, undone.values(), strict=True)
        }
        self._keep(type(row), [(row.pk, before, after)])

    def _keep(self, model: type[Model], changes: Iterable[tuple[int, Held | None, Held | None]]) -> None:
        alike: dict[str, list[int]] = defaultdict(list)
        for pk, before, after in changes:
            alike[json.dumps([before, after], sort_keys=True)].append(pk)
        kept = [(pks, *json.loads(held)) for held, pks in alike.items()]
        ActChange.objects.bulk_create(
            ActChange(act=self.act, table=str(model._meta.model_name), rows=pks, before=before, after=after)
            for pks, before, after in kept
        )


@contextmanager
def acting(*, verb: str, by: User, about: Sequence[Model], summary: str, reason: str = "") -> Iterator[Acting]:
    """One act, atomic, on record with who, when and why; the figures that it touched are counted again at its end.

    >>> with acting(verb="merge", by=ann, about=[old, new], summary="Merged “old” into “new”.") as pen:
    ...     pen.update(Membership.objects.filter(figure=old), figure=new)
    """
    with transaction.atomic():
        act = Act.objects.create(
            verb=verb,
            summary=summary,
            reason=reason.replace("\0", "").strip(),
            about=[key_of(thing) for thing in about],
            done_by=by,
        )
        yield Acting(act)
        _recount(act, list(act.changes.all()))


def may_undo(act: Act, user: User) -> bool:
    """Whether a person may take an act back: who did it, or a senior or admin."""
    return act.done_by_id == user.pk or has_role(user, Role.SENIOR)


@transaction.atomic
def undo(*, act: Act, by: User) -> Act:
    """Put back what every row of an act held before it; the act stays on record as undone.

    Raises PermissionDenied for the act of somebody else (but not for seniors), Overtaken when it was undone already or when
    later changes stand in the way; then nothing is changed. What the machine or others did elsewhere since then stays.
    """
    row = Act.objects.select_for_update().get(pk=act.pk)
    if not may_undo(row, by):
        raise PermissionDenied("An act is undone by the person who did it or by a senior reviewer.")
    if row.undone_at is not None:
        raise Overtaken("This was undone already.")
    changes = list(row.changes.order_by("-pk"))
    try:
        with transaction.atomic():
            for change in changes:
                _put_back(change)
    except (IntegrityError, ProtectedError) as error:
        raise Overtaken("Something that was added since then depends on it; undo that first.") from error
    _lead_away(changes)
    row.undone_at, row.undone_by = Now(), by
    row.save(update_fields=["undone_at", "undone_by"])
    _recount(row, changes)
    row.refresh_from_db()
    return row


def _put_back(change: ActChange) -> None:
    """Give the rows of a change what they held before; rows that are gone since then need nothing."""
    model = apps.get_model("articles", change.table)
    rows = model._default_manager.filter(pk__in=change.rows)
    if change.before is None:
        rows.delete()
        return
    held = _held(rows.select_for_update().order_by("pk"), list(change.after or ()))
    if any(now != change.after for now in held.values()):
        raise Overtaken(_in_the_way(change))
    restored = {name: model._meta.get_field(name).to_python(value) for name, value in change.before.items()}
    # who read it before it was put back must not write over it unawares
    rows.update(**restored, **({"version": F("version") + 1} if hasattr(model, "version") else {}))


def _in_the_way(change: ActChange) -> str:
    later = Act.objects.standing().filter(
        pk__gt=change.act_id, changes__table=change.table, changes__rows__overlap=change.rows
    )
    named = [
        f"“{act.summary}” by {act.done_by} (act {act.pk})" for act in later.select_related("done_by").distinct()[:3]
    ]
    if not named:
        return f"The {change.table} was changed since then, so that this cannot be put back as it was."
    return f"Later acts stand in the way: {'; '.join(named)}. Undo them first."


def _lead_away(changes: Sequence[ActChange]) -> None:
    """A figure that is part of another again takes along what the machine gave it meanwhile.

    Raises Overtaken when a person decided on claims that only it has.
    """
    gone = [
        pk
        for change in changes
        if change.table == "figure" and (change.before or {}).get("merged_into_id")
        for pk in change.rows
    ]
    for figure in Figure.objects.filter(pk__in=gone, merged_into__isnull=False):
        left = left_behind(figure, figure.merged_into_id or 0)
        if left.filter(decided_by__isnull=False).exists():
            raise Overtaken(f"Claims were moved to figure {figure.pk} or decided there since then; undo that first.")
        left.update(figure=figure.merged_into_id)


def left_behind(figure: Figure, into_id: int) -> QuerySet[Membership]:
    """The memberships of a figure whose claims another one has no word on."""
    held = Membership.objects.filter(figure=into_id).values("claim_id")
    return Membership.objects.filter(figure=figure).exclude(claim_id__in=held)


def _recount(act: Act, changes: Sequence[ActChange]) -> None:
    figures = {pk for table, pk in act.subjects if table == "figure"}
    for change in changes:
        figures |= _figures_of(change)
    wanted = sorted(figures)
    for start in range(0, len(wanted), RECOUNTED_AT_ONCE):
        recount(wanted[start : start + RECOUNTED_AT_ONCE])


def _figures_of(change: ActChange) -> set[int]:
    if change.table == Claim._meta.model_name:
        members = Membership.objects.filter(claim__in=change.rows)
    elif change.table == Membership._meta.model_name:
        members = Membership.objects.filter(pk__in=change.rows)
    else:
        return set()
    ends = {held["figure_id"] for held in (change.before, change.after) if held and "figure_id" in held}
    return set(members.values_list("figure", flat=True)) | ends


def _held(rows: QuerySet[Any], names: Sequence[str]) -> dict[int, Held]:
    return {pk: dict(zip(names, map(_plain, values), strict=True)) for pk, *values in rows.values_list("pk", *names)}


def _plain(value: Any) -> Any:
    """A column's value as JSON holds it, from which its field reads it again."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | int | list | Mapping):
        return value
    raise TypeError(f"an act cannot keep {type(value).__name__}")
