"""Makes one quantity of a numeral and what stands around it."""

from __future__ import annotations

from decimal import Decimal

from articles.extraction.changes import of_alternative, trend_of
from articles.extraction.counting import Counted, count
from articles.extraction.hedges import Found, hedge_after, hedge_before, is_negated, statuses
from articles.extraction.names import is_name_part
from articles.extraction.numerals import Kind
from articles.extraction.sites import Site
from articles.extraction.values import Hedge, Interval, Measure, Quantity, Reason, Span, Trend

# before "over" and a duration: "for over ten years"
_BEFORE_MORE_THAN = frozenset(
    [
        "for",
        "in",
        "after",
        "of",
        "just",
        "well",
        "took",
        "take",
        "takes",
        "lasted",
        "last",
        "lasts",
        "been",
        "is",
        "was",
        "waited",
        "spent",
        "slightly",
        "a",
        "to",
        "every",
        "little",
        "far",
        "lasting",
        "taking",
        "now",
    ]
)
_POINTS = frozenset(["point", "point per share"])


def quantity_of(site: Site, previous: Quantity | None) -> Quantity | None:
    """The quantity at ``site``; None when the number only belongs to a name. ``previous`` is the quantity before it."""
    counted = count(site, previous)
    if not counted.rule and (is_name_part(site) or _is_pronoun(site)):
        return None
    hedge = _hedge(site, counted, previous)
    is_ratio = counted.measure is Measure.PERCENT or counted.code in _POINTS
    trend = trend_of(site, hedge, counted.end, is_ratio) or (of_alternative(site, previous) if previous else None)
    value, interval, name = _interval(site, hedge)
    return Quantity(
        Span(site.start, site.end),
        site.text[site.start : site.end],
        value,
        interval,
        name,
        hedge.span if hedge else None,
        trend[0] if trend else None,
        counted.words,
        counted.span,
        counted.code,
        counted.currency,
        _measure(site, counted, trend),
        statuses(site.before),
        is_negated(site.before),
        _reasons(site, counted, hedge, trend),
    )


def _is_pronoun(site: Site) -> bool:
    """ "a bigger one than his" counts nothing; "one of the stores" has been told from idioms before."""
    if site.numeral.kind is not Kind.WORDS or site.numeral.value != 1 or site.joined or site.is_negative:
        return False
    return not (site.after and site.after[0][0].lower() == "of")


def _hedge(site: Site, counted: Counted, previous: Quantity | None) -> Found | None:
    hedge = hedge_before(site.before)
    if hedge is not None and not _compares(site, hedge, previous) and not _spans(site, hedge, counted):
        return hedge
    hedge = hedge_after(site.text, site.end) or (
        hedge_after(site.text, counted.end) if counted.end > site.end else None
    )
    return hedge or (_of_conversion(site, previous) if previous is not None else None)


def _compares(site: Site, hedge: Found, previous: Quantity | None) -> bool:
    """ "$60 billion more than $740 billion" compares and bounds nothing."""
    if previous is None or hedge.hedge not in (Hedge.MORE_THAN, Hedge.LESS_THAN):
        return False
    end = max(previous.span.end, previous.unit_span.end if previous.unit_span else 0)
    return 0 <= hedge.span.start - end <= 1 and site.text[hedge.span.start : hedge.span.end].lower().endswith("than")


def _spans(site: Site, hedge: Found, counted: Counted) -> bool:
    """ "$200 billion over two years" says during; "for over two years" and "over two years ago" say more than."""
    if counted.measure is not Measure.DURATION or site.text[hedge.span.start : hedge.span.end].lower() != "over":
        return False
    if site.text[counted.end : counted.end + 4] == " ago":
        return False
    return site.before.until(hedge.span.start).last not in _BEFORE_MORE_THAN


def _of_conversion(site: Site, previous: Quantity) -> Found | None:
    """The hedge of the number that this one says again in brackets: "more than 100 kilometers (60 miles)"."""
    end = max(previous.span.end, previous.unit_span.end if previous.unit_span else 0)
    if previous.hedge_span is None or site.text[end : site.start] != " (":
        return None
    return Found(previous.hedge, previous.hedge_span)


def _interval(site: Site, hedge: Found | None) -> tuple[Decimal | None, Interval, Hedge]:
    if site.numeral.kind is Kind.VAGUE:
        return None, Interval(), Hedge.VAGUE
    joined = site.joined
    if joined is not None and joined.rule == "plus-minus":
        return joined.low, Interval(joined.low - joined.high, joined.low + joined.high), Hedge.ABOUT
    if joined is not None and joined.rule != "ratio":
        low, high = sorted((-joined.low if site.is_negative else joined.low, joined.high))
        return None, Interval(low, high), Hedge.BETWEEN
    if joined is not None:
        return _bounded((joined.low / joined.high).quantize(Decimal("0.0000000001")).normalize(), hedge)
    value = site.numeral.value or Decimal(0)
    return _bounded(-value if site.is_negative else value, hedge)


def _bounded(value: Decimal, hedge: Found | None) -> tuple[Decimal, Interval, Hedge]:
    name = hedge.hedge if hedge else Hedge.EXACT
    if name in (Hedge.AT_LEAST, Hedge.MORE_THAN):
        return value, Interval(value, None, low_open=name is Hedge.MORE_THAN), name
    if name in (Hedge.AT_MOST, Hedge.LESS_THAN):
        return value, Interval(None, value, high_open=name is Hedge.LESS_THAN), name
    return value, Interval(value, value), name


def _measure(site: Site, counted: Counted, trend: tuple[Trend, Span] | None) -> Measure:
    """Points after a change, or of a margin of error, are points of a percentage: "down seven points in a month"."""
    if counted.code == "point" and (trend is not None or "error" in site.before.lows[-6:]):
        value = site.numeral.value
        return (
            Measure.PERCENT
            if value is not None and value <= 50 and "." not in site.numeral.text_of(site.text)
            else Measure.COUNT
        )
    return counted.measure


def _reasons(site: Site, counted: Counted, hedge: Found | None, trend: tuple[Trend, Span] | None) -> tuple[Reason, ...]:
    rule = site.joined.rule if site.joined else f"{site.numeral.kind.value}-number"
    reasons = [Reason("value", rule, Span(site.start, site.end))]
    if hedge is not None:
        rule = "hedge-before" if hedge.span.end <= site.start else "hedge-after"
        reasons.append(Reason("hedge", rule, hedge.span))
    if counted.rule:
        reasons.append(Reason("unit", counted.rule, counted.span))
    if trend is not None:
        reasons.append(Reason("trend", "change-word", trend[1]))
    return tuple(reasons)
