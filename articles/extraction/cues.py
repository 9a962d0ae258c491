"""The words that attribute, as the lexicon groups them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from articles.extraction.lexicons import one_of, read_lexicon

_CUES = read_lexicon("cues")


class CueKind(StrEnum):
    """What a verb takes after it: speech a clause or quotation, finding a result, about the thing talked of."""

    SPEECH = "speech"
    FINDING = "finding"
    ABOUT = "about"


def _forms(kind: CueKind) -> Iterator[tuple[str, tuple[CueKind, str]]]:
    for family in _CUES[kind.value]:
        forms = family.split()
        for form in forms:
            yield form, (kind, forms[0])


CUE_FORMS: dict[str, tuple[CueKind, str]] = {
    form: cue for kind in (CueKind.ABOUT, CueKind.FINDING, CueKind.SPEECH) for form, cue in _forms(kind)
}
PARTICLES: dict[str, frozenset[str]] = {verb: frozenset(words) for verb, words in _CUES["particles"].items()}
SPEECH_WORD = re.compile(
    rf"\b(?:{one_of(form for form, _ in _forms(CueKind.SPEECH))}|follow(?:s|ing|ed)?|according to|statement|comment|remarks?)\b", re.IGNORECASE
)
