"""The noun that a bare number counts: "40,000 U.S. troops", "five carrier strike groups", "a 30-member alliance"."""

from __future__ import annotations

from dataclasses import dataclass

from articles.extraction.lexicons import read_lexicon
from articles.extraction.nearby import Word

_NOUNS = read_lexicon("nouns")
_STOPS = frozenset(_NOUNS["stops"])
_PLURALS = frozenset(_NOUNS["plurals"])
_SINGULARS = frozenset(_NOUNS["singulars"])
_NEVER = frozenset(_NOUNS["never_extend"])
_OPENERS = frozenset(_NOUNS["openers"]) - frozenset(_NOUNS["keepers"])
PERSONS = frozenset(_NOUNS["persons"]) - frozenset(_NOUNS["not_person"])
EQUIPMENT = frozenset(_NOUNS["equipment"])
_IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "teeth": "tooth",
    "lives": "life",
    "wives": "wife",
    "criteria": "criterion",
}
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun: its words without openers and participles, the head in the singular, and where it stands."""

    words: str
    head: str
    start: int
    end: int
    head_start: int
    is_plural: bool


def noun_after(after: list[Word], at: int, is_one: bool) -> Noun | None:
    """The noun phrase among the words after a number that ends at ``at``; None when the number stands alone.

    "commercial fishermen, who" gives the words "commercial fishermen" and the head "fisherman".
    """
    phrase = _phrase(after, at)
    if not phrase:
        return None
    ends = _plural_end(phrase)
    if ends is None:
        if not is_one and not _is_hyphened(after, at):
            return None
        ends = 0 if _is_hyphened(after, at) else min(len(phrase) - 1, 1)
    kept = phrase[: ends + 1]
    head = kept[-1]
    words = [word for word in kept[:-1] if not _is_opener(word[0])] + [head]
    text = " ".join(word[0] for word in words)
    return Noun(text, singular(head[0].lower()), words[0][1], head[2], head[1], ends is not None)


def singular(word: str) -> str:
    """The singular of one lower-case noun: "countries" gives "country", "troops" gives "troop", "people" gives "person"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4 and word not in ("series", "species"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if is_plural(word) and word.endswith("s") else word


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in _PLURALS:
        return True
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _SINGULARS


def _phrase(after: list[Word], at: int) -> list[Word]:
    """The words up to the first mark, number or function word."""
    phrase: list[Word] = []
    place = at
    for word in after:
        text, start, end = word
        if text == "-" and start == place and not phrase:
            place = end
            continue
        if text == "." and phrase and "." in phrase[-1][0]:
            place = end
            continue
        low = text.lower()
        if not text[0].isalpha() or (low in _STOPS and not (low == "us" and text == "US")) or len(phrase) == MOST_WORDS:
            break
        phrase.append(word)
        place = end
    return phrase


def _plural_end(phrase: list[Word]) -> int | None:
    """Where the first plural ends the phrase, or the second when two plurals make one noun ("sales figures")."""
    for index, (word, _, _) in enumerate(phrase):
        if is_plural(word.lower()):
            following = phrase[index + 1][0].lower() if index + 1 < len(phrase) else ""
            return index + 1 if is_plural(following) and following not in _NEVER else index
    return None


def _is_hyphened(after: list[Word], at: int) -> bool:
    return len(after) > 1 and after[0][0] == "-" and after[0][1] == at and after[1][1] == at + 1


def _is_opener(word: str) -> bool:
    low = word.lower()
    return low in _OPENERS or (low.endswith(("ing", "ed", "ly")) and len(low) > 4 and "-" not in low)
