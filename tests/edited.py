"""Articles of our own with a listed set of edits: what was done to their numbers, and what was done besides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

SPEAKERS = [
    "Ana Veld",
    "Tomas Brandt",
    "Ida Berg",
    "Lena Okoro",
    "Pavel Hruby",
    "Mira Castell",
    "Jon Aske",
    "Ruth Ferring",
]
PLACES = [
    "Marrow", "Ister", "Quayside", "Velmar", "Ambrel", "Orvane", "Corvane", "Lantern", "Tallow", "Brackwater", "Senn", "Harrowgate",
]  # fmt: skip
HEDGES = ["", "at least ", "about ", "more than ", "up to "]
UNITS = {
    "people": ["families", "soldiers"], "houses": ["schools", "bridges"], "families": ["people"], "soldiers": ["vehicles"],
    "schools": ["houses"], "tonnes": ["litres"],
}  # fmt: skip
FORMS = [
    "{hedge}{number} {unit} were evacuated from the low streets of {place}, said {speaker}, the mayor there",
    "{speaker} said that {hedge}{number} {unit} had been damaged by the storm around {place}",
    "the repairs to the harbour of {place} will cost {hedge}{sign}{number} million, according to {speaker}",
    "{hedge}{number} {unit} were still waiting for help near {place} on Monday night",
    "unemployment in the district of {place} rose to {number} percent in March, {speaker} said",
    "“We have counted {hedge}{number} {unit} along the road to {place},” {speaker} told reporters",
]
FILLERS = [
    "The weather service expects a calmer week.", "Roads along the coast stay closed.", "Nobody at the ministry would comment.",
    "Residents described a night of fear.",
]  # fmt: skip
FOOTERS = [
    "",
    "Read more: how to prepare for a storm",
    "© 2026 Marrow Herald. All rights reserved.",
    "Sign up for our newsletter",
    "Follow us for updates",
]
HEADLINES = [
    "Storm batters the coast",
    "Coast counts the cost of a storm",
    "After the storm, a long night",
    "Storm leaves trail of damage",
]


@dataclass(frozen=True)
class Sentence:
    """One sentence with one number; ``place`` is its own in the article."""

    form: str
    place: str
    number: str
    unit: str
    hedge: str
    speaker: str
    sign: str = "$"

    def written(self) -> str:
        text = self.form.format(**vars(self)) + "."
        return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Piece:
    """One text of an article, before it is written."""

    headline: str
    sentences: tuple[Sentence, ...]
    footer: str = ""
    filler: str = ""
    written: Callable[[str], str] = str

    def text(self) -> str:
        body = [sentence.written() for sentence in self.sentences]
        return self.written(
            "\n\n".join(part for part in [self.headline, *body, self.filler, self.footer] if part) + "\n"
        )


@dataclass(frozen=True)
class Edited:
    """An article before and after, and the aspects that were edited at each place."""

    before: str
    after: str
    edits: dict[str, set[str]] = field(default_factory=dict)
    others: tuple[str, ...] = ()


def edited_articles(count: int, seed: int = 7) -> list[Edited]:
    """``count`` articles, two thirds with edits of numbers, all with edits of other things."""
    random = Random(seed)
    return [_edited(random) for _ in range(count)]


def _piece(random: Random) -> Piece:
    places = random.sample(PLACES, random.randint(4, 7))
    numbers = random.sample(range(12, 99), len(places))
    return Piece(random.choice(HEADLINES), tuple(_sentence(random, p, n) for p, n in zip(places, numbers, strict=True)))


def _sentence(random: Random, place: str, number: int) -> Sentence:
    form = random.choice(FORMS)
    shown = f"{number / 10:.1f}" if "percent" in form else random.choice([str(number), f"{number * 113:,}"])
    hedge = random.choice(HEDGES) if "{hedge}" in form else ""
    return Sentence(form, place, shown, random.choice(list(UNITS)[:5]), hedge, random.choice(SPEAKERS))


def _edited(random: Random) -> Edited:
    piece = _piece(random)
    after, edits = piece, {}
    for place in random.sample(range(len(piece.sentences)), random.choice([0, 1, 1, 1, 2, 3])):
        sentence, aspects = _number_edit(random, after.sentences[place])
        edits[sentence.place] = aspects
        after = replace(after, sentences=(*after.sentences[:place], sentence, *after.sentences[place + 1 :]))
    names = random.sample(sorted(OTHERS), random.randint(1, 3))
    for name in names:
        after = OTHERS[name](random, after)
    return Edited(piece.text(), after.text(), edits, tuple(names))


def _number_edit(random: Random, sentence: Sentence) -> tuple[Sentence, set[str]]:
    possible = ["value"]
    possible += ["hedge"] if "{hedge}" in sentence.form else []
    possible += ["speaker"] if "{speaker}" in sentence.form else []
    possible += ["unit"] if "{unit}" in sentence.form or "{sign}" in sentence.form else []
    aspects = random.sample(possible, random.choice([1, 1, 1, 2]) if len(possible) > 1 else 1)
    for aspect in aspects:
        sentence = _NUMBER_EDITS[aspect](random, sentence)
    return sentence, set(aspects)


def _value(random: Random, sentence: Sentence) -> Sentence:
    digit = str((int(sentence.number[0]) + random.randint(1, 7)) % 9 + 1)
    digit = digit if digit != sentence.number[0] else str(int(digit) % 9 + 1)
    return replace(sentence, number=digit + sentence.number[1:])


def _unit(random: Random, sentence: Sentence) -> Sentence:
    if "{sign}" in sentence.form:
        return replace(sentence, sign="€")
    return replace(sentence, unit=random.choice(UNITS[sentence.unit]))


def _hedge(random: Random, sentence: Sentence) -> Sentence:
    return replace(sentence, hedge=random.choice([hedge for hedge in HEDGES if hedge != sentence.hedge]))


def _speaker(random: Random, sentence: Sentence) -> Sentence:
    return replace(sentence, speaker=random.choice([name for name in SPEAKERS if name != sentence.speaker]))


_NUMBER_EDITS = {"value": _value, "unit": _unit, "hedge": _hedge, "speaker": _speaker}


def _reordered(random: Random, piece: Piece) -> Piece:
    return replace(piece, sentences=tuple(random.sample(piece.sentences, len(piece.sentences))))


def _typo(random: Random, piece: Piece) -> Piece:
    words = {
        "damaged": "damagd",
        "waiting": "waitting",
        "harbour": "harbor",
        "evacuated": "evacuatd",
        "district": "distrct",
        "reporters": "reportrs",
    }
    swaps = random.sample(sorted(words), 3)

    def written(text: str) -> str:
        for word in swaps:
            text = text.replace(word, words[word])
        return text

    return _also(piece, written)


def _spaced(random: Random, piece: Piece) -> Piece:
    return _also(
        piece, lambda text: text.replace(", said", ",\nsaid").replace(" the ", "  the ", 2).replace("\n\n", "\n\n\n", 1)
    )


def _quoted(random: Random, piece: Piece) -> Piece:
    return _also(piece, lambda text: text.replace("“", '"').replace("”", '"'))


def _also(piece: Piece, then: Callable[[str], str]) -> Piece:
    first = piece.written
    return replace(piece, written=lambda text: then(first(text)))


OTHERS: dict[str, Callable[[Random, Piece], Piece]] = {
    "reordered": _reordered,
    "typo": _typo,
    "spaced": _spaced,
    "quoted": _quoted,
    "headline": lambda random, piece: replace(piece, headline=random.choice(HEADLINES)),
    "footer": lambda random, piece: replace(piece, footer=random.choice(FOOTERS)),
    "filler": lambda random, piece: replace(piece, filler=random.choice(FILLERS)),
}
