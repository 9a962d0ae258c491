"""Puts one quantity together from what was found around its numeral."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from articles.extraction import ages
from articles.extraction.counted import EQUIPMENT, PERSONS, Noun, noun_after
from articles.extraction.hedges import Found, hedge_after, hedge_before, is_negated, statuses, trend_before
from articles.extraction.lexicons import read_lexicon
from articles.extraction.nearby import Word, words_after
from articles.extraction.numerals import Kind, Numeral
from articles.extraction.ranges import Joined
from articles.extraction.units import Unit, per_after, sign_before, unit_after
from articles.extraction.values import Hedge, Interval, Measure, Quantity, Reason, Span, Trend

_CASUALTY = frozenset(read_lexicon("nouns")["casualty_verbs"])
_LINKS = frozenset(["were", "was", "are", "have", "had", "been", "people", "others", "more"])
_AMOUNTS = frozenset([Measure.PERCENT, Measure.MONEY])


@dataclass(slots=True)
class _Counted:
    """What the number counts, however that was found."""

    words: str = ""
    code: str = ""
    span: Span | None = None
    end: int = 0
    measure: Measure = Measure.COUNT
    currency: str | None = None
    rule: str = ""


@dataclass(slots=True)
class Draft:
    """What stands around one numeral; ``finish`` makes the quantity of it."""

    text: str
    numeral: Numeral
    start: int
    sign: tuple[int, str] | None
    is_negative: bool
    before: list[Word]
    after: list[Word]
    unit: Unit | None
    joined: Joined | None
    following: list[Numeral]

    def finish(self, previous: Quantity | None) -> Quantity | None:
        """The quantity, None when nothing shows that the number counts anything."""
        numeral = self.joined.second if self.joined else self.numeral
        end = numeral.end
        counted = self._counted(numeral)
        if not counted.rule and (self._is_name() or self._opens_name(numeral)):
            return None
        if not counted.rule:
            counted = self._inherited(previous) or counted
        hedge = (
            hedge_before(self.before)
            or hedge_after(self.text, end)
            or (hedge_after(self.text, counted.end) if counted.end > end else None)
        )
        trend = self._trend(counted, hedge, end)
        if previous is not None:
            hedge = hedge or self._of_conversion(previous)
            trend = trend or self._of_alternative(previous)
        value, interval, name = self._interval(hedge)
        reasons = self._reasons(counted, hedge, trend, end)
        return Quantity(
            Span(self.start, end),
            self.text[self.start : end],
            value,
            interval,
            name,
            hedge.span if hedge else None,
            trend[0] if trend else None,
            counted.words,
            counted.span,
            counted.code,
            counted.currency,
            counted.measure,
            statuses(self.before),
            is_negated(self.before),
            reasons,
        )

    def _interval(self, hedge: Found | None) -> tuple[Decimal | None, Interval, Hedge]:
        if self.numeral.kind is Kind.VAGUE:
            return None, Interval(), Hedge.VAGUE
        if self.joined is not None:
            if self.joined.rule == "ratio":
                value = (self.joined.low / self.joined.high).quantize(Decimal("0.0000000001")).normalize()
                return self._bounded(value, hedge)
            low, high = sorted((self.joined.low, self.joined.high))
            return None, Interval(low, high), Hedge.BETWEEN
        value = self.numeral.value or Decimal(0)
        return self._bounded(-value if self.is_negative else value, hedge)

    def _bounded(self, value: Decimal, hedge: Found | None) -> tuple[Decimal, Interval, Hedge]:
        name = hedge.hedge if hedge else Hedge.EXACT
        if name in (Hedge.AT_LEAST, Hedge.MORE_THAN):
            return value, Interval(value, None, low_open=name is Hedge.MORE_THAN), name
        if name in (Hedge.AT_MOST, Hedge.LESS_THAN):
            return value, Interval(None, value, high_open=name is Hedge.LESS_THAN), name
        return value, Interval(value, value), name

    def _counted(self, numeral: Numeral) -> _Counted:
        if numeral.kind is Kind.MULTIPLE:
            return _Counted("times", "times", None, numeral.end, Measure.RATIO, None, "multiple-word")
        unit = unit_after(self.text, numeral.end) if self.joined else self.unit
        if self.sign is not None or (self.joined is not None and sign_before(self.text, numeral.start)):
            return self._money(numeral, unit)
        if unit is None and self.joined is not None:
            unit = self.unit
        if unit is not None:
            return self._measured(unit)
        after = self.after if not self.joined else words_after(self.text, numeral.end)
        after = self._past_size(after, numeral.end)
        if numeral.kind in (Kind.VAGUE, Kind.FRACTION) or after and after[0][0].lower() == "of":
            after = _past_of(after)
            unit = self._unit_of(after)
            if unit is not None:
                return self._measured(unit)
        if age := ages.bare_age(self.text, self.numeral, self.before, self.after):
            return _Counted("years old", "year of age", None, numeral.end, Measure.AGE, None, age)
        noun = noun_after(after, numeral.end, numeral.value == 1)
        if noun is not None:
            return self._noun(noun)
        return self._people(after, numeral.end)

    def _unit_of(self, after: list[Word]) -> Unit | None:
        """The unit at the words after "of": "trillions of dollars", "280 million of the 1.5 billion shekels"."""
        if not after:
            return None
        at = after[0][1]
        if self.following and self.following[0].start == at:
            at = self.following[0].end
        return unit_after(self.text, at)

    def _money(self, numeral: Numeral, unit: Unit | None) -> _Counted:
        sign = self.sign or sign_before(self.text, numeral.start)
        assert sign is not None
        words = self.text[sign[0] : self.numeral.start if self.sign else numeral.start].strip()
        end = numeral.end
        if unit is not None and unit.measure is Measure.MONEY:
            end = unit.end
        per, end = per_after(self.text, end)
        if per:
            words = f"{words} per {per}"
        code = sign[1] + (f" per {per}" if per else "")
        return _Counted(
            words,
            code,
            Span(sign[0], sign[0] + len(words.split(" per ")[0])),
            end,
            Measure.MONEY,
            sign[1],
            "currency-sign",
        )

    def _measured(self, unit: Unit) -> _Counted:
        words = self.text[unit.start : unit.end]
        return _Counted(
            words, unit.code, Span(unit.start, unit.end), unit.end, unit.measure, unit.currency, "unit-after"
        )

    def _past_size(self, after: list[Word], end: int) -> list[Word]:
        """The words after a size that describes the noun: "eight million 250ml bottles" counts bottles."""
        if not self.following or self.following[0].start - end != 1 or self.following[0].start <= self.numeral.start:
            return after
        size = unit_after(self.text, self.following[0].end)
        return words_after(self.text, size.end) if size is not None else after

    def _noun(self, noun: Noun) -> _Counted:
        head = self.text[noun.head_start : noun.head_end].lower()
        measure = Measure.COUNT
        code = noun.head
        if head in PERSONS:
            code, measure = (
                "person",
                Measure.PERSONNEL if head in ("troops", "soldiers", "troop", "personnel") else Measure.COUNT,
            )
        elif head in EQUIPMENT:
            measure = Measure.EQUIPMENT
        per, end = per_after(self.text, noun.end)
        words = f"{noun.words} per {per}" if per else noun.words
        return _Counted(
            words, f"{code} per {per}" if per else code, Span(noun.start, noun.end), end, measure, None, "counted-noun"
        )

    def _people(self, after: list[Word], end: int) -> _Counted:
        """ "killing 107", "35 were killed": the number counts people though no noun says so."""
        verbs = [word[0].lower() for word in self.before[-4:]]
        later = [word[0].lower() for word in after[:3]]
        while later and later[0] in _LINKS:
            later = later[1:]
        if (verbs and not set(verbs).isdisjoint(_CASUALTY)) or (later and later[0] in _CASUALTY):
            return _Counted("people", "person", None, end, Measure.CASUALTIES, None, "casualty-verb")
        return _Counted(end=end)

    def _inherited(self, previous: Quantity | None) -> _Counted | None:
        """The unit of the number just before, when the two stand in one breath: "3.9 million headsets, up from 2.4 million"."""
        if previous is None or previous.unit_span is None or not previous.unit:
            return None
        between = self.text[previous.span.end : self.start]
        if len(between) > 48 or "." in between.strip() and ". " in between or "\n" in between:
            return None
        if not self.before or self.before[-1][0].lower() not in ("from", "to", "and", "or", "than", "of", "by"):
            return None
        if previous.measure is Measure.PERCENT and (self.numeral.value or 0) > 100:
            return None
        return _Counted(
            previous.unit,
            previous.unit_code,
            None,
            self.numeral.end,
            previous.measure,
            previous.currency,
            "unit-of-number-before",
        )

    def _is_name(self) -> bool:
        """ "Studio 54", "Automotive 15": a bare number right after a capitalised word in mid-sentence."""
        if self.numeral.kind is not Kind.DIGITS or len(self.before) < 2 or self.numeral.has_scale:
            return False
        word, _, end = self.before[-1]
        if not word[0].isupper() or self.start - end != 1 or self.numeral.end - self.numeral.start > 4:
            return False
        return self.before[-2][0] not in (".", "\u201c", '"', ":") and hedge_before(self.before) is None

    def _opens_name(self, numeral: Numeral) -> bool:
        """ "22 Ave Foch", "787 Dreamliner": a bare number and a capitalised word with nothing counted."""
        if (
            numeral.kind is not Kind.DIGITS
            or numeral.has_scale
            or not self.after
            or not self.text[numeral.start : numeral.end].isdecimal()
        ):
            return False
        word, start, _ = self.after[0]
        return word[0].isupper() and start - numeral.end == 1 and hedge_before(self.before) is None

    def _trend(self, counted: _Counted, hedge: Found | None, end: int) -> tuple[Trend, Span] | None:
        if self.numeral.kind is Kind.MULTIPLE:
            is_down = self.numeral.value is not None and self.numeral.value < 1
            return (Trend.DOWN if is_down else Trend.UP), Span(self.numeral.start, end)
        return trend_before(self._before(hedge), counted.measure in _AMOUNTS or counted.code == "point")

    def _of_conversion(self, previous: Quantity) -> Found | None:
        """The hedge of the number that this one says again in brackets: "more than 100 kilometers (60 miles)"."""
        unit_end = previous.unit_span.end if previous.unit_span else 0
        between = self.text[max(previous.span.end, unit_end) : self.start]
        if previous.hedge_span is None or between != " (":
            return None
        return Found(previous.hedge, previous.hedge_span)

    def _of_alternative(self, previous: Quantity) -> tuple[Trend, Span] | None:
        """The change of the number that this one says again: "up 17.5 points, or 0.22%"."""
        between = self.text[previous.span.end : self.start]
        if previous.trend is None or len(between) > 24 or not between.endswith(", or "):
            return None
        return previous.trend, previous.span

    def _before(self, hedge: Found | None) -> list[Word]:
        """The words before the number and before its hedge, "from" of a change taken off too."""
        at = min(self.start, hedge.span.start) if hedge else self.start
        before = [word for word in self.before if word[2] <= at]
        return before[:-1] if self.joined and self.joined.rule == "from-to" else before

    def _reasons(
        self, counted: _Counted, hedge: Found | None, trend: tuple[Trend, Span] | None, end: int
    ) -> tuple[Reason, ...]:
        span = Span(self.start, end)
        reasons = [Reason("value", self.joined.rule if self.joined else self.numeral.kind.value, span)]
        if hedge is not None:
            reasons.append(
                Reason("hedge", "hedge-before" if hedge.span.end <= self.start else "hedge-after", hedge.span)
            )
        if counted.rule:
            reasons.append(Reason("unit", counted.rule, counted.span))
        if trend is not None:
            reasons.append(Reason("trend", "change-word", trend[1]))
        return tuple(reasons)


def _past_of(after: list[Word]) -> list[Word]:
    """The words without "of", "of the", "the" at their front."""
    skipped = 0
    while skipped < min(3, len(after)) and after[skipped][0].lower() in (
        "of",
        "the",
        "those",
        "all",
        "its",
        "their",
        "a",
        "an",
    ):
        skipped += 1
    return after[skipped:]
