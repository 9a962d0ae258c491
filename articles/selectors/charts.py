"""Where the marks of a chart stand: intervals over time, and the small strip of a list. Numbers in, places out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import floor, log10

from articles.models import Claim
from articles.selectors.meanings import meaning_of_claim
from articles.selectors.wording import amount, money

COLOURS = 8
MOST_MARKS = 40
# a scale by powers of ten once the largest value is this many times the smallest
LOG_FROM = 40


@dataclass(frozen=True, slots=True)
class Tick:
    """One labelled line of an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One claim: ``y`` its stated value, ``top`` to ``bottom`` what its words allow; an open end runs on as an arrow.

    A range states no value of its own: only its ends are drawn.
    """

    claim: Claim
    x: float
    y: float
    top: float
    bottom: float
    is_open_up: bool
    is_open_down: bool
    is_range: bool
    colour: int
    shape: int


@dataclass(frozen=True, slots=True)
class Legend:
    """One outlet and its colour and shape."""

    name: str
    colour: int
    shape: int


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the template of a chart draws."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    marks: list[Mark]
    values: list[Tick]
    times: list[Tick]
    is_log: bool
    unmeasured: int

    def between(self, gaps: Iterable[tuple[datetime, datetime]]) -> list[tuple[float, float]]:
        """Where silences lie: from the last mark before each to the first after it, where both are drawn."""
        first = {mark.claim.reported_at: mark.x for mark in reversed(self.marks)}
        last = {mark.claim.reported_at: mark.x for mark in self.marks}
        return [(last[a] + 9, first[b] - 9) for a, b in gaps if a in last and b in first and first[b] - last[a] > 20]


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns values into places between two edges."""

    low: float
    high: float
    start: float
    end: float
    is_log: bool = False

    def at(self, value: Decimal | float) -> float:
        """The place of a value, kept inside the edges."""
        number = log10(max(float(value), 1e-9)) if self.is_log else float(value)
        share = (number - self.low) / (self.high - self.low)
        return round(self.start + min(1.0, max(0.0, share)) * (self.end - self.start), 1)


def legend_of(claims: Sequence[Claim]) -> list[Legend]:
    """The outlets of some claims by name, each with a colour; past eight outlets colours come again with another shape."""
    names = sorted({outlet_name(claim) for claim in claims})
    return [Legend(name, index % COLOURS, index // COLOURS % 4) for index, name in enumerate(names)]


def drawn_legend(chart: Chart | None, claims: Sequence[Claim]) -> list[Legend]:
    """The entries of :func:`legend_of` that a chart of these claims draws; none without a chart."""
    drawn = {outlet_name(mark.claim) for mark in chart.marks} if chart else set()
    return [entry for entry in legend_of(claims) if entry.name in drawn]


def outlet_name(claim: Claim) -> str:
    """The outlet's name, or that nobody named it."""
    return claim.outlet.name if claim.outlet else "outlet not known"


def reach(claim: Claim) -> tuple[Decimal | None, Decimal | None]:
    """The ends to draw: what the words allow, an end left open by the words (None) staying open."""
    allowed = meaning_of_claim(claim)
    low = None if claim.hedge in ("at_most", "less_than") else allowed.low
    high = None if claim.hedge in ("at_least", "more_than") else allowed.high
    return low, high


def middle(claim: Claim) -> Decimal | None:
    """The stated value; for a range its middle; None for what states no number."""
    if claim.value is not None:
        return claim.value
    low, high = reach(claim)
    if low is not None and high is not None:
        return (low + high) / 2
    return low if low is not None else high


def value_scale(claims: Sequence[Claim], start: float, end: float) -> Scale | None:
    """A scale over all drawn values with some room at both ends; None when no claim states a number."""
    drawn = [
        v for claim in claims if middle(claim) is not None for v in (middle(claim), *reach(claim)) if v is not None
    ]
    if not drawn:
        return None
    low, high = float(min(drawn)), float(max(drawn))
    if low > 0 and high / low >= LOG_FROM:
        return Scale(log10(low) - 0.1, log10(high) + 0.1, start, end, is_log=True)
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    floor_at = 0.0 if low >= 0 else low - room
    return Scale(max(low - room, floor_at), high + room, start, end)


def chart_of(
    claims: Sequence[Claim], *, width: int = 1120, height: int = 330, left: int = 92, most: int = MOST_MARKS
) -> Chart | None:
    """Claims in order of time as a chart; None when none states a number. Past ``most`` only the latest are drawn."""
    measured = [claim for claim in claims if middle(claim) is not None]
    right, top, bottom = width - 16, 14, height - 34
    scale = value_scale(measured[-most:], bottom, top)
    if scale is None:
        return None
    shown = measured[-most:]
    looks = {entry.name: entry for entry in legend_of(claims)}
    places = spread_out([claim.reported_at for claim in shown], left + 14, right - 14)
    marks = [_mark(claim, x, scale, looks[outlet_name(claim)]) for claim, x in zip(shown, places, strict=True)]
    return Chart(
        width=width,
        height=height,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        marks=marks,
        values=value_ticks(scale, shown[0]),
        times=time_ticks(marks, gap=80),
        is_log=scale.is_log,
        unmeasured=len(claims) - len(measured),
    )


def _mark(claim: Claim, x: float, scale: Scale, look: Legend) -> Mark:
    low, high = reach(claim)
    y = scale.at(middle(claim) or 0)
    return Mark(
        claim=claim,
        x=x,
        y=y,
        top=scale.end if high is None else scale.at(high),
        bottom=scale.start if low is None else scale.at(low),
        is_open_up=high is None,
        is_open_down=low is None,
        is_range=claim.value is None and low is not None and high is not None,
        colour=look.colour,
        shape=look.shape,
    )


def spread_out(times: Sequence[datetime], start: float, end: float, least: float = 11.0) -> list[float]:
    """Places by time, pushed apart so that no two marks hide each other; evenly when they do not fit otherwise."""
    if len(times) == 1:
        return [(start + end) / 2]
    first, last = times[0], times[-1]
    span = (last - first).total_seconds() or 1.0
    least = min(least, (end - start) / (len(times) - 1))
    places = [start + (time - first).total_seconds() / span * (end - start) for time in times]
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + least)
    places[-1] = min(places[-1], end)
    for index in range(len(places) - 2, -1, -1):
        places[index] = min(places[index], places[index + 1] - least)
    return [round(place, 1) for place in places]


def value_ticks(scale: Scale, like: Claim) -> list[Tick]:
    """Round numbers along the value axis, named in the claim's unit."""
    if scale.is_log:
        powers = range(floor(scale.low), floor(scale.high) + 2)
        numbers = [Decimal(10) ** power for power in powers if scale.low <= power <= scale.high]
        if len(numbers) < 2:
            numbers = [Decimal(n) * Decimal(10) ** power for power in powers for n in (1, 2, 5)]
        numbers = [number for number in numbers if scale.low <= log10(number) <= scale.high]
    else:
        numbers = _round_numbers(scale.low, scale.high)
    return [Tick(scale.at(number), amount(number, money(like), like.unit_code)) for number in numbers]


def _round_numbers(low: float, high: float) -> list[Decimal]:
    rough = Decimal(repr((high - low) / 4))
    power = Decimal(10) ** floor(log10(rough))
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= rough * Decimal("0.8"))
    first = int(Decimal(repr(low)) / step)
    numbers = [step * index for index in range(first, first + 9)]
    return [number for number in numbers if low <= number <= high]


def time_ticks(marks: Sequence[Mark], gap: float) -> list[Tick]:
    """A date under some of the marks, never closer than ``gap``, a day once."""
    ticks: list[Tick] = []
    for mark in marks:
        label = f"{mark.claim.reported_at:%-d %b %Y}"
        if not ticks or (mark.x - ticks[-1].at >= gap and label != ticks[-1].label):
            ticks.append(Tick(mark.x, label))
    return ticks
