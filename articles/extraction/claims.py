"""Joins everything: the numeric claims of a text, each with its subject and who carries it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date

from articles.extraction.attribution import attribute
from articles.extraction.dollars import settle_dollars
from articles.extraction.measures import measure_of
from articles.extraction.quantities import find_quantities
from articles.extraction.sentences import split_sentences
from articles.extraction.subjects import find_subjects
from articles.extraction.values import FoundClaim, Quantity, Span

VERSION = "1"


def find_claims(
    text: str, *, published: date | None = None, outlet: str = "", title: str = ""
) -> tuple[FoundClaim, ...]:
    """The numeric claims of ``text`` in text order.

    ``published`` dates what the text says relative to its own day ("yesterday"), ``outlet`` may tell whose dollars are
    meant, ``title`` is no part of the text's offsets. A text without numbers gives none;
    odd text never raises.
    """
    quantities = settle_dollars(text, find_quantities(text), outlet)
    if not quantities:
        return ()
    sentences = split_sentences(text)
    subjects = find_subjects(text, sentences, quantities, published)
    attributions = attribute(text, sentences, [quantity.span for quantity in quantities])
    starts = [sentence.start for sentence in sentences]
    return tuple(
        FoundClaim(
            replace(quantity, measure=measure_of(quantity, subject)),
            _sentence(sentences, starts, quantity),
            subject,
            attribution,
        )
        for quantity, subject, attribution in zip(quantities, subjects, attributions, strict=True)
    )


def _sentence(sentences: tuple[Span, ...], starts: list[int], quantity: Quantity) -> Span:
    """The sentence that holds the quantity's first character; the quantity's own span when none does."""
    index = bisect_right(starts, quantity.span.start) - 1
    return sentences[index] if index >= 0 and sentences[index].end > quantity.span.start else quantity.span
