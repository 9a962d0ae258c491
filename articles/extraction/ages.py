"""Ages written without a unit: "Ana Ruiz, 34, of Leeds", "she was 34", "aged 34"."""

from __future__ import annotations

from articles.extraction.nearby import Before, Word
from articles.extraction.numerals import Kind, Numeral

OLDEST = 120
_PRONOUNS = frozenset(["he", "she", "i"])
_BE = frozenset(["is", "was", "be", "am", "been", "only", "just"])
_AGE_WORDS = frozenset(["age", "aged", "ages"])
_SIDES = frozenset(["under", "over", "below", "above"])
_PERSONS = frozenset(
    [
        "children",
        "people",
        "women",
        "men",
        "adults",
        "anyone",
        "those",
        "kids",
        "voters",
        "everyone",
        "boys",
        "girls",
        "players",
        "persons",
    ]
)
_TURN = frozenset(["turns", "turned", "turning"])
_CLAUSE = frozenset(["by", "when", "and", "in", "at", "on", "this", "last", "to", "or"])


def bare_age(text: str, numeral: Numeral, before: Before, after: list[Word]) -> str:
    """The rule by which a bare number is somebody's age, "" when it is none.

    A name, the number between commas ("apposition-age"); "aged 34", "age of 34" ("age-word"); "she was 34"
    ("age-of-pronoun"); "turned 40" ("age-of-birthday"); "children under 12" ("age-group").
    """
    if numeral.value is None or not 0 < numeral.value <= OLDEST or numeral.has_scale:
        return ""
    last = before.last
    stands_alone = not after or not after[0][0][0].isalpha() or after[0][0].lower() in _CLAUSE
    if last in ("aged", "age", "ages") or (stands_alone and not _AGE_WORDS.isdisjoint(before.lows[-4:])):
        return "age-word"
    if last in _SIDES and not _PERSONS.isdisjoint(before.lows[-3:-1]):
        return "age-group"
    if stands_alone and last in _BE and not _PRONOUNS.isdisjoint(before.lows[-4:-1]):
        return "age-of-pronoun"
    if stands_alone and last in _TURN:
        return "age-of-birthday"
    return "apposition-age" if numeral.kind is Kind.DIGITS and _is_apposed(text, numeral, before) else ""


def _is_apposed(text: str, numeral: Numeral, before: Before) -> bool:
    """A capitalised word and a comma before, a comma or the end of the clause after."""
    closing = text[numeral.end : numeral.end + 1]
    if before.last != "," or len(before.words) < 2 or not closing or closing not in ",.;)":
        return False
    return before.words[-2][0][0].isupper()
