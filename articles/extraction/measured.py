"""What stands behind an amount: "$1.3 trillion spending bill", "12 percent of voters", "3 percent jump in outlays"."""

from __future__ import annotations

from articles.extraction.circumstances import describe, is_time, own, place_of_tail, settle_time
from articles.extraction.clauses import governor, is_change_verb, predicate
from articles.extraction.dates import moment_before_preposition
from articles.extraction.drafts import Draft
from articles.extraction.lexicons import read_lexicon
from articles.extraction.phrases import Phrase, Tail, chunk_before, lemma, noun_phrase, tails
from articles.extraction.places import place_at
from articles.extraction.sights import Sight
from articles.extraction.tolls import article_before, subject_of, toll_before, topic
from articles.extraction.values import Span
from articles.extraction.words import Role

_RATE_ADVERBS = frozenset(read_lexicon("measures")["rate"]["adverbs"])
_CHANGE_NOUNS = {noun: kind for kind in ("up", "down") for noun in read_lexicon("things")["change"][kind]}
_COMPARED: dict[str, str] = read_lexicon("measures")["compared"]
_DIMENSIONS: dict[str, str] = read_lexicon("measures")["dimensions"]
_COMPARED_WITH = frozenset({"than", "the", "its", "that", "a"})


def compared(sight: Sight) -> Draft | None:
    """As in "$60 billion more than the $740 billion authorized": a difference, of the subject or of the number before."""
    words, at = sight.words, sight.end
    kind = _direction(sight)
    if at + 1 < len(words) and words[at].low in _COMPARED and words[at + 1].low in _COMPARED_WITH:
        kind = _COMPARED[words[at].low]
    if not kind:
        return None
    draft = _of_clause(sight)
    draft.change = kind
    draft.qualify("change")
    draft.because("comparative", Span(words[sight.at].start, words[sight.at].end))
    return draft


def _direction(sight: Sight) -> str:
    """As in ", down almost nine points": which way, "" when no "up" or "down" of its own stands before the number."""
    words, at = sight.words, sight.at - 1
    while at > 0 and words[at].low in (
        "almost",
        "nearly",
        "about",
        "some",
        "roughly",
        "just",
        "around",
        "over",
        "another",
    ):
        at -= 1
    if at < 1 or words[at].low not in ("up", "down") or words[at - 1].role is not Role.MARK:
        return ""
    return words[at].low


def _of_clause(sight: Sight) -> Draft:
    """What the clause is about: the number before, else the subject of the verb."""
    if sight.before and sight.before.head:
        return sight.before.continued()
    return toll_before(sight) or Draft()


def worth(sight: Sight) -> Draft | None:
    """As in "818 products worth $34 billion", "$50 billion worth of goods": the value of the noun."""
    words, at = sight.words, sight.end
    if at + 1 < len(words) and words[at].low == "worth" and words[at + 1].low == "of":
        phrase = noun_phrase(words, at + 2)
        return _noun(sight, phrase, "noun after worth of") if phrase else None
    ruled = governor(words, sight.at)
    if ruled.at > 0 and words[ruled.at].low == "worth":
        found = chunk_before(words, ruled.at)
        return _noun(sight, found, "noun before worth") if found else None
    return None


def direct(sight: Sight) -> Draft | None:
    """As in "a $1.3 trillion spending bill", "3 percent growth", "two-year investigation", "a 6.9 percent jump in outlays"."""
    words, at = sight.words, sight.end
    if at < len(words) and words[at].text == "-":
        at += 1
    if at >= len(words) or words[at].role not in (Role.NOUN, Role.PAST):
        return None
    if (
        words[at].low in _COMPARED
        or words[at].low in _RATE_ADVERBS
        or moment_before_preposition(words, at, sight.published)
    ):
        return None
    phrase = noun_phrase(words, at, of_amount=True)
    if phrase is None or not _belongs(sight, phrase):
        return None
    head = lemma(words[phrase.head])
    if head in _CHANGE_NOUNS:
        return _change(sight, phrase, head)
    return _noun(sight, phrase, "noun behind the amount")


def dimension(sight: Sight) -> Draft | None:
    """As in "the crater is 90 metres wide", "a 40-foot high wall", "a 17-year-old girl": the width, height or age of it."""
    words, at = sight.words, sight.end
    if at < len(words) and words[at].text == "-":
        at += 1
    low = words[at].low if at < len(words) else ""
    kept = _DIMENSIONS.get(low.rpartition("-")[2], "") if sight.kind in ("distance", "duration", "age") else ""
    if not kept:
        return None
    ruled = governor(words, sight.at)
    subject = subject_of(sight, ruled.at) if ruled.at >= 0 and is_change_verb(words[ruled.at]) else None
    phrase = noun_phrase(words, at + 1) or subject
    draft = (topic(sight, phrase, "noun of the dimension") if phrase else None) or Draft()
    draft.qualify(draft.head)
    of = f" of {draft.article or ('the ' if draft.core[:1].islower() else '')}{draft.core}" if draft.core else ""
    draft.head, draft.core, draft.action, draft.said = kept, kept + of, "", ""
    return draft


def _belongs(sight: Sight, phrase: Phrase) -> bool:
    """Whether the noun is one with the amount: a plural behind a plural unit is not ("20 percent voters")."""
    first = sight.words[phrase.first]
    return not (first.role is Role.PAST and phrase.end - phrase.first == 1)


def _change(sight: Sight, phrase: Phrase, head: str) -> Draft:
    words = sight.words
    inner = next(
        (
            tail
            for tail in tails(words, phrase.end)
            if tail.preposition in ("in", "of") and not is_time(words, tail, sight.published)
        ),
        None,
    )
    if inner:
        draft = _noun(sight, inner.phrase, "noun of the change")
    elif phrase.head > phrase.first:
        draft = _noun(sight, Phrase(phrase.first, phrase.head - 1, phrase.head), "noun of the change")
    elif head == "growth":
        draft = _noun(sight, phrase, "noun of the change")
    else:
        draft = toll_before(sight) or _of_clause(sight)
        _read_times(draft, sight, phrase.end)
    draft.change = _CHANGE_NOUNS[head]
    draft.qualify("change")
    return draft


def _read_times(draft: Draft, sight: Sight, at: int) -> None:
    settle_time(draft, sight.words, moment_before_preposition(sight.words, at, sight.published))


def _noun(sight: Sight, phrase: Phrase, rule: str) -> Draft:
    words = sight.words
    draft = Draft(head=lemma(words[phrase.head]))
    draft.core = sight.text[words[phrase.first].start : words[phrase.end - 1].end]
    draft.article = article_before(words, phrase.first)
    draft.because(rule, Span(words[phrase.first].start, words[phrase.end - 1].end))
    describe(draft, words, phrase, own(draft, words, phrase.first, phrase.end))
    _tails(draft, sight, phrase.end)
    return draft


def _tails(draft: Draft, sight: Sight, at: int) -> None:
    written: list[str] = []
    for tail in tails(sight.words, at):
        moment = is_time(sight.words, tail, sight.published)
        if moment:
            settle_time(draft, sight.words, moment)
            continue
        if not place_of_tail(draft, sight.words, tail):
            _qualify_with(draft, sight, tail)
        written.append(sight.text[sight.words[tail.at].start : sight.words[tail.phrase.end - 1].end])
    draft.tail = " ".join(written)


def _qualify_with(draft: Draft, sight: Sight, tail: Tail) -> None:
    if tail.preposition == "of":
        own(draft, sight.words, tail.phrase.first, tail.phrase.end)
    draft.qualify(*(lemma(sight.words[at]) for at in range(tail.phrase.first, tail.phrase.end)
                    if sight.words[at].role in (Role.NOUN, Role.GERUND)))  # fmt: skip


def part_of_whole(sight: Sight) -> Draft | None:
    """As in "12 percent of voters", "$250,000 in campaign funds", "2 feet of rain"."""
    words, at = sight.words, sight.end
    found = tails(words, at, 1)
    if not found or found[0].preposition not in ("of", "in") or is_time(words, found[0], sight.published):
        return None
    tail = found[0]
    if tail.preposition == "in" and (sight.kind != "money" or place_at(words, tail.phrase.first)):
        return None
    draft = _noun(sight, tail.phrase, "noun after of or in")
    if sight.kind == "percent":
        draft.qualify("share")
    said = predicate(words, tail.phrase.end)
    if said and said.action:
        draft.action, draft.said = said.action, said.said
        draft.because(said.rule, Span(words[said.first].start, words[said.end - 1].end), "action")
    return draft
