"""Ages written without a unit: "Ana Ruiz, 34, of Leeds", "she was 34", "aged 34"."""

from __future__ import annotations

from articles.extraction.nearby import Word
from articles.extraction.numerals import Kind, Numeral

OLDEST = 120
_PRONOUNS = frozenset(["he", "she", "i"])
_BE = frozenset(["is", "was", "be", "turns", "turned", "am"])


def bare_age(text: str, numeral: Numeral, before: list[Word], after: list[Word]) -> str:
    """The rule by which a bare number is somebody's age, "" when it is none.

    A name, the number between commas ("apposition-age"); "aged 34", "age of 34" ("age-word"); "she was 34" ("age-of-pronoun").
    """
    if numeral.value is None or not 0 < numeral.value <= OLDEST or numeral.has_scale or not before:
        return ""
    words = [word[0] for word in before[-3:]]
    last = words[-1].lower()
    if last in ("aged", "age", "ages") or [word.lower() for word in words[-2:]] == ["age", "of"]:
        return "age-word"
    following = after[0][0] if after else "."
    if (
        last in _BE
        and _is_pronoun_before(before)
        and not following[0].isalpha()
        or last in _BE
        and _is_pronoun_before(before)
        and following.lower() in ("by", "when", "and", "in", "at")
    ):
        return "age-of-pronoun"
    is_apposed = last == "," and len(words) > 1 and words[-2][0].isupper() and numeral.kind is Kind.DIGITS
    return (
        "apposition-age"
        if is_apposed and following in (",", ".", ";", ")") and text[numeral.end : numeral.end + 1] in ",.;)"
        else ""
    )


def _is_pronoun_before(before: list[Word]) -> bool:
    return any(word[0].lower() in _PRONOUNS for word in before[-4:-1])
