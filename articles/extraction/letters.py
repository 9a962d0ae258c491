"""Writes the part that a word plays around a cue as one letter, so that regular expressions can read a sentence's shape.

d determiner, p preposition, o "of", a auxiliary, r adverb, T time word, c conjunction, b word that begins a clause, t "that",
w relative, P subject pronoun, O object pronoun, N capitalised word, S capitalised possessive, s possessive, h noun for people,
H for a body, D for a paper, poll or data, Q cue verb, e -ed form, g -ing form, v other verb, n other word, # number.
Marks stand for themselves, " for any quotation mark, - for any dash.
"""

from __future__ import annotations

import re
from functools import lru_cache

from articles.extraction.cues import CUE_FORMS, PARTICLES
from articles.extraction.lexicons import read_lexicon

_SYNTAX = read_lexicon("syntax")
_GROUPS = read_lexicon("groups")

PEOPLE = frozenset(_GROUPS["people"])
PAPERS = frozenset((*_GROUPS["reports"], *_GROUPS["polls"], *_GROUPS["datasets"]))
_CLASSES: dict[str, str] = {
    word: letter
    for letter, words in (
        ("h", PEOPLE),
        ("H", _GROUPS["bodies"]),
        ("D", PAPERS),
        ("v", _SYNTAX["verbs"]),
        ("e", _SYNTAX["participles"]),
        ("Q", (*CUE_FORMS, *PARTICLES)),
        ("r", _SYNTAX["adverbs"]),
        ("T", _SYNTAX["time"]),
        ("d", _SYNTAX["determiners"]),
        ("p", _SYNTAX["prepositions"]),
        ("b", _SYNTAX["breakers"]),
        ("c", _SYNTAX["conjunctions"]),
        ("w", _SYNTAX["relatives"]),
        ("P", _SYNTAX["subject_pronouns"]),
        ("O", _SYNTAX["object_pronouns"]),
        ("#", _SYNTAX["numbers"]),
        ("a", _SYNTAX["auxiliaries"]),
        ("o", ("of",)),
        ("t", ("that",)),
    )
    for word in words
}
_NUMBERS = frozenset(_SYNTAX["numbers"])
_CLOSED = frozenset("daobctwPOprT#")
_MONTHS_OR_VERBS = frozenset({"may", "march"})
_MARKS = {
    **dict.fromkeys(("“", "”", '"', "''", "``", "„", "«", "»", "‘", "’", "'"), '"'),
    **dict.fromkeys(("—", "–", "-", "--", "―"), "-"),
    **{"&": "c", "$": "#", "€": "#", "£": "#", "[": "(", "]": ")"},
}
_POSSESSIVE = re.compile(r"['’]s?\Z")
_ARABIC_ARTICLE = re.compile(r"(?:al|el|ash|as|an|ar|at|ad|az)-[A-Z]")
_APOSTROPHE = re.compile(r"['’]")


@lru_cache(maxsize=65_536)
def letter_of(written: str, is_first: bool) -> str:
    """The letter of a word or mark; ``is_first`` when it begins a sentence or quotation.

    ``letter_of("The", True)`` is "d", ``letter_of("Lee", False)`` is "N", ``letter_of("said", False)`` is "Q".
    """
    first = written[0]
    if not first.isalpha():
        return "#" if first.isdigit() or first in "$€£¥" else _MARKS.get(written, first)
    low = written.lower()
    if first.isupper():
        return _capital(written, low, is_first)
    return _CLASSES.get(low) or ("N" if _ARABIC_ARTICLE.match(written) else _by_ending(low))


def _capital(written: str, low: str, is_first: bool) -> str:
    """A capital is a name unless the word is of a closed class; other words count as such only at the start."""
    known = _CLASSES.get(low, "")
    if known == "T" and written.isupper() and len(written) > 2:
        return "N"
    if known in _CLOSED and not (known == "T" and low in _MONTHS_OR_VERBS):
        return known
    short = _contraction(low)
    if short:
        return short
    if _POSSESSIVE.search(written):
        return "S"
    return _at_start(low, known) if is_first else "N"


def _at_start(low: str, known: str) -> str:
    """The letter of an open word whose capital may be due to its place."""
    if low.split("-")[0] in _NUMBERS:
        return "#"
    if known in ("Q", "v", "e"):
        return known
    return _by_ending(low) if low.endswith(("ing", "ly")) and len(low) > 5 and not known else "N"


def _contraction(low: str) -> str:
    """The letter of "he's", "don't" and the like; "" for other words."""
    if low.endswith(("n't", "n’t")):
        return "a"
    base = _APOSTROPHE.split(low, 1)[0]
    known = _CLASSES.get(base, "") if base != low else ""
    return known if known in ("P", "w", "t") else ""


def _by_ending(low: str) -> str:
    """The letter of an unknown word in lower case."""
    if "'" in low or "’" in low:
        return _contraction(low) or "s"
    if "-" in low:
        return "#" if low.split("-")[0] in _NUMBERS else "n"
    if low.endswith("ly") and len(low) > 4:
        return "r"
    if low.endswith("ed") and len(low) > 4:
        return "e"
    return "g" if low.endswith("ing") and len(low) > 5 else "n"
