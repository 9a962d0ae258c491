"""How the outlets of one figure differ: what each gives, the range of all, and who stands apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from articles.comparison.agreement import agree, meaning_of
from articles.comparison.values import Statement


@dataclass(frozen=True, slots=True)
class OutletRange:
    """What one outlet gives for the figure: the lowest and highest number written, and how many statements."""

    outlet: str
    low: Decimal
    high: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure over all outlets. ``low``, ``high`` and ``middle`` are of the numbers written, None where there is none.

    ``agreement`` is the share of pairs of origins that can both be right (None with a single origin); ``outliers`` are
    ids of statements that agree with fewer than half of the other origins.
    """

    low: Decimal | None
    high: Decimal | None
    middle: Decimal | None
    articles: int
    outlets: int
    origins: int
    agreement: float | None
    outliers: tuple[str, ...]
    by_outlet: tuple[OutletRange, ...]


def spread(statements: Iterable[Statement]) -> Spread:
    """The spread of one figure's statements; the median counts every origin's number once."""
    stated = list(statements)
    ends = [e for s in stated for e in _ends(s)]
    once = {(s.origin or s.article, e) for s in stated for e in _ends(s)}
    share, outliers = _agreement(stated)
    return Spread(
        low=min(ends, default=None),
        high=max(ends, default=None),
        middle=median(e for _, e in once) if once else None,
        articles=len({s.article for s in stated}),
        outlets=len({s.outlet for s in stated if s.outlet}),
        origins=len({s.origin or s.article for s in stated}),
        agreement=share,
        outliers=outliers,
        by_outlet=_by_outlet(stated),
    )


def _ends(s: Statement) -> tuple[Decimal, ...]:
    if s.value is not None:
        return (s.value,)
    return tuple(e for e in (s.interval.low, s.interval.high) if e is not None)


def _agreement(stated: list[Statement]) -> tuple[float | None, tuple[str, ...]]:
    heard = {(s.origin or s.article, s.value, s.hedge): s for s in stated if _ends(s)}
    kept = list(heard.values())
    if len({s.origin or s.article for s in kept}) < 2:
        return None, ()
    meanings = [meaning_of(s) for s in kept]
    good = [[agree(x, y) for m, y in enumerate(meanings) if m != n] for n, x in enumerate(meanings)]
    outliers = tuple(s.id for s, row in zip(kept, good, strict=True) if len(row) > 1 and 2 * sum(row) < len(row))
    return round(sum(map(sum, good)) / sum(map(len, good)), 4), outliers


def _by_outlet(stated: list[Statement]) -> tuple[OutletRange, ...]:
    ends: dict[str, list[Decimal]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for s in stated:
        ends[s.outlet] += _ends(s)
        counts[s.outlet] += 1
    return tuple(OutletRange(o, min(e), max(e), counts[o]) for o, e in sorted(ends.items()) if e)
