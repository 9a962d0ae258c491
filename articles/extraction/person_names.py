"""Takes a run of capitalised words apart: titles before, the personal name, and what it says of "he" or "she"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from articles.extraction.lexicons import one_of, read_lexicon

_TITLES = read_lexicon("titles")
_NAMES = read_lexicon("names")
_MALE = frozenset(_NAMES["male"].split())
_FEMALE = frozenset(_NAMES["female"].split())
_GIVEN = _MALE | _FEMALE
NOT_NAMES = frozenset(_NAMES["not_names"].split())
_MALE_TITLES = frozenset(_TITLES["male"])
_FEMALE_TITLES = frozenset(_TITLES["female"])
_LEADING = frozenset(_TITLES["titles"]) | _MALE_TITLES | _FEMALE_TITLES
_SKIPPED = _LEADING | NOT_NAMES
_PERSONAL = frozenset(_TITLES["personal"]) | _MALE_TITLES | _FEMALE_TITLES
_SUFFIXES = frozenset(_TITLES["suffixes"])
_AGENCIES = read_lexicon("agencies")
BODY_WORDS = frozenset((*_AGENCIES["body_words"], *_AGENCIES["short"]))
_PLACE_OPENERS = frozenset(_TITLES["place_openers"])
_NEVER_SURNAMES = BODY_WORDS | _SKIPPED
# Titles such as "Sen." keep their full stop inside a run; their tails stand behind the capital.
_TAILS = one_of(word[1:] for word in (*_LEADING, "Jr", "Sr") if 1 < len(word) < 6)
# A capital letter of any alphabet that has them; letters without case begin names too.
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_REST = rf"(?:(?:\.[A-Z])*\.|(?:{_TAILS})\.|[\w'’-]*)"
_PARTICLE = r"(?:de|van|von|der|den|bin|al|la|du|del|di|da|el)[ \u00a0]"
NAME_RUN = re.compile(rf"{_CAPITAL}(?<!\w.){_REST}(?:[ \u00a0](?:{_PARTICLE})?{_CAPITAL}{_REST}){{0,7}}")
_POSSESSIVE = re.compile(r"['’]s?\Z")
LONGEST_NAME = 4


class Gender(StrEnum):
    """Which pronoun stands for a person, as far as title and given name tell."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


class NameParts(NamedTuple):
    """The titles before a name, its words, and whether it is surely a person's."""

    titles: list[str]
    name: list[str]
    is_person: bool

    @property
    def full(self) -> str:
        """The name's words joined."""
        return " ".join(self.name)


@lru_cache(maxsize=16_384)
def split_name(written: str) -> NameParts:
    """``split_name("Sen. Ann Lee's")`` gives titles ["Sen"], name ["Ann", "Lee"], surely a person.

    The name ends at a possessive. Without a known given name, words that are no title begin it: the person is sure only
    behind a personal title. ``name`` is empty when all words are titles.
    """
    words = written.split()
    plain = [bare(word) for word in words]
    first = _given_name(plain)
    is_person = first >= 0
    if not is_person:
        first = _behind_titles(words, plain)
        is_person = not _PERSONAL.isdisjoint(plain[:first])
    name = _up_to_possessive(words[first:])[: LONGEST_NAME + 1]
    return NameParts(plain[:first], name, is_person and not is_body_name(name))


def _given_name(plain: Sequence[str]) -> int:
    """Where a given name stands before another word of a name; -1 for none."""
    for at, (word, after) in enumerate(pairwise(plain)):
        if word in _GIVEN and after not in _NEVER_SURNAMES and (at == 0 or plain[at - 1] not in _PLACE_OPENERS):
            return at
    return -1


def _behind_titles(words: Sequence[str], plain: Sequence[str]) -> int:
    """Where a name begins without a known given name: behind the last personal title, else behind leading titles."""
    owner = next((at for at, word in enumerate(words) if is_possessive(word)), len(plain))
    titles = [at for at, word in enumerate(plain[:owner]) if word in _PERSONAL]
    if titles:
        return titles[-1] + 1
    return next((at for at, word in enumerate(plain) if word not in _SKIPPED), len(plain))


def _up_to_possessive(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        plain = _POSSESSIVE.sub("", word)
        kept.append(plain)
        if plain != word:
            break
    return kept


def is_body_name(words: Sequence[str]) -> bool:
    """Whether a word such as "Committee" says that the name is a body's."""
    return any(bare(word) in BODY_WORDS for word in words)


def may_be_surname(word: str) -> bool:
    """Whether the word is no title, party or body: ``may_be_surname("Democrat")`` is False."""
    return word not in _NEVER_SURNAMES


def is_possessive(written: str) -> bool:
    """Whether the words end in a possessive: "Ann Lee's"."""
    return _POSSESSIVE.search(written) is not None


def possessive_length(written: str) -> int:
    """The length of the possessive ending: 2 for "Ann Lee's", 0 for "Ann Lee"."""
    found = _POSSESSIVE.search(written)
    return len(found[0]) if found else 0


def is_given_name(word: str) -> bool:
    """Whether the word is a known given name."""
    return word in _GIVEN


def bare(word: str) -> str:
    """A word without its possessive ending and last full stop: "Trump's" gives "Trump", "Sen." gives "Sen"."""
    return _POSSESSIVE.sub("", word).rstrip(".")


def surname_of(name: str) -> str:
    """The last word of a name: ``surname_of("Robert Downey Jr.")`` is "Downey"."""
    words = [word for word in name.split() if word.lower().strip(".") not in _SUFFIXES]
    return words[-1] if words else name


def gender_of(titles: Sequence[str], given_name: str = "") -> Gender:
    """What the titles say, else the given name: ``gender_of(["Sen"], "Ann")`` is female."""
    if not _MALE_TITLES.isdisjoint(titles):
        return Gender.MALE
    if not _FEMALE_TITLES.isdisjoint(titles):
        return Gender.FEMALE
    if given_name in _MALE and given_name in _FEMALE:
        return Gender.UNKNOWN
    if given_name in _MALE:
        return Gender.MALE
    return Gender.FEMALE if given_name in _FEMALE else Gender.UNKNOWN
