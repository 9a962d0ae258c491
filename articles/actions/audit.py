"""Sealing the audit: what the triggers wrote is chained in batches, so that no write waits for another's hash."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import connection, transaction
from django.db.models import Max

from articles.models.audit import START, Seal, SealFloor, SealShape, event_models, link
from claimtracker.heads import note_head

AT_ONCE = 10_000
# who did it may be written until the request has ended, and none lives longer
SETTLED_S = 45
LOCK = 0x5EA1
UNSEALED = (
    "e.pgh_id > %s AND NOT EXISTS (SELECT FROM articles_seal s JOIN articles_sealshape h ON h.id = s.shape_id"
    " WHERE h.table = %s AND s.event_id = e.pgh_id)"
)


def seal_events(settled_s: int = SETTLED_S, most: int = AT_ONCE) -> int:
    """Seal at most so many events that are older than ``settled_s`` seconds; how many were. 0 when another run is sealing.

    The new head is noted outside the database. Call again until it returns 0 to seal all.
    """
    with transaction.atomic():
        if not _is_alone():
            return 0
        last = Seal.objects.order_by("-position").first()
        position, chain = (last.position, bytes(last.chain)) if last else (0, START)
        seals = []
        for shape_id, event_id, digest in islice(_unsealed(settled_s, most), most):
            position += 1
            chain = link(chain, position, digest)
            seals.append(Seal(position=position, shape_id=shape_id, event_id=event_id, digest=digest, chain=chain))
        Seal.objects.bulk_create(seals, batch_size=2000)
        if seals:
            transaction.on_commit(lambda: note_head(position, chain))
    return len(seals)


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _unsealed(settled_s: int, most: int) -> Iterator[tuple[int, int, bytes]]:
    """Shape, id and digest of each event without a seal."""
    floors = SealFloor.objects.in_bulk()
    for model in event_models():
        table = model._meta.db_table
        floor = floors.get(table) or SealFloor(table=table)
        _raise(floor)
        columns = sorted(str(field.column) for field in model._meta.local_fields)
        shape, _ = SealShape.objects.get_or_create(table=table, columns=columns)
        condition = f"WHERE {UNSEALED} AND e.pgh_created_at < now() - %s * interval '1 s' ORDER BY e.pgh_id LIMIT %s"
        for event_id, digest in shape.digests(condition, [floor.floor, table, settled_s, most]).items():
            yield shape.pk, event_id, digest


def _raise(floor: SealFloor) -> None:
    """Look no more at ids below which every transaction has ended and every event is sealed.

    An id is taken by a transaction that is numbered already: once all transactions with a number below ``next_xid``, this
    one's own, have ended, no event up to ``next_floor``, the highest id seen before, can still appear.
    """
    table = floor.table
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        ended = cursor.fetchone()[0]
        if ended < floor.next_xid:
            return
        quoted = connection.ops.quote_name(table)
        cursor.execute(
            f"SELECT EXISTS (SELECT FROM {quoted} e WHERE {UNSEALED} AND e.pgh_id <= %s)",
            [floor.floor, table, floor.next_floor],
        )
        if not cursor.fetchone()[0]:
            floor.floor = floor.next_floor
            floor.next_floor = _highest(table)
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            floor.next_xid = cursor.fetchone()[0]
    floor.save()


def _highest(table: str) -> int:
    (model,) = (model for model in event_models() if model._meta.db_table == table)
    return int(model.objects.aggregate(highest=Max("pgh_id"))["highest"] or 0)
