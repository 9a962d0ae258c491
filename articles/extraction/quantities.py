"""Reads every quantity of a text: the number with its sign, scale, interval, hedge, unit and trend."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from articles.extraction.assembly import Draft
from articles.extraction.hedges import trend_before
from articles.extraction.nearby import Word, words_after, words_before
from articles.extraction.nonclaims import why_not
from articles.extraction.numerals import Kind, Numeral, find_numerals
from articles.extraction.ranges import Joined, join
from articles.extraction.ratios import is_counted_one, is_multiple, is_share
from articles.extraction.units import sign_before, unit_after
from articles.extraction.values import Quantity

FAR = 4


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order, none overlapping; dates, ordinals, designations and the like are left out.

    "About 40,000 troops" gives one quantity: surface "40,000", value 40000, hedge about, unit "troops".
    """
    numerals = list(find_numerals(text))
    found: list[Quantity] = []
    done = 0
    for index, numeral in enumerate(numerals):
        if numeral.start < done:
            continue
        draft = _draft(text, numeral, numerals[index + 1 : index + 1 + FAR], done)
        if draft is not None:
            quantity = draft.finish(found[-1] if found else None)
            if quantity is not None:
                found.append(quantity)
                done = max(quantity.span.end, _end_of_unit(quantity))
    return tuple(found)


def _end_of_unit(quantity: Quantity) -> int:
    """Where the unit right behind the number ends, since its words may hold a number ("parts per million"), else 0."""
    span = quantity.unit_span
    return span.end if span is not None and 0 <= span.start - quantity.span.end <= 1 else 0


def _draft(text: str, numeral: Numeral, following: Sequence[Numeral], done: int) -> Draft | None:
    sign = sign_before(text, numeral.start)
    start = sign[0] if sign and sign[0] >= done else numeral.start
    start, is_negative = _minus(text, start, done)
    before = words_before(text, start)
    after = words_after(text, numeral.end)
    unit = unit_after(text, numeral.end)
    if sign is None and unit is None and why_not(text, numeral, before, after):
        return None
    if (
        unit is not None
        and sign is None
        and numeral.kind is Kind.DIGITS
        and why_not(text, numeral, before, after) not in ("", "year")
    ):
        return None
    opener = before[-1][0].lower() if before else ""
    joined = join(text, numeral, list(following), opener)
    if joined is not None and unit is not None and _states_level(text, joined, numeral, before):
        joined = None
    if joined is None and not _counts(text, numeral, before, after):
        return None
    return Draft(text, numeral, start, sign, is_negative, before, after, unit, joined, list(following))


def _states_level(text: str, joined: Joined, first: Numeral, before: list[Word]) -> bool:
    """Whether "to" leads to a level: "rose 6.5% to 164p" are two quantities."""
    return (
        joined.rule == "range-to"
        and "to" in text[first.end : joined.second.start]
        and trend_before(before, True) is not None
    )


def _counts(text: str, numeral: Numeral, before: list[Word], after: list[Word]) -> bool:
    if numeral.kind is Kind.FRACTION:
        return is_share(text, numeral, before)
    if numeral.kind is Kind.MULTIPLE:
        return is_multiple(text, numeral)
    if numeral.kind is Kind.WORDS and numeral.value == Decimal(1):
        return is_counted_one(text, numeral, before, after)
    return True


_MINUS_WORDS = ("minus ", "minus-", "negative ")


def _minus(text: str, start: int, done: int) -> tuple[int, bool]:
    """Where a minus sign or word before ``start`` begins, and whether there is one."""
    if start > done and text[start - 1] in "-−" and (start == 1 or text[start - 2] in " \t\n(\u00a0"):
        return start - 1, True
    for word in _MINUS_WORDS:
        if start - len(word) >= done and text[start - len(word) : start].lower() == word:
            return start - len(word), True
    return start, False
