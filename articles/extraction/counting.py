"""What a number counts: a currency, a unit of measure, a noun, an age, people hurt, or what the number before it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.extraction.ages import bare_age
from articles.extraction.counted import EQUIPMENT, PERSONS, Noun, noun_after, singular
from articles.extraction.hedges import hedge_after
from articles.extraction.inflection import plural
from articles.extraction.lexicons import read_lexicon
from articles.extraction.nearby import Word, words_after
from articles.extraction.numerals import Kind
from articles.extraction.sites import Site
from articles.extraction.units import Unit, per_after, sign_before, unit_after
from articles.extraction.values import Measure, Quantity, Span

_NOUNS = read_lexicon("nouns")
_CASUALTY = frozenset(_NOUNS["casualty_verbs"])
_BETWEEN_UNIT = frozenset(_NOUNS["before_units"])
_LINKS = frozenset(["were", "was", "are", "have", "had", "been", "people", "others", "more"])
_PASSED_BEFORE_NOUN = frozenset(
    ["of", "the", "those", "all", "its", "their", "a", "an", "these", "his", "her", "our", "my", "your"]
)
_TROOPS = frozenset(["troops", "troop", "soldiers", "soldier", "personnel"])
_HANDS_ON = frozenset(["from", "to", "and", "or", "than", "of", "by", "nor"])
_LISTED = frozenset([" and ", " or ", ", ", ", and ", ", or "])
_LOAD = re.compile(r"\sof\s(?:crude(?:\soil)?|oil|petrol|fuel|diesel)\b")
_CLOSEST = 48
_RULED = 96
_RULER = re.compile(
    r"\bnumbers? of (?:[\w-]+ ){0,2}?([\w-]+s|people|troops|staff|women|men|children)\b|"
    r"\b([a-z-]+) (?:levels?|numbers|strength|headcount|tolls?|counts?)\b",
    re.I,
)
_FILLS = re.compile(
    r"\b(?:is|are|was|were|be|been|reach\w*|hit|rose|rise\w*|risen|grew|grow\w*|f[ae]ll\w*|drop\w*|climb\w*|stands?|stood|at|to|from|exceed\w*|top\w*|pass\w*)\b",
    re.I,
)
_CLAUSE_END = re.compile(r"[.;:!?]\s|,\s(?:and|but|which|who)\b|\n")
_DATING = frozenset(["in", "on", "since", "of"])


@dataclass(frozen=True, slots=True)
class Counted:
    """The unit's words, normal code, span and measure; ``end`` is where they end, ``rule`` how they were found."""

    words: str = ""
    code: str = ""
    span: Span | None = None
    end: int = 0
    measure: Measure = Measure.COUNT
    currency: str | None = None
    rule: str = ""


def count(site: Site, previous: Quantity | None) -> Counted:
    """What the number at ``site`` counts; the rule is "" when nothing tells."""
    if site.numeral.kind is Kind.MULTIPLE:
        return Counted("times", "times", None, site.end, Measure.RATIO, None, "multiple-word")
    counted = _of_sign_or_unit(site) or _of_words(site)
    if not counted.rule:
        counted = _of_number_after(site) or _of_number_before(site, previous) or _of_ruler(site) or counted
    return counted


def _of_sign_or_unit(site: Site) -> Counted | None:
    unit = unit_after(site.text, site.end) if site.joined else site.unit
    sign = site.sign or (sign_before(site.text, site.last.start) if site.joined else None)
    if sign is not None:
        return _money(site, sign, unit)
    unit = unit or site.unit
    return _measured(site, unit) if unit is not None else None


def _of_words(site: Site) -> Counted:
    last = site.last
    after = site.after if site.joined is None else words_after(site.text, last.end)
    if site.numeral.kind in (Kind.VAGUE, Kind.FRACTION) or (after and after[0][0].lower() == "of"):
        after = _past_of(after)
        unit = _unit_at(site, after)
    else:
        after = _past_size(site, _past_hedge(site, after))
        unit = _unit_at(site, after[1:]) if after and after[0][0].lower() in _BETWEEN_UNIT else None
    if unit is not None:
        return _measured(site, unit)
    if age := bare_age(site.text, site.numeral, site.before, site.after):
        return Counted("years old", "year of age", None, last.end, Measure.AGE, None, age)
    noun = noun_after(after, last.end, last.value == 1 and site.joined is None)
    return _noun(site, noun) if noun is not None else _people(site, after)


def _unit_at(site: Site, words: list[Word]) -> Unit | None:
    """The unit at the first of the words: "trillions of dollars", "280 million of the 1.5 billion shekels"."""
    if not words:
        return None
    at = words[0][1]
    if site.following and site.following[0].start == at:
        at = site.following[0].end
    return unit_after(site.text, at)


def _money(site: Site, sign: tuple[int, str], unit: Unit | None) -> Counted:
    words = site.text[sign[0] : site.numeral.start if site.sign else site.last.start].strip()
    end = unit.end if unit is not None and unit.measure is Measure.MONEY else site.end
    per, end = per_after(site.text, end)
    span = Span(sign[0], sign[0] + len(words))
    suffix = f" per {per}" if per else ""
    return Counted(words + suffix, sign[1] + suffix, span, end, Measure.MONEY, sign[1], "currency-sign")


def _measured(site: Site, unit: Unit) -> Counted:
    measure = unit.measure
    if site.numeral.kind is Kind.FRACTION and measure is Measure.COUNT:
        measure = Measure.RATIO
    load = _LOAD.match(site.text, unit.end) if unit.code == "barrel" else None
    end = load.end() if load else unit.end
    words = site.text[unit.start : end]
    return Counted(words, unit.code, Span(unit.start, end), end, measure, unit.currency, "unit-after")


def _noun(site: Site, noun: Noun) -> Counted:
    head = site.text[noun.head_start : noun.head_end].lower()
    unit = unit_after(site.text, noun.head_start)
    if unit is not None and unit.start == noun.head_start and unit.currency is None:
        return Counted(
            noun.words, unit.code, Span(noun.start, noun.end), max(noun.end, unit.end), unit.measure, None, "unit-after"
        )
    code, measure = noun.head, Measure.COUNT
    if head in PERSONS:
        code, measure = "person", Measure.PERSONNEL if head in _TROOPS else Measure.COUNT
    elif head in EQUIPMENT:
        measure = Measure.EQUIPMENT
    if site.numeral.kind is Kind.FRACTION or (site.joined and site.joined.rule == "ratio"):
        measure = Measure.RATIO
    per, end = per_after(site.text, noun.end)
    suffix = f" per {per}" if per else ""
    return Counted(noun.words + suffix, code + suffix, Span(noun.start, noun.end), end, measure, None, "counted-noun")


def _people(site: Site, after: list[Word]) -> Counted:
    """ "killing 107", "35 were killed": the number counts people though no noun says so."""
    later = [word[0].lower() for word in after[:3]]
    while later and later[0] in _LINKS:
        later = later[1:]
    if not _CASUALTY.isdisjoint(site.before.lows[-4:]) or (later and later[0] in _CASUALTY):
        return Counted("people", "person", None, site.end, Measure.CASUALTIES, None, "casualty-verb")
    is_share = site.numeral.kind is Kind.FRACTION or (site.joined is not None and site.joined.rule == "ratio")
    return Counted(end=site.end, measure=Measure.RATIO if is_share else Measure.COUNT)


def _of_number_after(site: Site) -> Counted | None:
    """The unit of measure of the next number, when the two are listed: "45 and 50 mg", "5.4, 6.1 and 6.7 inches"."""
    end, is_closed = site.end, False
    for numeral in site.following:
        gap = site.text[end : numeral.start]
        if site.joined is not None or gap not in _LISTED:
            return None
        is_closed = is_closed or gap != ", "
        unit = unit_after(site.text, numeral.end)
        if unit is not None and not is_closed:
            return None
        if unit is not None:
            words = site.text[unit.start : unit.end]
            return Counted(words, unit.code, None, site.end, unit.measure, unit.currency, "unit-of-number-after")
        end = numeral.end
    return None


def _of_number_before(site: Site, previous: Quantity | None) -> Counted | None:
    """The unit of the number just before, when the two stand in one breath: "3.9 million headsets, up from 2.4 million"."""
    if previous is None or not previous.unit or previous.unit_code == "times":
        return None
    gap = site.text[previous.span.end : site.start]
    if len(gap) > _CLOSEST or ". " in gap or "\n" in gap or site.numeral.kind is Kind.FRACTION:
        return None
    if site.before.last not in _HANDS_ON and not _is_compared(site):
        return None
    if previous.measure is Measure.PERCENT and (site.numeral.value or 0) > 100:
        return None
    return Counted(
        previous.unit,
        previous.unit_code,
        None,
        site.end,
        previous.measure,
        previous.currency,
        "unit-of-number-before",
    )


def _of_ruler(site: Site) -> Counted | None:
    """The noun of the clause that the number fills: "troop levels have reached 100,000", "the number of boats rose to 8"."""
    rulers = list(_RULER.finditer(site.text, max(0, site.start - _RULED), site.start))
    if not rulers or (site.is_bare_integer and site.before.last in _DATING):
        return None
    ruler = rulers[-1]
    between = site.text[ruler.end() : site.start]
    if _CLAUSE_END.search(between) or not _FILLS.search(between):
        return None
    group = 1 if ruler[1] else 2
    word = ruler[group].lower()
    code = "person" if word in PERSONS else singular(word)
    if word in ("death", "casualty"):
        code = "person"
    span = Span(ruler.start(group), ruler.end(group))
    words = plural(word) if plural(word) in PERSONS else ruler[group]
    return Counted(words, code, span, site.end, Measure.COUNT, None, "noun-of-the-clause")


def _is_compared(site: Site) -> bool:
    """Whether "more than" or "fewer than" follows: "48,500 spectators, 6,200 more than the old one"."""
    words = [word[0].lower() for word in site.after[:2]]
    return words in (["more", "than"], ["fewer", "than"], ["less", "than"], ["higher", "than"], ["lower", "than"])


def _past_of(after: list[Word]) -> list[Word]:
    """The words without "of", "of the", "the" at their front."""
    skipped = 0
    while skipped < min(3, len(after)) and after[skipped][0].lower() in _PASSED_BEFORE_NOUN:
        skipped += 1
    return after[skipped:]


def _past_hedge(site: Site, after: list[Word]) -> list[Word]:
    """The words after a hedge that stands between number and noun: "48,000-plus signatures", "fifty-odd guests"."""
    hedge = hedge_after(site.text, site.end)
    return words_after(site.text, hedge.span.end) if hedge is not None else after


def _past_size(site: Site, after: list[Word]) -> list[Word]:
    """The words after a size that describes the noun: "eight million 250ml bottles" counts bottles."""
    following = site.following
    if site.joined is not None or not following or following[0].start - site.end != 1:
        return after
    size = unit_after(site.text, following[0].end)
    return words_after(site.text, size.end) if size is not None else after
