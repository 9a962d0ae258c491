"""Who is named in an article: full names of persons with their other mentions, and the capitalised names of bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from articles.extraction.lexicons import one_of, read_lexicon
from articles.extraction.values import Span

_TITLES = read_lexicon("titles")
_NAMES = read_lexicon("names")
_MALE = frozenset(_NAMES["male"].split())
_FEMALE = frozenset(_NAMES["female"].split())
_GIVEN = _MALE | _FEMALE
_NOT_NAMES = frozenset(_NAMES["not_names"].split())
_MALE_TITLES = frozenset(_TITLES["male"])
_FEMALE_TITLES = frozenset(_TITLES["female"])
_LEADING = frozenset(_TITLES["titles"]) | _MALE_TITLES | _FEMALE_TITLES
_PERSONAL = frozenset(_TITLES["personal"]) | _MALE_TITLES | _FEMALE_TITLES
_SUFFIXES = frozenset(_TITLES["suffixes"])
_BODY_WORDS = frozenset(read_lexicon("agencies")["body_words"])
_SHORT = one_of(word for word in (*_LEADING, "Jr", "Sr") if len(word) < 6)
_WORD = rf"(?:(?:[A-Z]\.)+|(?:{_SHORT})\.|[^\W\d_a-zß-öø-ÿ][\w'’-]*)"
_RUN = re.compile(rf"\b{_WORD}(?:[ \u00a0](?:(?:de|van|von|der|den|bin|al|la|du|del|di|da|el)[ \u00a0])?{_WORD}){{0,7}}")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_LONGEST_NAME = 4


class Gender(StrEnum):
    """What a name or title says of the pronoun that stands for it."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Person:
    """A person named in full somewhere in the article; ``titles`` are the words that stood before the name."""

    name: str
    gender: Gender
    first_at: int
    count: int = 1
    titles: set[str] = field(default_factory=set)

    @property
    def surname(self) -> str:
        """The last word of the name, "Jr" and the like left out."""
        return surname_of(self.name)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named, by full name or surname."""

    span: Span
    person: Person


def surname_of(name: str) -> str:
    """``surname_of("Robert Downey Jr.")`` is "Downey"."""
    words = [word for word in name.split() if word.lower().strip(".") not in _SUFFIXES]
    return words[-1] if words else name


def bare(word: str) -> str:
    """A word without its possessive ending and last full stop: "Trump's" gives "Trump", "Sen." gives "Sen"."""
    return _POSSESSIVE.sub("", word).rstrip(".") if len(word) > 2 else word.rstrip(".")


def gender_of(words: list[str]) -> Gender:
    """What titles and given names among ``words`` say."""
    for word in words:
        if word in _MALE_TITLES or (word in _MALE and word not in _FEMALE):
            return Gender.MALE
        if word in _FEMALE_TITLES or (word in _FEMALE and word not in _MALE):
            return Gender.FEMALE
    return Gender.UNKNOWN


def split_name(words: list[str]) -> tuple[list[str], list[str], bool]:
    """Titles, name and whether it is surely a person's: ["Sen.", "Ann", "Lee"] gives (["Sen"], ["Ann", "Lee"], True)."""
    plain = [bare(word) for word in words]
    first = next((at for at in range(len(plain) - 1) if plain[at] in _GIVEN and plain[at + 1] not in _BODY_WORDS), -1)
    if first < 0:
        first = 0
        while first < len(plain) and (plain[first] in _LEADING or plain[first] in _NOT_NAMES):
            first += 1
        is_person = any(word in _PERSONAL for word in plain[:first])
    else:
        is_person = True
    name = _up_to_possessive(words[first:])
    return plain[:first], name[: _LONGEST_NAME + 1], is_person and not any(bare(word) in _BODY_WORDS for word in name)


def _up_to_possessive(words: list[str]) -> list[str]:
    """The words up to the first possessive, its ending taken off: ["Ann", "Lee's", "Act"] gives ["Ann", "Lee"]."""
    kept: list[str] = []
    for word in words:
        plain = _POSSESSIVE.sub("", word)
        kept.append(plain)
        if plain != word:
            break
    return kept


class Names:
    """The persons and bodies of one article, found by one pass over its capitalised words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.persons: dict[str, Person] = {}
        self.surnames: dict[str, list[Person]] = {}
        self.bodies: dict[str, list[str]] = {}
        self._runs: list[tuple[Span, str]] = []
        self._mentions: list[Mention] | None = None
        self._title_genders: dict[str, Gender] = {}
        self._read()

    def _read(self) -> None:
        for match in _RUN.finditer(self.text):
            words = match[0].split()
            self._runs.append((Span(match.start(), match.end()), match[0]))
            if len(words) > 1:
                self._add(words, match.start())
        self._promote()
        for person in self.persons.values():
            self.surnames.setdefault(person.surname, []).append(person)
            if person.gender is Gender.UNKNOWN:
                person.gender = self._title_genders.get(person.surname, Gender.UNKNOWN)

    def _promote(self) -> None:
        """Makes persons of unknown names whose last word also stands alone or behind "Mr." and the like."""
        alone = {bare(written) for _, written in self._runs if " " not in written} | self._title_genders.keys()
        for last in alone & self.bodies.keys():
            for full in self.bodies[last]:
                titles, name, _ = split_name(full.split())
                if 2 <= len(name) <= 3 and not any(bare(word) in _BODY_WORDS for word in name) and full[0].isupper():
                    self.persons.setdefault(" ".join(name), Person(" ".join(name), gender_of([*titles, name[0]]), self.text.find(full), titles=set(titles)))

    def _add(self, words: list[str], at: int) -> None:
        titles, name, is_person = split_name(words)
        if len(name) == 1 and titles:
            told = gender_of(titles)
            if told is not Gender.UNKNOWN:
                self._title_genders.setdefault(bare(name[0]), told)
        if not 2 <= len(name) <= _LONGEST_NAME:
            self._add_body(words)
            return
        full = " ".join(name)
        known = self.persons.get(full)
        if known:
            known.count += 1
            known.titles.update(titles)
        elif is_person:
            self.persons[full] = Person(full, gender_of([*titles, bare(name[0])]), at, titles=set(titles))
        else:
            self._add_body(words)

    def _add_body(self, words: list[str]) -> None:
        kept = [word for at, word in enumerate(words) if at or word not in _NOT_NAMES]
        if len(kept) > 1:
            names = self.bodies.setdefault(bare(kept[-1]), [])
            full = " ".join([*kept[:-1], _POSSESSIVE.sub("", kept[-1])])
            if len(names) < 8 and full not in names:
                names.append(full)

    @property
    def mentions(self) -> list[Mention]:
        """Every mention of a person, in text order."""
        if self._mentions is None:
            self._mentions = []
            for span, written in self._runs:
                person = self.find(written.split(), span.start)
                if person:
                    self._mentions.append(Mention(span, person))
        return self._mentions

    def find(self, words: list[str], at: int) -> Person | None:
        """The person that the capitalised ``words`` name at offset ``at``; None for a body or a name never given in full."""
        titles, name, _ = split_name(words)
        if not name:
            return None
        person = self.persons.get(" ".join(name))
        if person:
            return person
        known = self.surnames.get(surname_of(" ".join(name)).strip("."), ())
        if len(name) > 1:
            return None if any(bare(word) in _BODY_WORDS for word in name) else next((p for p in known if p.name.split()[0] == name[0]), None)
        told = gender_of(titles)
        fitting = [person for person in known if told in (Gender.UNKNOWN, person.gender) or person.gender is Gender.UNKNOWN]
        if not fitting:
            return self._by_given_name(name[0], at)
        return max(fitting, key=lambda person: (person.first_at <= at, person.count, -person.first_at))

    def _by_given_name(self, name: str, at: int) -> Person | None:
        """A person called by the first name alone."""
        if name not in _GIVEN:
            return None
        same = [person for person in self.persons.values() if person.name.split()[0] == name and person.first_at <= at]
        return same[0] if len(same) == 1 else None
