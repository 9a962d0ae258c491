"""Shares and multiples: when "half", "a third", "double" and "one" state a quantity, and when they are mere words."""

from __future__ import annotations

import re

from articles.extraction.hedges import hedge_before
from articles.extraction.lexicons import read_lexicon
from articles.extraction.nearby import Before, Word
from articles.extraction.numerals import COMPARERS, Kind, Numeral
from articles.extraction.units import unit_after

_NOUNS = read_lexicon("nouns")
_ONE_IDIOMS = frozenset(_NOUNS["one_idioms"])
_ONE_BEFORE = frozenset(_NOUNS["one_before"])
_ORDINAL_BEFORE = frozenset(
    [
        "the",
        "first",
        "second",
        "third",
        "fourth",
        "last",
        "final",
        "this",
        "that",
        "every",
        "each",
        "next",
        "previous",
        "opening",
        "top",
        "bottom",
        "upper",
        "lower",
        "latter",
        "front",
        "back",
        "former",
        "closing",
        "better",
        "other",
        "attacking",
        "defensive",
    ]
)
_SHARE_AFTER = re.compile(
    r"\s(?:of|the|all|its|their|his|her|our|those|these|that|as)\b|\s(?:an?\s)?(?:\w+[\s-])?(?:hour|mile|year|century|decade|percent|percentage|point|inch|pound|ton|acre|dozen)s?\b|-(?:hour|mile|year|century|decade|percent|point|inch|pound|ton)\b",
    re.I,
)
_OF = re.compile(r"\sof\b", re.I)
_OF_SUPERLATIVE = re.compile(
    r"\sof\s(?:(?:the|its|his|her|their|our|my|your|America|[\w'’]{1,20}['’]s)\s)?(?:most|least|best|worst|few|main|many|those|these|them|\w{2,14}est|great|biggest|greatest|first|last|only|key|major|leading|top|reasons?|things|ways)\b",
    re.I,
)
_COMPARED = re.compile(
    r"\s(?:as\s(?:many|much|big|large|high|long|fast|likely|often|far|old|heavy|tall|wide|good|bad|expensive|strong|quickly|few|great)\b|the|that\sof|its|their|his|her|our|what|last|this|those)\b",
    re.I,
)
_AUXILIARIES = frozenset(["to", "will", "would", "could", "may", "might", "should", "can", "must", "shall"])
_ARTICLE = re.compile(r"\san?(?=\s)", re.I)
_SPENT = re.compile(r"\s(?:down|back|over|as|up)\b", re.I)


def is_share(text: str, numeral: Numeral, before: Before) -> bool:
    """Whether a fraction word counts: "a third of those", "nearly half", "half a mile" do; "the third", "a third time" do not."""
    if numeral.kind is not Kind.FRACTION or not text[numeral.start].isalpha():
        return True
    words = text[numeral.start : numeral.end].lower()
    if re.match(r"(?:one|two|three|four|five|six|seven|eight|nine)\b", words):
        return not re.match(r"-\w", text[numeral.end : numeral.end + 2]) or bool(
            re.match(r"-(?:mile|hour|inch)", text[numeral.end : numeral.end + 6])
        )
    previous = before.last
    if previous in _ORDINAL_BEFORE:
        return False
    if words in ("half", "a half") and hedge_before(before) is None:
        return _SHARE_AFTER.match(text, numeral.end) is not None or _has_unit(text, numeral.end)
    if hedge_before(before) is not None:
        return True
    return ((words.startswith("a") or words.endswith("s")) and _OF.match(text, numeral.end) is not None) or (
        "half" in words and _OF.match(text, numeral.end) is not None
    )


def _has_unit(text: str, at: int) -> bool:
    """Whether a unit of measure follows, "a" passed over: "half a litre", "half-litre"."""
    article = _ARTICLE.match(text, at)
    return unit_after(text, article.end() if article else at) is not None


def is_multiple(text: str, numeral: Numeral, before: Before) -> bool:
    """Whether a ratio word states one: "doubling the presence", "twice as many", "will triple"; not "doubled over"."""
    word = numeral.text_of(text).lower()
    if word not in COMPARERS:
        return _SPENT.match(text, numeral.end) is None
    if _COMPARED.match(text, numeral.end):
        return True
    is_verb = word not in ("twice", "thrice") and before.last in _AUXILIARIES
    return is_verb and _SPENT.match(text, numeral.end) is None


def is_counted_one(text: str, numeral: Numeral, before: Before, after: list[Word]) -> bool:
    """Whether "one" counts: "one soldier died", "one of my stores" do; "no one", "one day", "one of the best" do not."""
    previous = before.last
    following = after[0][0].lower() if after else ""
    if previous in _ONE_BEFORE or following in _ONE_IDIOMS or (not following[:1].isalpha() and following != "-"):
        return False
    if following == "of":
        return _OF_SUPERLATIVE.match(text, numeral.end) is None
    if following == "-":
        return len(after) > 1 and after[1][0].lower() in (
            "year",
            "year-old",
            "month",
            "day",
            "week",
            "hour",
            "mile",
            "third",
            "minute",
        )
    return True
