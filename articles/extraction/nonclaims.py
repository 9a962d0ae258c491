"""Numbers that claim nothing: dates, years, clock times, ordinals, designations, scores, phone numbers, addresses, list numbers."""

from __future__ import annotations

import re

from articles.extraction.counted import is_plural
from articles.extraction.hedges import hedge_before
from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.nearby import Before
from articles.extraction.numerals import Kind, Numeral
from articles.extraction.shapes import is_clock, shape_of
from articles.extraction.sites import Site

_LEXICON = read_lexicon("designations")
_DATES = _LEXICON["dates"]
_BEFORE_YEAR = frozenset(_DATES["before_year"])
_ERAS = frozenset(_DATES["eras"])
_PREFIX = re.compile(rf"\b(?:{one_of(_DATES['prefixes'])})[-\u2011]\Z", re.I)
_NAMED = frozenset(_LEXICON["named"]["before"])
_NAMED_ANYWAY = frozenset(_LEXICON["named"]["small"])
_ABBREVIATED = frozenset(_LEXICON["named"]["abbreviated"])
_SHOUTED = frozenset(_LEXICON["named"]["shouted"])
_ERA_AFTER = re.compile(rf"\s(?:{one_of(_ERAS)})\b", re.I)
_IDIOM = re.compile(rf"(?:{one_of(_LEXICON['named']['idioms'])})\b", re.I)
_SENTENCE_MARKS = frozenset([".", "!", "?", ":", ";", "“", '"', "‘", "'", "(", "—", "–", "-", "•", "…", "”", "’"])
_JOINED_BEFORE = frozenset("/_=@#&\\^")


def why_not(site: Site) -> str:
    """Why a numeral is no quantity: the kind of its name, "" when it may be one.

    "MiG-29" gives "designation", "12 February" "date", "2022" "year", "put two and two together" "idiom".
    """
    text, numeral = site.text, site.numeral
    if numeral.kind is not Kind.DIGITS:
        return _why_not_words(site, text, numeral)
    return _why_not_digits(site, text, numeral)


def _why_not_words(site: Site, text: str, numeral: Numeral) -> str:
    if _is_idiom(text, numeral):
        return "idiom"
    if is_clock(text, numeral):
        return "clock-time"
    if numeral.kind is not Kind.WORDS or not text[numeral.start].isupper():
        return ""
    opens = not site.before.words or site.before.last in _SENTENCE_MARKS
    if opens:
        return "list-number" if text[numeral.end : numeral.end + 1] == "," and (numeral.value or 0) < 10 else ""
    if site.before.last in _NAMED and site.before.words[-1][0][0].isupper():
        return "designation"
    return "designation" if numeral.value == 1 else ""


def _why_not_digits(site: Site, text: str, numeral: Numeral) -> str:
    start = numeral.start
    previous = text[start - 1] if start else "\n"
    if previous in _JOINED_BEFORE:
        return "designation"
    if not numeral.has_scale and numeral.value is not None:
        shape = shape_of(text, numeral)
        if shape:
            return shape
    if _is_year(site):
        return "year"
    if (
        previous in "-.\u2011"
        and start > 1
        and text[start - 2].isalnum()
        and not _PREFIX.search(text, max(0, start - 10), start)
    ):
        return "designation"
    return "designation" if _is_named(site) else ""


def _is_year(site: Site) -> bool:
    """A bare number of four digits that stands where a year stands."""
    numeral = site.numeral
    length = numeral.end - numeral.start
    if length > 4 or not site.is_bare_integer:
        return False
    if length == 2 and site.text[numeral.start - 1 : numeral.start] in ("’", "'", "‘"):
        return True
    if _ERA_AFTER.match(site.text, numeral.end) or _last_word(site.before) in _ERAS:
        return True
    return length == 4 and _is_of_our_calendar(site, int(numeral.value or 0))


def _is_of_our_calendar(site: Site, value: int) -> bool:
    """Years of the 20th and 21st century wherever they stand, older and later ones after "in", "since", "by"."""
    previous = _last_word(site.before)
    if value in (1900, 2000) and previous not in _BEFORE_YEAR:
        return not (site.after and is_plural(site.after[0][0].lower()))
    if 1900 <= value < 2100:
        return True
    if 2100 <= value < 2200:
        return previous in ("by", "in", "until", "since")
    return 1000 <= value < 1900 and value % 1000 > 0 and previous in _BEFORE_YEAR and hedge_before(site.before) is None


def _last_word(before: Before) -> str:
    """The last word in lower case, a full stop after an abbreviation passed over."""
    lows = before.lows[-2:]
    return lows[0] if len(lows) > 1 and lows[1] == "." and "." in lows[0] else before.last


def _is_named(site: Site) -> bool:
    """A name that takes a number stands right before: "Article 5", "Boeing 737"."""
    numeral, words = site.numeral, site.before.words
    if not words or numeral.has_scale:
        return False
    word, _, end = words[-1]
    low = site.before.last
    if low == "." and len(words) > 1 and site.before.lows[-2] in _ABBREVIATED:
        return True
    if numeral.start - end > 1:
        return False
    if low in _NAMED and (not word.islower() or low in _NAMED_ANYWAY):
        return True
    return _is_after_acronym(site, word)


def _is_after_acronym(site: Site, word: str) -> bool:
    """Small digits after capitals: "HIV 2", "FC 04"."""
    numeral = site.numeral
    if len(word) < 2 or not word.isupper() or word.lower() in _SHOUTED:
        return False
    return numeral.end - numeral.start < 3 and site.is_bare_integer and site.unit is None


def _is_idiom(text: str, numeral: Numeral) -> bool:
    """Whether the numeral is part of a figure of speech: "put two and two together", "one by one"."""
    if _IDIOM.match(text, numeral.start):
        return True
    begin = max(0, numeral.start - 12)
    found = _IDIOM.search(text, begin, numeral.end + 12)
    return found is not None and found.start() <= numeral.start and numeral.end <= found.end()
