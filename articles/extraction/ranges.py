"""Two numerals that are one statement: "20 to 25", "between 5% and 6%", "$1-2 billion", "one in five"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from articles.extraction.numerals import Kind, Numeral
from articles.extraction.units import Unit, sign_before, unit_after

_DASH = re.compile(r"\s?[-–—−]\s?|-?\s(?:to|or)[\s-]|\sthrough\s", re.I)
_TO = re.compile(
    r"-?\sto[\s-](?:as (?:many|much|high) as |about |around |nearly |almost |roughly |over |more than |just )?", re.I
)
_FROM_TO = re.compile(
    r"(?:,?\s(?:in|at|on|last|this|a)\s(?:[^.;\n]|\.(?=\d)){1,32}?)?,?\s(?:down |up )?to\s(?:about |around |nearly |almost |roughly |over |more than |just )?",
    re.I,
)
_AND = re.compile(r"\sand\s(?:about |around |nearly |almost |roughly )?", re.I)
_PLUS_MINUS = re.compile(r"\s?(?:±|\+/-|\+-|\+/−)\s?|\s(?:plus or minus|give or take)\s", re.I)
_RATIO = re.compile(r"\s(in|out of)(?:\severy)?\s", re.I)
_FARTHEST = 48
_ROUND_WHOLES = frozenset([10, 100, 1000])


@dataclass(frozen=True, slots=True)
class Joined:
    """Two numerals read as one: the rule, the second numeral, and both values with the scale they share."""

    rule: str
    second: Numeral
    low: Decimal
    high: Decimal


def join(text: str, first: Numeral, following: Sequence[Numeral], opener: str) -> Joined | None:
    """The range or ratio that ``first`` opens with one of the numerals ``following`` it; None when it stands alone.

    ``opener`` is the lower-case word right before the first numeral: "between" and "from" allow more between the two.
    """
    if first.value is None or not following or first.kind is Kind.MULTIPLE:
        return None
    unit = unit_after(text, first.end)
    end = unit.end if unit is not None else first.end
    for second in following[: 4 if opener == "from" else 1]:
        if second.value is None or second.start - end > _FARTHEST:
            return None
        sign = sign_before(text, second.start)
        start = sign[0] if sign else second.start
        is_negative = text[start - 1] in "-−" and text[start - 2].isspace()
        start -= is_negative
        rule = _rule(text, first, second, (first.end, end, start), opener)
        if rule and _agree(text, first, second, unit):
            joined = _with_shared_scale(rule, first, second)
            return replace(joined, high=-joined.high) if is_negative else joined
    return None


def _rule(text: str, first: Numeral, second: Numeral, places: tuple[int, int, int], opener: str) -> str:
    bare_end, unit_end, start = places
    if opener == "between" and _AND.fullmatch(text, unit_end, start):
        return "between-and"
    if opener == "from" and _FROM_TO.fullmatch(text, unit_end, start):
        return "from-to"
    if _PLUS_MINUS.fullmatch(text, unit_end, start):
        return "plus-minus"
    if bare_end == unit_end and (ratio := _RATIO.fullmatch(text, bare_end, start)):
        return "ratio" if _is_ratio(first, second, ratio[1].lower()) else ""
    if Kind.FRACTION in (first.kind, second.kind) and first.kind is not second.kind:
        return ""
    for end in {unit_end, bare_end}:
        if _DASH.fullmatch(text, end, start) or _TO.fullmatch(text, end, start):
            return "range-to" if _is_rising(text, first, second, text[end:start]) else ""
    return ""


def _agree(text: str, first: Numeral, second: Numeral, unit: Unit | None) -> bool:
    """Whether the two are of one kind: a percentage and an amount of money ("rose 7% to $2.3 billion") are not."""
    if unit is None:
        return True
    if sign_before(text, second.start) is not None and sign_before(text, first.start) is None:
        return False
    other = unit_after(text, second.end)
    return other is None or other.measure is unit.measure


def _is_ratio(first: Numeral, second: Numeral, word: str) -> bool:
    """Whether "in" or "out of" divides: "one in five", "nine out of ten"; not "1 in 2005"."""
    if first.value is None or second.value is None or not 0 < first.value < second.value:
        return False
    if 1900 <= second.value < 2100 and second.end - second.start == 4:
        return False
    return word == "out of" or first.value == 1 or second.value in _ROUND_WHOLES


def _is_rising(text: str, first: Numeral, second: Numeral, gap: str) -> bool:
    """Whether the two make a range: the second larger, and for "or" the very next number ("three or four")."""
    joined = _with_shared_scale("", first, second)
    if joined.low >= joined.high:
        return False
    if "or" in gap.lower():
        return first.value is not None and second.value == first.value + 1
    return not (
        first.kind is Kind.DIGITS and first.end - first.start == 4 and 1900 <= joined.low < 2100 and joined.high < 2100
    )


def _with_shared_scale(rule: str, first: Numeral, second: Numeral) -> Joined:
    """Both values; "$1-2 billion" and "30-40k" give the first the scale that only the second shows."""
    low, high = first.value or Decimal(0), second.value or Decimal(0)
    if rule != "ratio" and second.has_scale and not first.has_scale and 0 < low < 1000:
        shared = low * second.scale
        low = shared if shared <= high or rule in ("from-to", "plus-minus") else low
    return Joined(rule, second, low, high)
