"""Any number of short articles of several kinds, the same for the same number; the words of no two events are alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

MEDIA_TYPES = {"plain": "text/plain", "markdown": "text/markdown", "page": "text/html", "copy": "text/plain"}
# two articles an event; of eight articles one is a web page and one a copy of its neighbour
KINDS = ("plain", "plain", "markdown", "plain", "page", "plain", "plain", "copy")
SYLLABLES = [
    a + b
    for a in ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z"]
    for b in ("a", "e", "i", "o", "u")
]


@dataclass(frozen=True, slots=True)
class Story:
    """One article as it is handed in."""

    url: str
    kind: str
    text: str
    outlet: str
    published: str = "2026-03-02"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.kind]

    @property
    def raw(self) -> bytes:
        return _page(self.text).encode() if self.kind == "page" else self.text.encode()


def story(number: int, *, edition: int = 1, is_long: bool = False) -> Story:
    """The article of a number; a later edition says other numbers at the same address; a long one is a page of 600 words."""
    kind = "page" if is_long else KINDS[number % len(KINDS)]
    teller = number - 1 if kind == "copy" else number
    more = _filling(number) if is_long else ""
    return Story(
        f"https://herald.example/{number}",
        kind,
        _text(teller, kind, edition) + more,
        f"{_word(number % 40, 99).title()} Herald",
    )


def stories(count: int) -> Iterator[Story]:
    """The first ``count`` of them."""
    return map(story, range(count))


def _text(number: int, kind: str, edition: int) -> str:
    """Nearly every word is the event's own: thousands of articles that share words would be compared with each other."""
    event, own = number // 2, Random(number * 7 + edition)
    place, person, thing, other, *near = (_word(event, n) for n in range(12))
    said = f"said Ada {person.title()}" if own.random() < 0.5 else "the police said"
    return (
        f"{'# ' if kind == 'markdown' else ''}{thing.title()} {other} of {place.title()}\n\n"
        f"At least {20 + event % 700 + edition} {thing}s of {place.title()} were {other}ed on Monday, {said}. "
        f"{', '.join(map(str.title, near[:5]))} and {near[5].title()} lie near {near[6]} {near[7]} {place}.\n\n"
        f"The {other} of {person.title()} cost ${own.randrange(2, 90)}.{own.randrange(10)} million.\n"
    )


def _filling(number: int) -> str:
    chance = Random(number + 0.5)
    words = ["the", "of", "and", "was", "in", *(_word(number, place) for place in range(20, 80))]
    sentences = (" ".join(chance.choices(words, k=15)).capitalize() + "." for _ in range(38))
    return "\n" + "\n\n".join(" ".join(islice(sentences, 4)) for _ in range(9)) + "\n"


def _word(event: int, place: int) -> str:
    return "".join(Random(event * 100 + place).choices(SYLLABLES, k=4))


def _page(text: str) -> str:
    title, *paragraphs = text.strip().split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>All rights reserved 2026</footer></body></html>"
    )
