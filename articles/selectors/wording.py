"""Puts numbers, hedges and units into the words that readers see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from articles.models import Claim, Figure

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "ILS": "₪", "UAH": "₴", "KRW": "₩"}
LONE_SIGNS = ("$", "€", "£", "¥")
PER = re.compile(r"\bper\b.*")
SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
HEDGES = {
    "about": "about",
    "at_least": "at least",
    "more_than": "more than",
    "at_most": "at most",
    "less_than": "less than",
}
MEASURES = {
    "other": "other quantities",
    "count": "counts",
    "percent": "percentages",
    "ratio": "ratios",
    "rate": "rates",
}
MOST_CITED_CHARS = 240
MODES = {"own_voice": "outlet's own voice", "direct": "quoted", "indirect": "reported speech"}
FACETS = {"mode": "Whose words"}


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence around a number."""

    before: str
    surface: str
    after: str


def cited(claim: Claim, most: int = MOST_CITED_CHARS) -> Cited:
    """The claim's sentence around its number, at most ``most`` characters: ``Cited("At least ", "35", " died.")``."""
    at = claim.start - claim.sentence_start
    end = at + len(claim.surface)
    if claim.sentence[at:end] != claim.surface:
        return Cited("", claim.surface, "")
    left = max(0, at - most * 2 // 3) if len(claim.sentence) > most else 0
    right = left + most
    before = claim.sentence[left:at] if left == 0 else f"…{claim.sentence[left:at].partition(' ')[2]}"
    after = claim.sentence[end:right] + ("…" if right < len(claim.sentence) else "")
    return Cited(before, claim.surface, after)


def amount(value: Decimal | None, currency: str = "", unit_code: str = "") -> str:
    """A number for readers: ``Decimal("3500000000"), "USD"`` gives ``"$3.5 billion"``; None gives ``""``.

    From a million on, a number that three decimals can write is put with its scale word; others keep all digits.
    """
    if value is None:
        return ""
    sign = currency if currency in LONE_SIGNS else SIGNS.get(currency, f"{currency} " if currency else "")
    tail = "%" if unit_code == "percent" else ""
    minus = "−" if value < 0 else ""
    return f"{minus}{sign}{_digits(abs(value))}{tail}"


def _digits(value: Decimal) -> str:
    for power, word in SCALES:
        scaled = value.scaleb(-power)
        if scaled >= 1:
            return f"{_plain(scaled)} {word}" if scaled == round(scaled, 3) else _plain(value)
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bounds(span: Any, currency: str = "", unit_code: str = "") -> str:
    """A database range for readers: ``[20, 25]`` gives ``"20 to 25"``, one value itself, an absent end "at least" or "at most"."""
    if span is None:
        return ""
    low, high = amount(span.lower, currency, unit_code), amount(span.upper, currency, unit_code)
    if low and high:
        return low if low == high else f"{low} to {high}"
    return f"at least {low}" if low else (f"at most {high}" if high else "")


def stated(claim: Claim) -> str:
    """How a claim puts its number, without its unit: ``"at least 35"``, ``"20 to 25"``; a vague word stays as written."""
    if claim.value is not None:
        said = amount(claim.value, money(claim), claim.unit_code)
    elif claim.hedge != "vague":
        said = bounds(claim.interval, money(claim), claim.unit_code)
    else:
        said = ""
    if not said:
        return claim.surface
    hedge = HEDGES.get(claim.hedge, "")
    return f"{hedge} {said}" if hedge and claim.value is not None else said


def trend(claim: Claim) -> str:
    """``"rise of"`` or ``"fall of"`` for a change, else nothing."""
    return {"up": "rise of", "down": "fall of"}.get(claim.trend, "")


def unit(thing: Claim | Figure) -> str:
    """The unit's words where the number does not show them already (a currency sign, a percent sign).

    "troops" stays, "percent" goes, and of "$ per dose" stays "per dose".
    """
    if thing.unit_code == "percent":
        return ""
    if thing.currency in SIGNS or thing.unit.startswith(LONE_SIGNS):
        rate = PER.search(thing.unit)
        return rate.group() if rate else ""
    return thing.unit


def money(thing: Claim | Figure) -> str:
    """The currency to put before a number: its code, else the bare sign that was written ("$" of no known country)."""
    if thing.currency:
        return thing.currency
    return thing.unit[0] if thing.unit.startswith(LONE_SIGNS) else ""


def hedge_name(hedge: str) -> str:
    """``"at_least"`` gives ``"at least"``."""
    return hedge.replace("_", " ")


def mode_name(mode: str) -> str:
    """``"own_voice"`` gives ``"outlet's own voice"``."""
    return MODES.get(mode, mode)


def measure_name(measure: str) -> str:
    """``"count"`` gives ``"counts"``."""
    return MEASURES.get(measure, measure)


def facet_name(parameter: str) -> str:
    """What stands above the counts of one filter, as its form says it: ``"mode"`` gives ``"Whose words"``."""
    return FACETS.get(parameter, parameter.capitalize())


def plural(count: int, noun: str, nouns: str = "") -> str:
    """``plural(1, "outlet")`` gives ``"1 outlet"``, ``plural(1200, "outlet")`` ``"1,200 outlets"``."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"
