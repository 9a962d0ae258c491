"""The noun that a bare number counts: "40,000 U.S. troops", "five carrier strike groups", "a 30-member alliance"."""

from __future__ import annotations

from dataclasses import dataclass

from articles.extraction.lexicons import read_lexicon
from articles.extraction.nearby import Word
from articles.extraction.spelled import CARDINALS

_NOUNS = read_lexicon("nouns")
_STOPS = frozenset(_NOUNS["stops"])
_PLURALS = frozenset(_NOUNS["plurals"])
_SINGULARS = frozenset(_NOUNS["singulars"])
_OPENERS = frozenset(_NOUNS["openers"]) - frozenset(_NOUNS["keepers"])
PERSONS = frozenset(_NOUNS["persons"])
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
_COMPOUNDS = frozenset(_NOUNS["compounds"])
MOST_WORDS = 6
_ADJECTIVAL = (
    "al",
    "ive",
    "ous",
    "ful",
    "ic",
    "ary",
    "ble",
    "ish",
    "less",
    "ed",
    "ing",
    "ly",
    "est",
    "ian",
    "can",
    "’s",
    "'s",
)
_SHORT_ADJECTIVES = frozenset(_NOUNS["adjectives"])
_MORE = frozenset(["more", "fewer"])
# "six wounded drivers": a describer before a plural, else the verb of "six wounded"
_HARMED = frozenset(["wounded", "injured", "dead", "missing", "arrested", "killed", "lost"])


@dataclass(frozen=True, slots=True)
class Noun:
    """A counted noun: its words without openers and participles, the head in the singular, and where it stands."""

    words: str
    head: str
    start: int
    end: int
    head_start: int
    head_end: int


def noun_after(after: list[Word], at: int, is_one: bool) -> Noun | None:
    """The noun phrase among the words after a number that ends at ``at``; None when the number stands alone.

    "commercial fishermen, who" gives the words "commercial fishermen" and the head "fisherman"; a plural is wanted
    except after a hyphen ("30-member") and after one.
    """
    phrase = _phrase(after, at)
    if not phrase:
        return None
    is_hyphened = _is_hyphened(after, at)
    last = 0 if is_hyphened and not _is_plural_at(phrase, 0) else _plural_end(phrase)
    if last is None:
        last = _single_end(phrase) if is_one else _acronym_end(phrase)
    if last is None:
        return None
    head = phrase[last]
    kept = [word for word in phrase[:last] if not _is_opener(word[0])]
    tail = _of_tail(after, head)
    words = " ".join(word[0] for word in [*kept, head, *tail])
    start = kept[0][1] if kept else head[1]
    return Noun(words, singular(head[0].lower()), start, tail[-1][2] if tail else head[2], head[1], head[2])


def singular(word: str) -> str:
    """The singular of one lower-case noun: "countries" gives "country", "troops" gives "troop", "people" gives "person"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4 and word not in _PLURALS:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1] if is_plural(word) and word.endswith("s") and word not in _PLURALS else word


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if word in _PLURALS:
        return True
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "’s", "'s")):
        return False
    return word not in _SINGULARS and "." not in word


def _phrase(after: list[Word], at: int) -> list[Word]:
    """The words up to the first mark or function word; "Model 3 sedans" and "digital and physical sales" go on."""
    phrase: list[Word] = []
    for index, (text, start, end) in enumerate(after):
        low = text.lower()
        if (text == "-" and start == at and not phrase) or (text == "." and phrase and "." in phrase[-1][0]):
            continue
        if low in ("and", "or") and _joins_adjectives(phrase, after[index + 1 :]):
            continue
        if text[0].isdigit() and _names_model(phrase, after[index + 1 :]):
            phrase.append((text, start, end))
            continue
        if not phrase and (low in _MORE or (low in _HARMED and _goes_on(after, index + 1))):
            continue
        if not text[0].isalpha() or (low in _STOPS and not text.isupper()) or len(phrase) == MOST_WORDS:
            break
        phrase.append((text, start, end))
    return phrase


def _goes_on(after: list[Word], index: int) -> bool:
    return index < len(after) and is_plural(after[index][0].lower())


def _joins_adjectives(phrase: list[Word], following: list[Word]) -> bool:
    """Whether "and" joins two describers of one plural: "digital and physical sales"."""
    if not 1 <= len(phrase) <= 3 or any(is_plural(word[0].lower()) for word in phrase):
        return False
    for word, _, _ in following[:3]:
        if is_plural(word.lower()):
            return True
        if not word[0].isalpha() or word.lower() in _STOPS:
            return False
    return False


def _names_model(phrase: list[Word], following: list[Word]) -> bool:
    """Whether a number inside the phrase is part of a name: "Model 3 sedans", "737 Max jets" after "new"."""
    if not phrase or any(is_plural(word[0].lower()) for word in phrase):
        return False
    near = [word[0] for word in following[:2]]
    return (
        bool(near)
        and near[0][0].isalpha()
        and (phrase[-1][0][0].isupper() or near[0][0].isupper())
        and any(is_plural(word.lower()) for word in near)
    )


def _plural_end(phrase: list[Word]) -> int | None:
    """Where the first plural ends the phrase; words such as "sales" and "arms" are no plural here: "sales figures"."""
    for index in range(len(phrase)):
        if _is_plural_at(phrase, index) and not (
            phrase[index][0].lower() in _COMPOUNDS and _is_plural_at(phrase, index + 1)
        ):
            return index
    return None


def _is_plural_at(phrase: list[Word], index: int) -> bool:
    return index < len(phrase) and is_plural(phrase[index][0].lower())


def _single_end(phrase: list[Word]) -> int | None:
    """Where the noun after "one" ends: behind its capitalised and adjectival describers ("one House Republican aide")."""
    for index, (word, _, _) in enumerate(phrase):
        if word.islower() and not word.endswith(_ADJECTIVAL) and word not in _SHORT_ADJECTIVES:
            return index
    return len(phrase) - 1 if not phrase[-1][0].endswith(("ly", "ed", "ing", "’s", "'s")) else None


def _acronym_end(phrase: list[Word]) -> int | None:
    """Capitals that alone follow the number are its unit: "0.5 WAR"."""
    return 0 if len(phrase) == 1 and len(phrase[0][0]) > 1 and phrase[0][0].isupper() else None


def _of_tail(after: list[Word], head: Word) -> list[Word]:
    """ "of man coverage" after "snaps": one or two bare lower-case nouns belong to what is counted."""
    index = next((place for place, word in enumerate(after) if word[1] == head[1]), len(after))
    tail = after[index + 1 : index + 5]
    if not tail or tail[0][0] != "of":
        return []
    nouns: list[Word] = []
    for word in tail[1:]:
        text = word[0]
        if (
            not text[0].isalpha()
            or not text.islower()
            or text in _STOPS
            or len(nouns) == 2
            or text.endswith(("ed", "ing"))
        ):
            break
        nouns.append(word)
    return [tail[0], *nouns] if nouns else []


def _is_hyphened(after: list[Word], at: int) -> bool:
    return len(after) > 1 and after[0][0] == "-" and after[0][1] == at and after[1][1] == at + 1


def _is_opener(word: str) -> bool:
    low = word.lower()
    return (
        low in _OPENERS or low in CARDINALS or (low.endswith(("ing", "ed", "ly")) and len(low) > 4 and "-" not in low)
    )
