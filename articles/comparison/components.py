"""Which claims are a part of a total that the same article gives: "Of the 35, 12 were children"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from articles.comparison.features import Profile, profile
from articles.comparison.values import Statement

_OF_THE = re.compile(r"\b(?:of|among) (?:the|those|these|its|their|all) (?:[a-z-]+ )?$", re.IGNORECASE)
_PLAIN_OF = re.compile(r"^ (?:of|out of)(?: the| those| these| all)? $", re.IGNORECASE)
_INCLUDING = re.compile(
    r"[,;(\u2013\u2014] ?(?:including|among them|of (?:whom|which|them)|(?:\w+ )?counting) ", re.IGNORECASE
)
_BREAK = re.compile(r"[.;:!?]\s|\)")
_BETWEEN = 60  # code points from "including" to the part it names


@dataclass(frozen=True, slots=True)
class Component:
    """A statement that counts a part of what another of its article counts, by id, and why in words for a reader."""

    part: str
    total: str
    reasons: tuple[str, ...]


def find_components(statements: Sequence[Statement]) -> tuple[Component, ...]:
    """The parts of totals among one article's statements, each with the nearest total it is said to be of.

    Only where one sentence says so ("one of 52 people" says little and is left out): ``"Of the 35 dead, 12 were children"``, ``"12 of the 35"``, ``"35 people, including 12
    children"``. A part is smaller than its total and of one sort with it. Empty where no sentence does.
    """
    told = [profile(s) for s in statements]
    found = (_of_total(part, [t for t in told if _may_hold(t, part)]) for part in told)
    return tuple(component for component in found if component is not None)


def _may_hold(total: Profile, part: Profile) -> bool:
    x, y = part.statement, total.statement
    if x.id == y.id or x.article != y.article or x.sentence != y.sentence or part.dimension != total.dimension:
        return False
    return x.value is not None and y.value is not None and Decimal(0) < x.value < y.value and x.span != y.span


def _of_total(part: Profile, totals: Sequence[Profile]) -> Component | None:
    said = [(abs(t.statement.offset - part.statement.offset), t, why) for t in totals for why in _why(part, t)]
    if not said:
        return None
    _, total, why = min(said, key=lambda found: found[0])
    x, y = part.statement, total.statement
    return Component(x.id, y.id, (why, f"{x.surface} is less than {y.surface}"))


def _why(part: Profile, total: Profile) -> Iterator[str]:
    """The words that make one number a part of the other."""
    x, y = part.statement, total.statement
    sentence, part_end, total_end = x.sentence, x.offset + len(x.surface), y.offset + len(y.surface)
    if part_end < y.offset and x.value != 1 and _PLAIN_OF.search(sentence[part_end : y.offset]):
        yield f"“{_quoted(sentence[x.offset : total_end])}” names the total"
    elif total_end < x.offset and not _BREAK.search(sentence[total_end : x.offset]):
        if opening := _OF_THE.search(sentence[: y.offset]):
            yield f"“{_quoted(sentence[opening.start() : total_end])}” names the total"
        elif (named := _INCLUDING.search(sentence, total_end, x.offset)) and x.offset - named.end() <= _BETWEEN:
            yield f"“{_quoted(named.group().strip(' ,;('))}” names a part of {y.surface}"


def _quoted(words: str) -> str:
    return " ".join(words.split())
