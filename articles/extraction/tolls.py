"""A number as the value of a noun before it: "the death toll rose to 41", "troop levels have reached over 100,000"."""

from __future__ import annotations

from collections.abc import Sequence

from articles.extraction.circumstances import describe, own, place_of_tail, settle_time
from articles.extraction.clauses import governor, is_change_verb, start_of_verb
from articles.extraction.dates import moment_at
from articles.extraction.drafts import Draft
from articles.extraction.inflection import change_of, is_transitive_change
from articles.extraction.lexicons import read_lexicon
from articles.extraction.phrases import Phrase, chunk_before, lemma, noun_phrase, phrase_before, tails
from articles.extraction.sights import Sight
from articles.extraction.values import Span
from articles.extraction.words import Role, Word

_TOLLS: dict[str, str] = read_lexicon("actions")["tolls"]
_THINGS = read_lexicon("things")
_AMOUNTS = frozenset(_THINGS["amount"]["words"])
_EMPTY = frozenset(_THINGS["empty"]["words"])
_CHANGE_NOUNS = {noun: kind for kind in ("up", "down") for noun in _THINGS["change"][kind]}
_RELATIVES = frozenset({"which", "that", "who"})
_LONGEST_LABEL = 6
_OF_VALUE = frozenset({"of", "at", "to", "by", "from", "with"})


def toll_before(sight: Sight) -> Draft | None:
    """The draft of the noun whose value the number is, None when no verb or preposition of value stands between."""
    ruled = governor(sight.words, sight.at)
    if ruled.at < max(0, sight.previous_end):
        return None
    word = sight.words[ruled.at]
    if word.role is Role.MARK:
        return label_before(sight)
    if is_change_verb(word) and _changes_subject(sight, word, ruled.preposition):
        found = subject_of(sight, ruled.at)
        draft = topic(sight, found, "value of the subject") if found else _pronoun(sight, ruled.at)
        if draft:
            _mark_change(draft, word, ruled.preposition)
        return draft
    if ruled.preposition in _OF_VALUE and word.role in (Role.NOUN, Role.STATE, Role.GERUND):
        near = chunk_before if ruled.preposition == "of" else phrase_before
        found = near(sight.words, ruled.at + 1)
        draft = topic(sight, found, "value of the noun before") if found else None
        if draft and ruled.preposition == "from":
            draft.qualify("previous")
        return draft
    return None


def _pronoun(sight: Sight, verb: int) -> Draft | None:
    """As in "it was $19.9 trillion": what the number before is of, when a pronoun is the subject."""
    start = start_of_verb(sight.words, verb)
    is_pronoun = start > 0 and sight.words[start - 1].low in ("it", "they", "this", "that", "which", "these")
    if not (is_pronoun and sight.before and sight.before.head):
        return None
    draft = sight.before.continued()
    draft.qualify(
        *(q for q in sight.before.qualifiers if q not in ("change", "previous", "part", "forecast", "planned"))
    )
    draft.because("pronoun", Span(sight.words[start - 1].start, sight.words[start - 1].end))
    return draft


def _changes_subject(sight: Sight, word: Word, preposition: str) -> bool:
    """Whether the amount is the subject's: not in "raised $20,000", which is of no family's size."""
    if preposition in ("by", "to", "from", "at") or not is_transitive_change(word.low):
        return True
    return sight.kind == "percent" or (sight.kind != "" and change_of(word.low) == "level")


def _mark_change(draft: Draft, word: Word, preposition: str) -> None:
    """Marks "rose 3 percent" and "rose by 3" as changes, "rose from 3" as the level before; "rose to 3" is the level."""
    if preposition == "from" and not word.low.startswith("revis"):
        draft.qualify("previous")
    elif change_of(word.low) in ("up", "down") and preposition in ("", "by"):
        draft.change = change_of(word.low)
        draft.qualify("change")


def subject_of(sight: Sight, verb: int) -> Phrase | None:
    """The subject of the verb at word ``verb``, over an aside, a relative pronoun or a clause: None when none is near."""
    words = sight.words
    start = start_of_verb(words, verb)
    if words[verb].role is Role.GERUND and start == verb and verb and words[verb - 1].text == ",":
        start = _first_verb(sight, verb - 1)
    end = _behind_aside(sight, start)
    is_relative = start - end == 1 and words[end].low in _RELATIVES
    return (chunk_before(words, end) if is_relative else None) or phrase_before(words, end)


def _first_verb(sight: Sight, end: int) -> int:
    """Where the verb of the main clause starts, for a participle behind a comma: "Investment fell, slipping 3 percent"."""
    first = max(0, end - 25)
    for at in range(first, end):
        word = sight.words[at]
        if word.role in (Role.AUXILIARY, Role.VERB) or is_change_verb(word):
            return at
    return end


def _behind_aside(sight: Sight, at: int) -> int:
    """Where the subject ends when an aside between commas stands before the verb."""
    words = sight.words
    if at <= 0:
        return at
    if words[at - 1].low in _RELATIVES:
        at -= 1
        return at - 1 if at > 0 and words[at - 1].text == "," else at
    if words[at - 1].text != ",":
        return at
    for index in range(at - 2, max(0, at - 18), -1):
        if words[index].text == ",":
            return index
    return at


def article_before(words: Sequence[Word], first: int) -> str:
    """Gives "the " when a determiner stands before word ``first``, else ""."""
    return "the " if first and words[first - 1].role is Role.DETERMINER else ""


def label_before(sight: Sight) -> Draft | None:
    """As in "Exports: +6%", "- tunnels: €1.8 billion": the number is the value of the words before the colon."""
    words, at = sight.words, sight.at - 1
    while at > 0 and words[at].text in ("+", "-", "–", "−"):
        at -= 1
    if at < 1 or words[at].text != ":":
        return None
    found = phrase_before(words, at)
    return (
        topic(sight, found, "label before the number") if found and found.end - found.first <= _LONGEST_LABEL else None
    )


def topic(sight: Sight, found: Phrase, rule: str) -> Draft | None:
    """A draft about the noun phrase ``found``: nouns of an amount hand over to what they are an amount of."""
    words = sight.words
    draft = Draft()
    moment = moment_at(words, found.first, sight.published)
    if moment and moment.end <= found.head:
        settle_time(draft, words, moment)
        is_apart = any(word.role is Role.PREPOSITION for word in words[max(0, found.first - 2) : found.first])
        found = found._replace(first=moment.end) if is_apart else found
    head = lemma(words[found.head])
    core = noun_phrase(words, found.first)
    core_end = found.head + 1 if core is None else max(found.head + 1, core.end)
    taken = own(draft, words, found.first, core_end)
    draft.core = sight.text[words[found.first].start : words[found.end - 1].end]
    draft.article = article_before(words, found.first)
    draft.because(rule, Span(words[found.first].start, words[found.end - 1].end))
    whole = f"{words[found.head - 1].low} {head}" if found.head > found.first else head
    draft.head = head
    draft.action = _TOLLS.get(whole) or _TOLLS.get(head, "")
    describe(draft, words, found._replace(end=found.head + 1), taken)
    if head in _CHANGE_NOUNS:
        draft.change = ""
        draft.qualify("change")
    _follow(draft, sight, found)
    if draft.action:
        draft.head = "person"
        draft.qualifiers = [q for q in draft.qualifiers if q not in _TOLLS]
    elif head in _AMOUNTS or head in _CHANGE_NOUNS:
        _hand_over(draft, head)
    return draft


def _follow(draft: Draft, sight: Sight, found: Phrase) -> None:
    """The "of" and "in" phrases of the noun, as what it is an amount of or as limits."""
    for tail in tails(sight.words, found.head + 1):
        if tail.phrase.end > found.end:
            break
        if not place_of_tail(draft, sight.words, tail):
            own(draft, sight.words, tail.phrase.first, tail.phrase.end)
            inner = lemma(sight.words[tail.phrase.head])
            if tail.preposition in ("of", "in") and (draft.head in _AMOUNTS or draft.head in _CHANGE_NOUNS):
                draft.qualifiers.insert(0, inner)
                draft.action = draft.action or _TOLLS.get(inner, "")
            draft.qualify(
                *(
                    lemma(sight.words[at])
                    for at in range(tail.phrase.first, tail.phrase.end)
                    if sight.words[at].role is Role.NOUN
                )
            )


def _hand_over(draft: Draft, head: str) -> None:
    """As in "troop levels": the levels are of troops, so "troop" is what is counted."""
    things = [q for q in draft.qualifiers if q not in ("change", "previous") and q not in _EMPTY]
    if things:
        draft.head = things[0]
        draft.qualifiers = [q for q in draft.qualifiers if q != draft.head]
