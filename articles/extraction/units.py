"""Units of measure and currencies beside a number, with their normal codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.tries import tree_of, with_cases
from articles.extraction.values import Measure

_UNITS = {code: entry for code, entry in read_lexicon("units").items() if code != "per"}
_MONEY = {code: entry for code, entry in read_lexicon("currencies").items() if code not in ("minor", "unstated")}
_UNSTATED = read_lexicon("currencies")["unstated"]["words"]
_MINOR = read_lexicon("currencies")["minor"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit found in a text: its normal code, what it measures and where its words stand."""

    code: str
    measure: Measure
    start: int
    end: int
    currency: str | None = None
    per: str = ""


Meaning = tuple[str, Measure, str | None]


def _by_word() -> dict[str, Meaning]:
    """Each written form of a unit or currency with its code, measure and currency."""
    table: dict[str, Meaning] = {}
    for code, entry in _UNITS.items():
        _enter(table, entry, (code, Measure(entry["measure"]), None))
    for code, entry in _MONEY.items():
        _enter(table, {"symbols": entry["signs"], **entry}, (code, Measure.MONEY, code))
    for word in _UNSTATED:
        _enter(table, {"words": [word]}, (word.removesuffix("s"), Measure.MONEY, None))
    for word in [*_MINOR["words"], *_MINOR["tight"]]:
        _enter(table, {"words": [word]}, ("cent" if "cent" in word or word == "¢" else "penny", Measure.MONEY, None))
    return table


def _enter(table: dict[str, Meaning], entry: dict[str, Any], meaning: Meaning) -> None:
    for word in entry.get("words", []):
        table.update(dict.fromkeys(with_cases([word]) | {word, word.title()}, meaning))
    table.update(dict.fromkeys([*entry.get("symbols", []), *entry.get("tight", [])], meaning))


_TABLE = _by_word()
_SIGNS = {sign: code for code, entry in _MONEY.items() for sign in entry["signs"]}
_TIGHT = {word for entry in [*_UNITS.values(), *_MONEY.values(), _MINOR] for word in entry.get("tight", [])}
_WORDS = [word for word in _TABLE if word not in _TIGHT]
_NEXT = re.compile(rf"(?:[\s\u00a0]{{1,2}}|-)?({tree_of(_WORDS)})(?![^\W_])")
_ATTACHED = re.compile(rf"({tree_of(_TABLE)})(?![^\W_])")
_SIGN_BEFORE = re.compile(rf"(?<![^\W\d_])(?:{one_of(_SIGNS)})[\s\u00a0]?\Z")
_SIGN_ENDS = frozenset(sign[-1] for sign in _SIGNS)
_PER = re.compile(
    rf"(?:\s+(?:per|an?|each|every)\s+|[\s-]an?[ -]|\s?/\s?|-per-)({one_of(read_lexicon('units')['per']['words'])})\b(?!\s(?:earlier|later|ago|before|after|old|apart|away)\b)",
    re.I,
)


def sign_before(text: str, at: int) -> tuple[int, str] | None:
    """The currency sign or code right before ``at``: its start and ISO code. ``sign_before("US$ 5", 4)`` is ``(0, "USD")``."""
    near = at - 1
    if near > 0 and text[near] in " \u00a0":
        near -= 1
    if near < 0 or text[near] not in _SIGN_ENDS:
        return None
    found = _SIGN_BEFORE.search(text, max(0, at - 10), at)
    if found is None:
        return None
    return found.start(), _SIGNS.get(found[0].strip(), "USD")


def unit_after(text: str, at: int) -> Unit | None:
    """The unit or currency right after ``at``, with "per ..." when it has one; None when no known unit stands there.

    ``unit_after("5 miles an hour", 1)`` has the code "mile per hour".
    """
    found = _ATTACHED.match(text, at) or _NEXT.match(text, at)
    if found is None:
        return None
    code, measure, currency = _TABLE[found[1]]
    if code == "pound" and measure is Measure.MASS and _is_sterling(text, at, found.end()):
        code, measure, currency = "GBP", Measure.MONEY, "GBP"
    per, end = per_after(text, found.end())
    if per:
        code, measure = f"{code} per {per}", (Measure.RATE if measure is not Measure.MONEY else measure)
    return Unit(code, measure, found.start(1), end, currency, per)


def per_after(text: str, at: int) -> tuple[str, int]:
    """What "per", "a" or "/" divides by at ``at`` and where it ends: ``per_after("$5 a barrel", 2)`` is ``("barrel", 11)``."""
    found = _PER.match(text, at)
    return (found[1].lower(), found.end()) if found else ("", at)


_MONEY_NEAR = re.compile(
    r"£|\b(?:worth|cost|costs|price|pay|paid|pays|fee|fine|fined|salary|sterling|budget|spend|spent|earn|earned|million|billion|thousand|bn)\b",
    re.I,
)
_MASS_NEAR = re.compile(r"\b(?:weigh\w*|heav\w+|of|kg|kilogram\w*|ounces?|lift\w*|overweight|mass)\b", re.I)


def _is_sterling(text: str, at: int, end: int) -> bool:
    """Whether "pounds" is money here: money words near it, none of weight."""
    if _MASS_NEAR.search(text, end, end + 24) or _MASS_NEAR.search(text, max(0, at - 40), at):
        return False
    return _MONEY_NEAR.search(text, max(0, at - 60), end + 40) is not None
