"""The small chart of a list: the values of some claims along one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Claim
from articles.selectors.charts import Scale, legend_of, middle, outlet_name, reach, value_scale
from articles.selectors.wording import amount, money


@dataclass(frozen=True, slots=True)
class StripMark:
    """One claim on the strip of a list."""

    claim: Claim
    x: float
    left: float
    width: float
    is_open_up: bool
    is_open_down: bool
    is_range: bool
    colour: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The small chart of a list: values along one line."""

    width: int
    height: int
    marks: list[StripMark]
    low: str
    high: str


def strip_of(claims: Sequence[Claim], *, width: int = 320, height: int = 34) -> Strip | None:
    """The values of some claims along one line; None when none states a number."""
    measured = [claim for claim in claims if middle(claim) is not None]
    scale = value_scale(measured, 8, width - 8)
    if scale is None:
        return None
    looks = {entry.name: entry.colour for entry in legend_of(claims)}
    marks = [_strip_mark(claim, scale, looks[outlet_name(claim)]) for claim in measured]
    stated = [value for claim in measured if (value := middle(claim)) is not None]
    like = measured[0]
    ends = [amount(value, money(like), like.unit_code) for value in (min(stated), max(stated))]
    return Strip(width, height, marks, *ends)


def _strip_mark(claim: Claim, scale: Scale, colour: int) -> StripMark:
    low, high = reach(claim)
    left = scale.start if low is None else scale.at(low)
    right = scale.end if high is None else scale.at(high)
    return StripMark(
        claim=claim,
        x=scale.at(middle(claim) or 0),
        left=left,
        width=round(max(right - left, 1.5), 1),
        is_open_up=high is None,
        is_open_down=low is None,
        is_range=claim.value is None and low is not None and high is not None,
        colour=colour,
    )
