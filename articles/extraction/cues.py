"""The words that attribute, as the lexicon groups them."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from articles.extraction.lexicons import one_of, read_lexicon

_CUES = read_lexicon("cues")


class CueKind(StrEnum):
    """What a verb takes after it: speech a clause or quotation, finding a result, about the thing talked of."""

    SPEECH = "speech"
    FINDING = "finding"
    ABOUT = "about"


class Cue(NamedTuple):
    """A form of a cue verb: its kind and the verb's base form."""

    kind: CueKind
    lemma: str


CUE_FORMS: dict[str, Cue] = {
    form: Cue(kind, family.split()[0])
    for kind in (CueKind.ABOUT, CueKind.FINDING, CueKind.SPEECH)
    for family in _CUES[kind.value]
    for form in family.split()
}
PARTICLES: dict[str, frozenset[str]] = {verb: frozenset(words) for verb, words in _CUES["particles"].items()}
QUOTING = frozenset(_CUES["quoting"])
TELLING = frozenset(_CUES["telling"])
PAPER_ONLY = frozenset(_CUES["paper_only"])
NOUN_CUES = frozenset(_CUES["nouns"])
NOUN_LINKS = frozenset(_CUES["noun_links"])
NOT_OF_NUMBERS = frozenset(_CUES["not_of_numbers"])

_SPEAKING = [form for form, cue in CUE_FORMS.items() if cue.kind is CueKind.SPEECH]
SPEECH_WORD = re.compile(rf"\b(?:{one_of([*_SPEAKING, *_CUES['introducing']])})\b", re.IGNORECASE)


def has_particle(verb: str, following: str) -> bool:
    """Whether the verb attributes by the word behind it: ``has_particle("pointed", "out")``."""
    return following in PARTICLES.get(verb, ())
