"""Whether the audit is as it was sealed, and where it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from pghistory.models import Event

from articles.models.audit import START, Seal, SealFloor, SealShape, event_models, link
from claimtracker.heads import Head

AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sealed: where, and what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Tail:
    """Events that are not sealed yet: how many, and since when."""

    count: int
    since: datetime | None


def tampering(heads: Iterable[Head] = ()) -> Iterator[Finding]:
    """What was changed, deleted, inserted, swapped or cut, in the order of the chain. Nothing when all is as sealed.

    ``heads`` are hashes noted outside the database; without them a cut at the very end cannot be seen.
    """
    told = list(heads)
    yield from (Finding(f"noted head “{head.at}”", "not written by this site") for head in told if not head.is_signed)
    noted: dict[int, list[Head]] = defaultdict(list)
    for head in (head for head in told if head.is_signed):
        noted[head.position].append(head)
    position, chain = 0, START
    for seals in _batches():
        for seal, problem in _judged(seals):
            yield from _broken_link(seal, position, chain)
            if problem:
                yield Finding(f"seal {seal.position}, {seal.shape.table} {seal.event_id}", problem)
            if any(head.chain != bytes(seal.chain).hex() for head in noted.pop(seal.position, ())):
                yield Finding(f"seal {seal.position}", "not what was noted outside: the chain was written anew")
            position, chain = seal.position, bytes(seal.chain)
    if noted:
        end = max(noted)
        yield Finding(f"seals {position + 1} to {end}", f"cut off: noted outside at {noted[end][0].at}")
    yield from _inserted()


def _broken_link(seal: Seal, position: int, chain: bytes) -> Iterator[Finding]:
    if seal.position != position + 1:
        yield Finding(f"seals {position + 1} to {seal.position - 1}", "cut out of the chain")
    elif link(chain, seal.position, bytes(seal.digest)) != bytes(seal.chain):
        yield Finding(f"seal {seal.position}", "does not follow from the one before it")


def _batches() -> Iterator[list[Seal]]:
    after = -1
    while seals := list(Seal.objects.filter(position__gt=after).order_by("position").select_related("shape")[:AT_ONCE]):
        yield seals
        after = seals[-1].position


def _judged(seals: Sequence[Seal]) -> Iterator[tuple[Seal, str]]:
    """Each seal with what is wrong with its event, "" for nothing."""
    by_shape: dict[SealShape, list[int]] = defaultdict(list)
    for seal in seals:
        by_shape[seal.shape].append(seal.event_id)
    now: dict[int, Mapping[int, bytes] | None] = {shape.pk: _digests(shape, ids) for shape, ids in by_shape.items()}
    for seal in seals:
        yield seal, _problem(now[seal.shape_id], seal)


def _digests(shape: SealShape, ids: list[int]) -> Mapping[int, bytes] | None:
    try:
        with transaction.atomic():
            return shape.digests("WHERE e.pgh_id = ANY(%s)", [ids])
    except DatabaseError:
        return None


def _problem(now: Mapping[int, bytes] | None, seal: Seal) -> str:
    if now is None:
        return "cannot be read any more: its table or a column of it is gone"
    if seal.event_id not in now:
        return "the event was deleted"
    return "" if now[seal.event_id] == bytes(seal.digest) else "the event, or who did it, was changed"


def _inserted() -> Iterator[Finding]:
    floors = dict(SealFloor.objects.values_list("table", "floor"))
    for table, event_id in _unsealed():
        if event_id <= floors.get(table, 0):
            yield Finding(f"{table} {event_id}", "inserted among sealed events")


def _unsealed() -> Iterator[tuple[str, int]]:
    for model in event_models():
        rows = without_seal(model).order_by("pgh_id").values_list("pgh_id", flat=True)
        yield from ((model._meta.db_table, event_id) for event_id in rows.iterator())


def without_seal(model: type[Event]) -> QuerySet[Any]:
    """Events of one table that the chain does not hold."""
    seals = Seal.objects.filter(shape__table=model._meta.db_table, event_id=OuterRef("pgh_id"))
    return model._default_manager.filter(~Exists(seals))


def open_tail() -> Tail:
    """What is not sealed yet: one beat's worth while the work goes on."""
    floors = dict(SealFloor.objects.values_list("table", "floor"))
    tails = [
        without_seal(model)
        .filter(pgh_id__gt=floors.get(model._meta.db_table, 0))
        .aggregate(count=Count("pgh_id"), since=Min("pgh_created_at"))
        for model in event_models()
    ]
    since = [tail["since"] for tail in tails if tail["since"]]
    return Tail(sum(tail["count"] for tail in tails), min(since, default=None))


def sealed_count() -> int:
    """How many events the chain holds."""
    return Seal.objects.aggregate(last=Max("position"))["last"] or 0
