"""Reads every quantity of a text: the number with its sign, scale, interval, hedge, unit and trend."""

from __future__ import annotations

from decimal import Decimal

from articles.extraction.assembly import quantity_of
from articles.extraction.changes import change_verb, trend_before
from articles.extraction.footers import is_end_matter
from articles.extraction.nonclaims import why_not
from articles.extraction.numerals import Kind, Numeral, find_numerals
from articles.extraction.ranges import Joined, join
from articles.extraction.ratios import is_counted_one, is_multiple, is_share
from articles.extraction.sites import Site, site_of
from articles.extraction.values import Quantity

FAR = 4
# forty numbers with fewer than eight characters each are no prose
CROWD = 40
CROWDED = 8


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
        if _is_in_table(numerals, index):
            done = numerals[index + CROWD].start
            continue
        site = site_of(text, numeral, numerals[index + 1 : index + 1 + FAR], done)
        quantity = quantity_of(site, found[-1] if found else None) if _is_quantity(site) else None
        if quantity is not None and not is_end_matter(text, numeral.start):
            found.append(quantity)
            done = max(quantity.span.end, _end_of_unit(quantity))
    return tuple(found)


def _is_in_table(numerals: list[Numeral], index: int) -> bool:
    """Whether numbers stand here as close as in a table or a dump of digits, where none is a sentence's claim."""
    last = index + CROWD
    return last < len(numerals) and numerals[last].start - numerals[index].start < CROWD * CROWDED


def _end_of_unit(quantity: Quantity) -> int:
    """Where the unit right behind the number ends, since its words may hold a number ("parts per million"), else 0."""
    span = quantity.unit_span
    return span.end if span is not None and 0 <= span.start - quantity.span.end <= 1 else 0


def _is_quantity(site: Site) -> bool:
    """Whether the numeral may count something; joins it to the next numeral when the two are one statement."""
    if site.sign is None:
        reason = why_not(site)
        if reason and (site.unit is None or reason != "year"):
            return False
    site.joined = _joined(site)
    return site.joined is not None or _counts(site)


def _joined(site: Site) -> Joined | None:
    joined = join(site.text, site.numeral, site.following, site.before.last)
    if joined is None:
        return None
    if joined.rule == "range-to" and _states_level(site, joined):
        return None
    if joined.rule == "from-to" and change_verb(site.before.until(site.before.words[-1][1])) is not None:
        return None
    return joined


def _states_level(site: Site, joined: Joined) -> bool:
    """Whether "to" leads to a level: "rose 6.5% to 164p", "up 235.44 to 8,504.08"; not "rose 5 to 10 percent"."""
    if "to" not in site.text[site.numeral.end : joined.second.start]:
        return False
    if site.unit is None and joined.high < 10 * joined.low:
        return False
    return trend_before(site.before, True) is not None


def _counts(site: Site) -> bool:
    numeral = site.numeral
    if numeral.kind is Kind.FRACTION:
        return is_share(site.text, numeral, site.before)
    if numeral.kind is Kind.MULTIPLE:
        return is_multiple(site.text, numeral, site.before)
    if numeral.kind is Kind.WORDS and numeral.value == Decimal(1):
        return is_counted_one(site.text, numeral, site.before, site.after)
    return True
