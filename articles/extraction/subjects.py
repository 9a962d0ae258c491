"""For each number of a text, what it counts: the one public verb of the subject rooms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from articles.extraction.amounts import amount
from articles.extraction.circumstances import locate
from articles.extraction.counts import MULTIPLES, counted
from articles.extraction.drafts import Draft, finish
from articles.extraction.intent import intend
from articles.extraction.sights import Sight, unit_of
from articles.extraction.values import Measure, Quantity, Span, Subject
from articles.extraction.words import Role, Word, words_of

_NOT_TAKEN_OVER = frozenset({"duration", "age"})


def find_subjects(
    text: str, sentences: Sequence[Span], quantities: Sequence[Quantity], published: date | None = None
) -> tuple[Subject, ...]:
    """What each quantity counts, one subject a quantity in the same order; nothing known gives an empty Subject.

    ``"The attack killed 35 people and injured more than 100."`` gives people killed and people injured. ``published``
    turns "last year" and "Wednesday" into a year and a day.
    """
    found: dict[int, Subject] = {}
    drafts: dict[str, Draft] = {}
    last = -2
    for number, sentence, held in _by_sentence(sentences, quantities):
        if number > last + 1:
            drafts = {}
        last = number
        words = words_of(text, sentence, [quantities[index] for index in held])
        found.update(_read(text, words, held, quantities, published, drafts))
    return tuple(found.get(index, Subject()) for index in range(len(quantities)))


def _by_sentence(sentences: Sequence[Span], quantities: Sequence[Quantity]) -> Iterator[tuple[int, Span, list[int]]]:
    """Each sentence that holds quantities, with its number and the indexes of its quantities in text order."""
    starts = [sentence.start for sentence in sentences]
    held: dict[int, list[int]] = {}
    for index, quantity in enumerate(quantities):
        at = bisect_right(starts, quantity.span.start) - 1
        if at >= 0 and sentences[at].meets(quantity.span):
            held.setdefault(at, []).append(index)
    for at in sorted(held):
        yield at, sentences[at], sorted(held[at], key=lambda index: quantities[index].span)


def _read(
    text: str,
    words: Sequence[Word],
    held: Sequence[int],
    quantities: Sequence[Quantity],
    published: date | None,
    drafts: dict[str, Draft],
) -> Iterator[tuple[int, Subject]]:
    """The subjects of one sentence; ``drafts`` holds the last draft of each sort and is carried on."""
    places = [at for at, word in enumerate(words) if word.role is Role.NUMBER]
    starts = {words[at].start: at for at in places}
    inside: set[str] = set()
    previous_end = -9
    latest: Draft | None = None
    for index in held:
        at = starts.get(quantities[index].span.start)
        if at is None:
            continue
        kind, unit, end = unit_of(words, at, quantities[index])
        sort = kind or "count"
        sight = Sight(
            text,
            words,
            at,
            end,
            kind,
            unit,
            quantities[index],
            published,
            drafts.get(sort),
            sort not in inside,
            previous_end,
            latest,
        )
        draft = _draft(sight)
        if _is_share(quantities[index]) and draft.change is None and draft.head:
            draft.qualify("share")
        locate(draft, words, at, end, published)
        intend(draft, sight)
        if sort not in _NOT_TAKEN_OVER and draft.head:
            drafts[sort] = draft
            inside.add(sort)
        previous_end, latest = end, draft
        yield index, finish(draft)


def _is_share(quantity: Quantity) -> bool:
    """Whether the number is a part of a whole ("one in five"), not a multiple ("twice")."""
    return quantity.measure is Measure.RATIO and not quantity.surface.lower().removeprefix("a ").startswith(MULTIPLES)


def _draft(sight: Sight) -> Draft:
    return amount(sight) if sight.kind else counted(sight)
