"""Words of a sentence as comparison sees them: tokens with their place, stems, and the word lists of lexicon/words.toml."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from articles.extraction.lexicons import read_lexicon

_TOKEN = re.compile(r"[$\u20ac\u00a3]?\d[\d,.]*\d|\d|[^\W\d_](?:[\w'\u2019]|\.(?=\w))*")
_SUFFIXES = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists, stemmed: ``kinds`` and ``actions`` map a stem to the name of its class."""

    stop: frozenset[str]
    number: frozenset[str]
    hedge: frozenset[str]
    person: frozenset[str]
    people: frozenset[str]
    general: frozenset[str]
    doer: frozenset[str]
    kinds: Mapping[str, str]
    actions: Mapping[str, str]
    status: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its stem, where it starts, and whether it is written as a name (capital) or a number."""

    stem: str
    start: int
    end: int
    is_name: bool = False
    is_number: bool = False


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word's plain form, the same for its plural and its verb endings: "troops" and "troop" give "troop".

    Light on purpose: "killing", "killed" give "kill"; irregular forms stay as they are and meet in the lexicon.
    """
    low = word.lower().replace("\u2019", "'").removesuffix("'s").strip("'.").replace(".", "")
    if len(low) <= _SHORT - 1 or low.endswith(("ss", "us", "is")):
        return low
    for suffix, ending in _SUFFIXES:
        if low.endswith(suffix):
            low = low[: -len(suffix)] + ending
            break
    for suffix in ("ing", "ed"):
        if low.endswith(suffix) and len(low) - len(suffix) >= _SHORT - 1:
            return _undouble(low[: -len(suffix)])
    return low.removesuffix("e") if len(low) > _SHORT else low


def _undouble(low: str) -> str:
    if low[-1] == low[-2] and low[-1] not in "lsz":
        return low[:-1]
    return low.removesuffix("e") if len(low) > _SHORT else low


def tokens(sentence: str) -> tuple[Token, ...]:
    """The words of a sentence in order, with offsets in it; punctuation is left out."""
    return tuple(_token(m.group(), m.start()) for m in _TOKEN.finditer(sentence))


def counted_words(text: str) -> Counter[str]:
    """How often each word stands in a text, as it is written; numbers are left out: ``{"Troops": 1, "left": 2}``."""
    return Counter(word for word in _TOKEN.findall(text) if not word[-1].isdigit())


def _token(word: str, start: int) -> Token:
    is_number = word[-1].isdigit()
    text = word.strip("$\u20ac\u00a3").replace(",", "") if is_number else stem(word)
    return Token(text, start, start + len(word), word[:1].isupper(), is_number)


@cache
def lexicon() -> Lexicon:
    """The word lists of this room, read once."""
    data = tomllib.loads((Path(__file__).parent / "lexicon" / "words.toml").read_text(encoding="utf-8"))
    return Lexicon(
        stop=_stems(data["stop"]),
        number=_stems(data["number"]),
        hedge=_stems(data["hedge"]),
        person=_stems(data["person"]),
        people=_stems(" ".join((data["people"], *read_lexicon("things")["person"]["words"]))),
        general=_stems(data["general"]),
        doer=_stems(data["doer"]),
        kinds={s: line.split()[0] for line in data["kinds"] for s in _stems(line)},
        actions={s: name for name, line in data["actions"].items() for s in _stems(line)},
        status={name: _stems(line) for name, line in data["status"].items()},
    )


def _stems(line: str) -> frozenset[str]:
    return frozenset(stem(word) for word in line.split())
