"""One series with its figures in order of time, the steps and gaps between them, and what is kept apart from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median

from articles.models import Claim, Figure, Series
from articles.selectors.charts import middle
from articles.selectors.figures import standing_figures
from articles.selectors.home import strips_of
from articles.selectors.keyset import Key, Order, page_of
from articles.selectors.wording import amount, money

MOST_FIGURES = 12
ORDER = Order(
    "latest first", (Key("first_reported_at", is_descending=True, kind=datetime), Key("id", is_descending=True))
)
MOST_KIN = 8
# a silence this many times as long as the usual step is a gap
GAP_TIMES = 2
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series: its latest value, what it is more or less than the one before, and the silence before it."""

    figure: Figure
    claims: list[Claim]
    step: str = ""
    percent: Decimal | None = None
    silence: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Kin:
    """A series of the same thing that is another definition: ``kinds`` are what sets it apart, as "additional"."""

    series: Series
    kinds: list[str]


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One definition over time: some of its figures, oldest first, and the cursor of those before them."""

    series: Series
    points: list[Point]
    kin: list[Kin]
    kinds: list[str] = field(default_factory=list)
    next_cursor: str = ""

    @property
    def claims(self) -> list[Claim]:
        """The claims of all figures, oldest first."""
        return sorted((c for each in self.points for c in each.claims), key=lambda claim: (claim.reported_at, claim.pk))

    @property
    def gaps(self) -> list[tuple[datetime, datetime]]:
        """From the last report before each gap to the first one after it."""
        return [
            (before.claims[-1].reported_at, after.claims[0].reported_at)
            for before, after in pairwise(self.points)
            if after.silence and before.claims and after.claims
        ]


def series_view(series: Series, cursor: str = "") -> SeriesView:
    """Twelve figures of a series, the latest without a cursor, at most 24 claims of each, and its kin, in three queries. Raises BadCursor."""
    page = page_of(
        standing_figures().filter(series=series, first_reported_at__isnull=False), ORDER, cursor, MOST_FIGURES
    )
    figures = list(page.rows)[::-1]
    claims = strips_of(figures, with_speakers=True)
    return SeriesView(series, _points(figures, claims), _kin(series), kinds_of(series), page.next_cursor)


def kinds_of(series: Series) -> list[str]:
    """What sets a definition apart from the plain total: ``["additional"]``; ``["total"]`` for nothing."""
    return series.key.rpartition("|")[2].split() or [TOTAL]


def _kin(series: Series) -> list[Kin]:
    same = series.key.rpartition("|")[0]
    if not same:
        return []
    found = Series.objects.filter(key__startswith=f"{same}|").exclude(pk=series.pk).order_by("key")[:MOST_KIN]
    return [Kin(each, kinds_of(each)) for each in found]


def _points(figures: Sequence[Figure], claims: dict[int, list[Claim]]) -> list[Point]:
    told = [Point(figure, claims[figure.pk]) for figure in figures]
    waits = [_wait(before, after) for before, after in pairwise(told)]
    known = [wait.total_seconds() for wait in waits if wait > timedelta(0)]
    usual = timedelta(seconds=median(known)) if len(known) > 1 else None
    points = told[:1]
    for before, after, wait in zip(told, told[1:], waits, strict=False):
        is_gap = usual is not None and wait > usual * GAP_TIMES
        points.append(Point(after.figure, after.claims, *_step(before, after), wait if is_gap else None))
    return points


def _wait(before: Point, after: Point) -> timedelta:
    if not before.claims or not after.claims:
        return timedelta(0)
    return after.claims[0].reported_at - before.claims[-1].reported_at


def _step(before: Point, after: Point) -> tuple[str, Decimal | None]:
    """How much more or less, in words and in percent; nothing where either states no number."""
    old, new = _latest(before), _latest(after)
    if old is None or new is None:
        return "", None
    like = after.claims[-1]
    change = new - old
    told = amount(abs(change), money(like), like.unit_code)
    is_share = like.measure == "percent"
    percent = round(100 * change / abs(old), 1) if old and not is_share else None
    return (
        f"{'+' if change > 0 else '−' if change < 0 else '±'}{told.replace('%', ' points') if is_share else told}",
        percent,
    )


def _latest(point: Point) -> Decimal | None:
    return next((value for claim in reversed(point.claims) if (value := middle(claim)) is not None), None)
