"""Bare numbers that are part of a name: "Studio 54", "787 Dreamliner"."""

from __future__ import annotations

from articles.extraction.hedges import hedge_before
from articles.extraction.numerals import Kind
from articles.extraction.sites import Site

_SENTENCE_STARTS = frozenset([".", "\u201c", '"', ":", "!", "?", "\u2018", "'", "(", "\u2022"])
LONGEST_NAME_NUMBER = 5


def is_name_part(site: Site) -> bool:
    """Whether a number that counts nothing belongs to the capitalised word before or after it."""
    if site.numeral.kind is not Kind.DIGITS or site.numeral.has_scale or hedge_before(site.before) is not None:
        return False
    return _ends_name(site) or _opens_name(site)


def _ends_name(site: Site) -> bool:
    words = site.before.words
    if len(words) < 2 or not site.is_bare_integer or site.numeral.end - site.numeral.start > LONGEST_NAME_NUMBER:
        return False
    word, _, end = words[-1]
    if word.endswith(("’s", "'s")):
        return False
    return word[0].isupper() and site.start - end == 1 and words[-2][0] not in _SENTENCE_STARTS


def _opens_name(site: Site) -> bool:
    if not site.is_bare_integer or not site.after:
        return False
    word, start, _ = site.after[0]
    return word[0].isupper() and start - site.numeral.end == 1
