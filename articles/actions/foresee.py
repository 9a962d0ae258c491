"""What an act would do, found by doing it and taking it back at once: nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from articles.models import Act, Dispute, Figure

Made = TypeVar("Made")
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One figure before and after an act: ``before`` is None for one that would be made, ``after`` for one that would be another's part."""

    definition: str
    before: Figure | None
    after: Figure | None
    disputes_before: int
    disputes_after: int


class _TakenBack(Exception):
    """Ends the transaction of a rehearsal."""


def rehearsed(deed: Callable[[], Made], look: Callable[[Made], Seen]) -> Seen:
    """What ``look`` sees of what a deed made, before the deed is taken back. Raises what the deed raises.

    ``rehearsed(lambda: split(...), hanging_on)``: what would hang on the one that a split makes.
    """
    try:
        with transaction.atomic():
            seen = look(deed())
            raise _TakenBack
    except _TakenBack:
        return seen


def foresee(deed: Callable[[], object]) -> list[Foreseen]:
    """The figures that an act would touch, as they are and as they would be, in the order in which the act names them.

    Raises what the act raises, so that a refusal is seen before anybody confirms.
    """
    last = Act.objects.newest().values_list("pk", flat=True).first() or 0
    after = rehearsed(deed, lambda _: _touched_since(last))
    before = _read(after)
    return [_foreseen(before.get(pk), after[pk]) for pk in after]


def _touched_since(last: int) -> dict[int, tuple[Figure, int]]:
    done = Act.objects.filter(pk__gt=last).newest().first()
    return _read(pk for table, pk in (done.subjects if done else ()) if table == "figure")


def _foreseen(before: tuple[Figure, int] | None, after: tuple[Figure, int]) -> Foreseen:
    figure, disputes = after
    stays = figure if figure.merged_into_id is None else None
    return Foreseen(
        definition=figure.definition,
        before=before[0] if before else None,
        after=stays,
        disputes_before=before[1] if before else 0,
        disputes_after=disputes if stays else 0,
    )


def _read(pks: Iterable[int]) -> dict[int, tuple[Figure, int]]:
    wanted = list(pks)
    figures = Figure.objects.in_bulk(wanted)
    held = list(Dispute.objects.open().filter(figure__in=wanted).values_list("figure", flat=True))
    return {pk: (figures[pk], held.count(pk)) for pk in wanted if pk in figures}
