"""Who is named in an article: full names of persons with their other mentions, and the capitalised names of bodies."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from articles.extraction.person_names import (
    LONGEST_NAME,
    NAME_RUN,
    NOT_NAMES,
    Gender,
    bare,
    gender_of,
    is_body_name,
    is_given_name,
    is_possessive,
    may_be_surname,
    split_name,
    surname_of,
)
from articles.extraction.values import Span

_SPEAKING = (
    re.compile(r"([A-Z][\w-]{1,30})\s(?:said|says|told|wrote|added|noted|argued|explained)\b"),
    re.compile(r"(?:said|says|added|wrote)\s([A-Z][\w-]{1,30})"),
)
_PLACING = re.compile(r"\b(?:the|in|of|from|at|to|near|for|an?)\s\Z")
_MOST_BODIES = 8


@dataclass(slots=True)
class Person:
    """A person named in full somewhere in the article; ``titles`` are the words that stood before the name."""

    name: str
    gender: Gender
    first_at: int
    count: int = 1
    titles: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named, by full name or surname."""

    span: Span
    person: Person
    is_possessive: bool = False


class Names:
    """The persons and bodies of one article, found by one pass over its capitalised words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._persons: dict[str, Person] = {}
        self._surnames: dict[str, list[Person]] = {}
        self._bodies: dict[str, list[str]] = {}
        self._title_genders: dict[str, Gender] = {}
        self._runs = [(match.start(), match[0]) for match in NAME_RUN.finditer(text)]
        for start, written in self._runs:
            if " " in written:
                self._add(written, start)
        self._promote()
        self._index()

    def find(self, written: str, at: int) -> Person | None:
        """The person that the capitalised words ``written`` at offset ``at`` name; None for a body or a name never given in full."""
        parts = split_name(written)
        if not parts.name:
            return None
        person = self._persons.get(parts.full)
        if person:
            return person
        known = self._surnames.get(surname_of(parts.full).strip("."), [])
        if len(parts.name) > 1:
            is_same = (p for p in known if p.name.split()[0] == parts.name[0])
            return None if is_body_name(parts.name) else next(is_same, None)
        told = gender_of(parts.titles)
        fitting = [p for p in known if Gender.UNKNOWN in (told, p.gender) or p.gender is told]
        if fitting:
            return max(fitting, key=lambda p: (p.first_at <= at, p.count, -p.first_at))
        return self._by_given_name(parts.name[0], at)

    def titled(self, titles: Sequence[str], before: int) -> Person | None:
        """The one person who bore one of ``titles`` before offset ``before``; None when several did or nobody."""
        found = [p for p in self._persons.values() if p.first_at < before and not p.titles.isdisjoint(titles)]
        return found[0] if len(found) == 1 else None

    def body(self, last: str) -> str | None:
        """The full name of the first body whose name ends in ``last``: "Journal" gives "Wall Street Journal"."""
        names = self._bodies.get(last)
        return names[0] if names else None

    def mentions_within(self, span: Span) -> list[Mention]:
        """The mentions of persons inside ``span``, in order."""
        mentions, starts = self._mentions
        return mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    @cached_property
    def _mentions(self) -> tuple[list[Mention], list[int]]:
        found: list[Mention] = []
        for start, written in self._runs:
            person = self.find(written, start)
            if person:
                found.append(Mention(Span(start, start + len(written)), person, is_possessive(written)))
        return found, [mention.span.start for mention in found]

    def _add(self, written: str, at: int) -> None:
        parts = split_name(written)
        if len(parts.name) == 1 and parts.titles:
            told = gender_of(parts.titles)
            if told is not Gender.UNKNOWN:
                self._title_genders.setdefault(bare(parts.name[0]), told)
        if not 2 <= len(parts.name) <= LONGEST_NAME:
            self._add_body(written)
        elif parts.full in self._persons:
            self._persons[parts.full].count += 1
            self._persons[parts.full].titles.update(parts.titles)
        elif parts.is_person:
            told = gender_of(parts.titles, bare(parts.name[0]))
            self._persons[parts.full] = Person(parts.full, told, at, titles=set(parts.titles))
        else:
            self._add_body(written)

    def _add_body(self, written: str) -> None:
        words = written.split()
        kept = [word for at, word in enumerate(words) if at or word not in NOT_NAMES]
        if len(kept) > 1:
            names = self._bodies.setdefault(bare(kept[-1]), [])
            full = " ".join([*kept[:-1], bare(kept[-1])])
            if len(names) < _MOST_BODIES and full not in names:
                names.append(full)

    def _promote(self) -> None:
        """Makes persons of unknown names whose last word also speaks alone or stands behind "Mr." and the like."""
        alone = self._title_genders.keys() | self._often_alone()
        for speaking in _SPEAKING:
            alone |= set(speaking.findall(self._text))
        for last in sorted(filter(may_be_surname, alone & self._bodies.keys())):
            for full in self._bodies[last]:
                parts = split_name(full)
                if 2 <= len(parts.name) <= LONGEST_NAME - 1 and not is_body_name(parts.name):
                    told = gender_of(parts.titles, parts.name[0])
                    person = Person(parts.full, told, self._text.find(full), titles=set(parts.titles))
                    self._persons.setdefault(parts.full, person)

    def _often_alone(self) -> set[str]:
        """Words that stand twice or more for a whole name, not behind "the" or "in" as places and bodies do."""
        counts = Counter(
            bare(written)
            for start, written in self._runs
            if " " not in written and not _PLACING.search(self._text, max(0, start - 6), start)
        )
        return {word for word, count in counts.items() if count > 1}

    def _index(self) -> None:
        for person in self._persons.values():
            surname = surname_of(person.name)
            self._surnames.setdefault(surname, []).append(person)
            if person.gender is Gender.UNKNOWN:
                person.gender = self._title_genders.get(surname, Gender.UNKNOWN)

    def _by_given_name(self, name: str, at: int) -> Person | None:
        """The person called by the first name alone, when one only bears it."""
        if not is_given_name(name):
            return None
        same = [p for p in self._persons.values() if p.name.split()[0] == name and p.first_at <= at]
        return same[0] if len(same) == 1 else None
