"""Made-up events: places, what is counted there, and the articles that report it. Pure: the same seed gives the same text."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

PLACES, OUTLETS, SPEAKERS, SOURCES = 160, 400, 5_000, 300
MOST_ARTICLES, MOST_FIGURES = 12, 14
HEDGES = (("exact", ""), ("about", "about "), ("at_least", "at least "), ("more_than", "more than "))


class Thing(NamedTuple):
    """One kind of thing that is counted."""

    noun: str
    doing: str
    unit: str
    measure: str
    size: int


class Asked(NamedTuple):
    """One figure of an event and its true value."""

    thing: Thing
    kind: int
    value: int
    speaker: int


@dataclass(slots=True)
class Told:
    """One claim of a made-up article; spans count code points of its text."""

    figure: int
    start: int
    end: int
    sentence_start: int
    sentence: str
    surface: str
    value: int
    hedge: str
    speaker: int | None = None
    source: int | None = None
    cue: tuple[int, int] | None = None


@dataclass(slots=True)
class Piece:
    """One made-up article; ``minutes`` after its event began."""

    outlet: int
    minutes: int
    title: str
    text: str = ""
    claims: list[Told] = field(default_factory=list)


@dataclass(slots=True)
class Event:
    """One happening at one place, what was asked of it and the articles on it."""

    place: int
    happening: str
    asked: list[Asked]
    pieces: list[Piece]


@cache
def vocabulary() -> dict[str, list[str]]:
    """The words, read once."""
    words: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))
    return words


@cache
def things() -> tuple[Thing, ...]:
    """All that is counted."""
    return tuple(Thing(*row) for row in vocabulary()["things"])


@cache
def places() -> tuple[str, ...]:
    """All places."""
    words = vocabulary()
    return tuple(start + end for end in words["place_ends"] for start in words["place_starts"])[:PLACES]


@cache
def speakers() -> tuple[str, ...]:
    """The names of all speakers, each once."""
    words = vocabulary()
    lasts = [start + end for start in words["last_starts"] for end in words["last_ends"]]
    firsts = [f"{first} {middle}." for middle in "ABCDEF" for first in words["first_names"]]
    return tuple(f"{first} {last}" for first in firsts for last in lasts)[:SPEAKERS]


@cache
def outlets() -> tuple[str, ...]:
    """The names of all outlets, each once."""
    return tuple(f"{place} {paper}" for place in places() for paper in vocabulary()["paper_names"])[:OUTLETS]


@cache
def sources() -> tuple[str, ...]:
    """The names of all cited reports, each once."""
    return tuple(f"{place} {report}" for report in vocabulary()["report_names"] for place in places())[:SOURCES]


def skewed(chance: random.Random, count: int) -> int:
    """A number under ``count``, the low ones far more often, as outlets and speakers are quoted."""
    return int(count * chance.random() ** 3)


def events(seed: int, batch: int, count: int) -> list[Event]:
    """The events of one batch; a batch depends on nothing but the seed and its number."""
    chance = random.Random(f"{seed}/{batch}")
    return [_event(chance) for _ in range(count)]


def _event(chance: random.Random) -> Event:
    place, happening = chance.randrange(len(places())), chance.choice(vocabulary()["happenings"])
    kinds = chance.sample(range(len(things())), chance.randint(5, MOST_FIGURES))
    asked = [
        Asked(things()[kind], kind, _size(chance, things()[kind]), skewed(chance, SPEAKERS)) for kind in sorted(kinds)
    ]
    papers = {skewed(chance, OUTLETS) for _ in range(1 + int(MOST_ARTICLES * chance.random() ** 1.6))}
    pieces = [_piece(chance, place, happening, asked, outlet) for outlet in sorted(papers)]
    return Event(place, happening, asked, pieces)


def _size(chance: random.Random, thing: Thing) -> int:
    return (
        chance.randint(2, 97)
        if thing.measure == "percent"
        else chance.randrange(10**thing.size, 10 ** (thing.size + 1))
    )


def _piece(chance: random.Random, place: int, happening: str, asked: list[Asked], outlet: int) -> Piece:
    name = places()[place]
    piece = Piece(outlet, chance.randrange(2880), f"{name} {happening}: {chance.choice(vocabulary()['clauses'])}")
    parts = [f"The {happening} in {name} went into its second day."]
    length = len(parts[0]) + 1
    for number in sorted(chance.sample(range(len(asked)), chance.randint(3, len(asked)))):
        told = _told(chance, name, number, asked[number], length)
        piece.claims.append(told)
        parts.append(told.sentence)
        length += len(told.sentence) + 1
        if chance.random() < 0.4:
            parts.append(chance.choice(vocabulary()["fillers"]))
            length += len(parts[-1]) + 1
    piece.text = " ".join(parts)
    return piece


def _told(chance: random.Random, place: str, number: int, asked: Asked, offset: int) -> Told:
    hedge, before = chance.choices(HEDGES, (6, 2, 1, 1))[0]
    value = _reported(chance, asked.value, hedge)
    digits = f"{value:,}"
    thing = asked.thing
    fact = f"{before}{digits} {thing.noun} {thing.doing} in {place}"
    if (voice := chance.random()) < 0.55:
        speaker = asked.speaker if voice < 0.45 else skewed(chance, SPEAKERS)
        cue = len(speakers()[speaker]) + 1
        sentence = f"{speakers()[speaker]} said {fact}, {chance.choice(vocabulary()['clauses'])}."
        told = Told(
            number, 0, 0, offset, sentence, digits, value, hedge, speaker, None, (offset + cue, offset + cue + 4)
        )
    else:
        cited = skewed(chance, SOURCES) if voice > 0.9 else None
        tail = f"the {sources()[cited]} found" if cited is not None else chance.choice(vocabulary()["clauses"])
        told = Told(number, 0, 0, offset, f"In all {fact}, {tail}.", digits, value, hedge, None, cited)
    told.start = offset + told.sentence.index(digits)
    told.end = told.start + len(digits)
    return told


def _reported(chance: random.Random, value: int, hedge: str) -> int:
    """The true value, rounded where the hedge says so; one report in twenty has another."""
    if chance.random() < 0.05:
        value = max(1, int(value * chance.uniform(0.6, 1.5)))
    if hedge == "exact" or value < 20:
        return value
    unit = 10 ** (len(str(value)) - 2)
    return int(value // unit * unit)
