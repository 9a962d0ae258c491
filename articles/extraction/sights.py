"""One number in its sentence: its words, its unit, and the draft of the number before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from articles.extraction.drafts import Draft
from articles.extraction.lexicons import read_lexicon
from articles.extraction.values import Measure, Quantity
from articles.extraction.words import Word

_UNITS = {word: kind for kind, words in read_lexicon("measures")["units"].items() for word in words}
_SIGNS = {"%": "percent", "$": "money", "€": "money", "£": "money", "¥": "money", "₹": "money"}
_SECOND_WORDS = frozenset(
    {
        "points",
        "point",
        "feet",
        "foot",
        "miles",
        "mile",
        "kilometers",
        "kilometres",
        "meters",
        "metres",
        "yards",
        "inches",
        "tons",
        "dollars",
    }
)
_MOST_UNIT_WORDS = 3
_KINDS = {Measure.MONEY: "money", Measure.PERCENT: "percent", Measure.DISTANCE: "distance", Measure.AREA: "area",
          Measure.MASS: "mass", Measure.DURATION: "duration", Measure.AGE: "age"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sight:
    """The number at word ``at`` of ``words``; its unit ends before word ``end``.

    ``kind`` is "" for things counted, else what the unit measures ("money", "percent", "distance" ...). ``before`` is
    the draft of the last number of the same sort in this sentence or, when ``is_next_sentence``, one before; ``last`` that of the last number of any sort in this sentence.
    """

    text: str
    words: Sequence[Word]
    at: int
    end: int
    kind: str
    unit: str
    quantity: Quantity
    published: date | None
    before: Draft | None = None
    is_next_sentence: bool = False
    previous_end: int = 0
    last: Draft | None = None

    @property
    def is_hyphened(self) -> bool:
        """Whether the number is part of an adjective: "40,000-troop", "two-year"."""
        if self.kind:
            hyphened = self.at + 1 < len(self.words) and self.words[self.at + 1].text == "-"
            return hyphened and self.end > self.at + 1
        return self.end < len(self.words) and self.words[self.end].text == "-" and self._touches(self.end)

    def _touches(self, at: int) -> bool:
        return (
            at + 1 < len(self.words)
            and self.words[at].start == self.words[at - 1].end
            and self.words[at + 1].start == self.words[at].end
        )


def unit_of(words: Sequence[Word], at: int, quantity: Quantity) -> tuple[str, str, int]:
    """The kind and word of the unit of the number at word ``at``, and where the words behind the unit start.

    "3.8 percent" gives ("percent", "percent", at + 2), a counted noun ("12 people") ("", "", at + 1).
    """
    kind = _kind_of_surface(quantity)
    end, unit = at + 1, ""
    if end + 1 < len(words) and words[end].text == "-" and words[end + 1].low in _UNITS:
        end += 1
    if [word.low for word in words[end : end + 2]] == ["per", "cent"]:
        return "percent", "per cent", end + 2
    if (
        end + 1 < len(words)
        and words[end].low == "of"
        and words[end + 1].low in _UNITS
        and not words[at].text[:1].isdigit()
    ):
        return kind or _UNITS[words[end + 1].low], words[end + 1].low, end + 2
    while end < min(len(words), at + 1 + _MOST_UNIT_WORDS):
        low = words[end].low
        if low not in (_SECOND_WORDS if unit else _UNITS):
            break
        kind, unit = kind or _UNITS.get(low, ""), low
        end += 1
    return kind, unit, end if unit else at + 1


def _kind_of_surface(quantity: Quantity) -> str:
    for sign, kind in _SIGNS.items():
        if sign in quantity.surface:
            return kind
    if quantity.currency:
        return "money"
    if quantity.unit_code == "percent" or "percent" in quantity.surface:
        return "percent"
    return _KINDS.get(quantity.measure, "")
