"""What a superuser of the database could do to the audit, with every trigger off: one random deed at a time."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from django.db import connection

from articles.models.audit import Seal

EDITABLE = {
    "pgh_created_at": "pgh_created_at + interval '1 hour'",
    "pgh_label": "pgh_label || 'd'",
    "pgh_obj_id": "coalesce(pgh_obj_id, 0) + 1",
    "pgh_context_id": "CASE WHEN pgh_context_id IS NULL THEN gen_random_uuid() END",
}


def run(sql: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def some_seal(random: Random) -> Seal:
    seals = Seal.objects.select_related("shape").order_by("position")
    return seals[random.randrange(seals.count())]


def edit(random: Random) -> str:
    seal = some_seal(random)
    columns = (*EDITABLE, "name", "text", "body", "definition", "reason")
    column = random.choice([each for each in columns if each in seal.shape.columns])
    value = EDITABLE.get(column, f"{column} || '.'")
    changed = run(f"UPDATE {seal.shape.table} SET {column} = {value} WHERE pgh_id = %s", seal.event_id)
    return f"edit {column} of {seal.shape.table} {seal.event_id}" if changed else ""


def edit_who(random: Random) -> str:
    who = f'{{"user": {random.randrange(10**6, 10**7)}}}'
    changed = run(
        "UPDATE pghistory_context SET metadata = %s WHERE id = (SELECT id FROM pghistory_context ORDER BY id OFFSET %s LIMIT 1)",
        who,
        random.randrange(3),
    )
    return f"edit who: {who}" if changed else ""


def edit_seal(random: Random) -> str:
    column = random.choice(["digest", "chain", "event_id"])
    value = "event_id + 100000" if column == "event_id" else f"sha256({column})"
    position = some_seal(random).position
    run(f"UPDATE articles_seal SET {column} = {value} WHERE position = %s", position)
    return f"edit {column} of seal {position}"


def delete(random: Random) -> str:
    seal = some_seal(random)
    if random.random() < 0.5:
        run(f"DELETE FROM {seal.shape.table} WHERE pgh_id = %s", seal.event_id)
    if random.random() < 0.5 or Seal.objects.filter(pk=seal.pk, event_id__in=_held(seal)).exists():
        run("DELETE FROM articles_seal WHERE position = %s", seal.position)
    return f"delete {seal.shape.table} {seal.event_id}"


def _held(seal: Seal) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pgh_id FROM {seal.shape.table} WHERE pgh_id = %s", [seal.event_id])
        return [pk for (pk,) in cursor.fetchall()]


def delete_who(random: Random) -> str:
    gone = run("DELETE FROM pghistory_context WHERE id = (SELECT id FROM pghistory_context ORDER BY random() LIMIT 1)")
    return "delete who" if gone else ""


def swap(random: Random) -> str:
    one, other = some_seal(random), some_seal(random)
    if one.shape_id != other.shape_id or one == other:
        return ""
    table, spare = one.shape.table, 2_000_000_000
    for old, new in ((one.event_id, spare), (other.event_id, one.event_id), (spare, other.event_id)):
        run(f"UPDATE {table} SET pgh_id = %s WHERE pgh_id = %s", new, old)
    return f"swap {table} {one.event_id} and {other.event_id}"


def swap_seals(random: Random) -> str:
    one, other = some_seal(random).position, some_seal(random).position
    if one == other:
        return ""
    for old, new in ((one, -1), (other, one), (-1, other)):
        run("UPDATE articles_seal SET position = %s WHERE position = %s", new, old)
    return f"swap seals {one} and {other}"


def cut(random: Random) -> str:
    """Cut the newest events, their seals, or both: the last leaves a database that is whole in itself."""
    count = Seal.objects.count()
    first = count + 1 - random.randrange(1, 10)
    what = random.choice(["events", "seals", "both"])
    for seal in list(Seal.objects.filter(position__gte=first).select_related("shape")):
        if what != "seals":
            run(f"DELETE FROM {seal.shape.table} WHERE pgh_id = %s", seal.event_id)
    if what != "events":
        run("DELETE FROM articles_seal WHERE position >= %s", first)
    return f"cut {what} from {first}"


def cut_out(random: Random) -> str:
    """Cut events out of the middle and close the gap in the positions."""
    count = Seal.objects.count()
    first, some = random.randrange(1, count - 10), random.randrange(1, 8)
    for seal in list(Seal.objects.filter(position__range=(first, first + some - 1)).select_related("shape")):
        run(f"DELETE FROM {seal.shape.table} WHERE pgh_id = %s", seal.event_id)
    run("DELETE FROM articles_seal WHERE position BETWEEN %s AND %s", first, first + some - 1)
    run("UPDATE articles_seal SET position = -position WHERE position > %s", first)
    run("UPDATE articles_seal SET position = -position - %s WHERE position < 0", some)
    return f"cut out {some} from {first}"


DEEDS: tuple[Callable[[Random], str], ...] = (
    edit, edit_who, edit_seal, delete, delete_who, swap, swap_seals, cut, cut_out,
)  # fmt: skip
