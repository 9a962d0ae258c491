"""Names of places and whose a thing is, normalised: "U.S.", "US" and "American" are all the United States."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from articles.extraction.inflection import singular
from articles.extraction.lexicons import read_lexicon
from articles.extraction.words import Role, Word

_PLACES = read_lexicon("places")
_LONGEST_NAME = 5


class Named(NamedTuple):
    """A name that was recognised at words ``first`` to ``end`` (exclusive)."""

    name: str
    first: int
    end: int


def _names(*parts: str) -> dict[str, str]:
    """Every spelling, full stops at its end left out, with the name that is kept."""
    return {
        spelling.rstrip("."): name
        for part in parts
        for name, others in _PLACES[part].items()
        for spelling in (name, *others)
    }


_PLACE_NAMES = _names("states", "regions", "countries")
_CAPITALS = {city: country for country, cities in _PLACES["capitals"].items() for city in cities}
_ADJECTIVES = {word: name for name, words in read_lexicon("nationalities").items() for word in words}
_OWNERS = _names("countries") | {"Europe": "Europe"} | _CAPITALS | _ADJECTIVES
_SPELLINGS = _PLACE_NAMES | _CAPITALS | _ADJECTIVES
_STARTS = frozenset(spelling.split()[0].split("-")[0].rstrip(".") for spelling in _SPELLINGS)
_CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "christmas",
        "easter",
    ]
)


def place_at(words: Sequence[Word], at: int) -> Named | None:
    """The known place whose name starts at word ``at``, normalised: "U.S. soil" gives "United States"."""
    return _named(words, at, _PLACE_NAMES)


def owner_at(words: Sequence[Word], at: int) -> Named | None:
    """The country, body or people named at word ``at``: "American" and "Washington" give "United States"."""
    return _named(words, at, _OWNERS)


def _named(words: Sequence[Word], at: int, names: dict[str, str]) -> Named | None:
    if at >= len(words) or not _may_start(words[at]):
        return None
    for end in range(min(len(words), at + _LONGEST_NAME), at, -1):
        spelling = " ".join(_bare(word) for word in words[at:end])
        if spelling in names:
            return Named(names[spelling], at, end)
    return _compound(words[at], at, names)


def _compound(word: Word, at: int, names: dict[str, str]) -> Named | None:
    """The owner inside "U.S.-led", "Iran-backed" is not one; inside "US-Mexico" the first is."""
    first, hyphen, last = word.text.partition("-")
    if hyphen and first.rstrip(".") in names and last[:1].isupper():
        return Named(names[first.rstrip(".")], at, at + 1)
    return None


def _may_start(word: Word) -> bool:
    return _bare(word).split("-")[0].rstrip(".") in _STARTS


def _bare(word: Word) -> str:
    text = word.text[: len(word.low)] if word.is_possessive else word.text
    return text.rstrip(".")


def proper_name(words: Sequence[Word], at: int, stop: int) -> Named | None:
    """A capitalised name that stands where a place stands: after "in the", "in Jabaliya" gives "Jabaliya".

    Month and day names are none. At most five words; lower-case words end it.
    """
    end = at
    while end < min(stop, at + _LONGEST_NAME, len(words)) and _is_part_of_name(words[end]):
        end += 1
    if end == at or words[at].low in _CALENDAR or singular(words[end - 1].low) != words[end - 1].low:
        return None
    return Named(" ".join(_bare(word) for word in words[at:end]), at, end)


def possessive_name(words: Sequence[Word], at: int, stop: int) -> Named | None:
    """A capitalised possessive at word ``at``: "Equifax's settlement" gives "Equifax"."""
    end = at
    while end < min(stop, at + _LONGEST_NAME) and _is_part_of_name(words[end]):
        end += 1
        if words[end - 1].is_possessive:
            return Named(" ".join(_bare(word) for word in words[at:end]), at, end)
    return None


def is_calendar(low: str) -> bool:
    """Whether a lower-case word is the name of a month, a day of the week or a feast."""
    return low in _CALENDAR


def _is_part_of_name(word: Word) -> bool:
    return word.is_name and word.role not in (Role.MARK, Role.NUMBER, Role.PRONOUN)
