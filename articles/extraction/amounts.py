"""The subject of an amount with a unit (money, percent, miles, years): what the amount is of, from both sides of it."""

from __future__ import annotations

from articles.extraction.circumstances import own
from articles.extraction.clauses import governor, predicate, start_of_verb, verb_action
from articles.extraction.dates import moment_before_preposition
from articles.extraction.distances import distance
from articles.extraction.drafts import Draft
from articles.extraction.inflection import participle, singular, verb_of
from articles.extraction.lexicons import read_lexicon
from articles.extraction.measured import compared, dimension, direct, part_of_whole, worth
from articles.extraction.phrases import Phrase, chunk_before, lemma, noun_phrase, phrase_before
from articles.extraction.rulers import possessor, worded_cause
from articles.extraction.sights import Sight
from articles.extraction.tolls import article_before, toll_before, topic
from articles.extraction.values import Span
from articles.extraction.words import Role

_RATE = read_lexicon("measures")["rate"]
_PER = frozenset(_RATE["words"])
_TIMES = frozenset(_RATE["times"])
_RATE_ADVERBS = frozenset(_RATE["adverbs"])
_PURPOSES = frozenset({"for", "to", "on", "toward", "towards", "from", "against", "into"})
_STRETCHES = frozenset({"in", "of", "after", "before", "from", "without", "with", "at", "on"})
_OWN_NOUNS = {"money": "money", "percent": "share"}


def amount(sight: Sight) -> Draft:
    """The draft subject of an amount: "The unemployment rate fell to 3.8 percent" gives head "rate"."""
    right = (
        compared(sight) or dimension(sight) or distance(sight) or worth(sight) or direct(sight) or part_of_whole(sight)
    )
    left = None if right and not _is_weak(right) else toll_before(sight)
    draft = left if left and (right is None or _is_weak(right)) else right
    draft = draft or Draft()
    if right is not None and draft is not right:
        draft.qualify(right.head, *(q for q in right.qualifiers if q != "share" or draft.change is None))
    if draft is not left:
        _govern(draft, sight)
    is_governed = bool(draft.action)
    possessor(draft, sight)
    _participle(draft, sight)
    _purpose(draft, sight)
    _rate(draft, sight)
    _unsaid(draft, sight, is_governed=is_governed)
    return draft


def _is_weak(draft: Draft) -> bool:
    """Whether the noun behind the amount only says of what whole it is a share, or nothing."""
    return "share" in draft.qualifiers or not draft.head


def _govern(draft: Draft, sight: Sight) -> None:
    """The verb before the amount: "raised $21,500", "sentenced to 19 years"."""
    ruled = governor(sight.words, sight.at)
    if ruled.at < 0 or draft.action:
        return
    at = _verb_before(sight, ruled.at) if ruled.preposition in ("", "to", "at", "with", "for") else -1
    if at < 0 or (ruled.preposition == "for" and verb_action(sight.words[at]) not in ("sell", "buy")):
        return
    word = sight.words[at]
    draft.action, draft.said = verb_action(word), participle(verb_of(word.low))
    draft.because("verb before the number", Span(word.start, word.end), "action")
    subject = phrase_before(sight.words, start_of_verb(sight.words, at))
    if ruled.preposition == "for" and at < ruled.at:
        _bought(draft, sight, ruled.at)
        return
    if subject is None:
        return
    own(draft, sight.words, subject.first, subject.end)
    if not draft.head and sight.words[subject.head].role is Role.NOUN:
        _by(draft, sight, subject)


def _bought(draft: Draft, sight: Sight, at: int) -> None:
    """As in "bought the brewery for $3 million": the price of the object, which ends with word ``at``."""
    found = chunk_before(sight.words, at + 1)
    draft.said = ""
    if found and not draft.head:
        draft.head = lemma(sight.words[found.head])
        draft.core = (
            f"price of {article_before(sight.words, found.first)}"
            + sight.text[sight.words[found.first].start : sight.words[found.end - 1].end]
        )


def _participle(draft: Draft, sight: Sight) -> None:
    """As in "the $740 billion authorized for fiscal year 2022"."""
    said = predicate(sight.words, sight.end) if not draft.action else None
    if said and said.action and said.rule == "participle" and said.said:
        draft.action, draft.said = said.action, said.said
        draft.because(said.rule, Span(sight.words[said.first].start, sight.words[said.end - 1].end), "action")


def _verb_before(sight: Sight, at: int) -> int:
    """The verb at ``at``, or before the person or body that is paid: "repaid the campaign about $60,000"; -1 for none."""
    words = sight.words
    for index in range(at, max(-1, at - 5), -1):
        word = words[index]
        is_noun = word.role is Role.NOUN and index and words[index - 1].role is Role.DETERMINER
        if verb_action(word) and not is_noun:
            return index
        if word.role not in (Role.NOUN, Role.DETERMINER):
            return -1
    return -1


def _by(draft: Draft, sight: Sight, subject: Phrase) -> None:
    """Reads the subject of the verb: what costs or is sold, else who does it."""
    priced = _price(draft.action, sight, subject.end)
    found = topic(sight, subject, "subject of the price") if priced else None
    if found:
        draft.head, draft.owner, draft.said = found.head, found.owner, ""
        draft.core = f"{priced} of {found.article}{found.core}"
        draft.qualify(*found.qualifiers)
    elif not priced:
        draft.qualify(lemma(sight.words[subject.head]))
        draft.cause = worded_cause(sight, subject)


def _price(action: str, sight: Sight, verb: int) -> str:
    """What the amount is of the subject: its cost, the price it was sold for, or "" for neither."""
    if action == "cost":
        return "cost"
    is_passive = sight.words[verb].low in ("is", "are", "was", "were", "been", "be")
    return "price" if action in ("sell", "buy") and is_passive else ""


def _purpose(draft: Draft, sight: Sight) -> None:
    """As in "$4 billion to hire more police officers", "$445 million for levee fencing": what it is for."""
    words = sight.words
    at = sight.end
    if draft.change is not None or at >= len(words) or words[at].low not in _PURPOSES:
        return
    if words[at].low == "to" and at + 1 < len(words) and verb_action(words[at + 1]) and not draft.action:
        draft.action = verb_action(words[at + 1])
        draft.because("purpose", Span(words[at].start, words[at + 1].end), "action")
    start = at + 1
    while (
        start < len(words)
        and start < at + 4
        and (words[start].role in (Role.DETERMINER, Role.NUMBER, Role.VERB, Role.GERUND) or verb_action(words[start]))
    ):
        start += 1
    phrase = noun_phrase(words, start)
    if phrase is None or moment_before_preposition(words, at, sight.published):
        return
    draft.qualify(*(lemma(words[index]) for index in range(phrase.first, phrase.end) if words[index].role is Role.NOUN))
    draft.tail = draft.tail or sight.text[words[at].start : words[phrase.end - 1].end]


def _rate(draft: Draft, sight: Sight) -> None:
    """As in "a barrel", "per day", "annually": an amount for each."""
    words, at = sight.words, sight.end
    if at + 1 < len(words) and words[at].low in _PER and words[at + 1].low in _TIMES:
        draft.qualify("rate", f"per {singular(words[at + 1].low)}")
    elif at < len(words) and words[at].low in _RATE_ADVERBS:
        draft.qualify("rate", words[at].low)


def _is_level(sight: Sight) -> bool:
    """Whether "to", "at" or "than the" stands before the amount, so that it is a level."""
    near = [word.low for word in sight.words[max(0, sight.at - 2) : sight.at]]
    if near in (["than", "the"], ["than", "its"], ["than", "a"]):
        return True
    ruled = governor(sight.words, sight.at)
    return ruled.preposition in ("to", "at") or (ruled.at >= 0 and sight.words[ruled.at].low in ("total", "level"))


def _unsaid(draft: Draft, sight: Sight, *, is_governed: bool) -> None:
    """What nothing in its own clause says is taken from the number before, else the unit names it."""
    before = sight.before
    if draft.head:
        return
    if before and before.head and not is_governed and not sight.is_next_sentence:
        draft.head, draft.core = before.head, before.core
        draft.owner, draft.place = draft.owner or before.owner, draft.place or before.place
        is_level = _is_level(sight)
        draft.qualify(
            *(
                q
                for q in before.qualifiers
                if q not in ("previous", "part", "rate") and not (is_level and q == "change")
            )
        )
        draft.change = None if is_level else before.change
        if governor(sight.words, sight.at).preposition == "from":
            draft.qualify("previous")
        draft.because("noun of the number before")
        return
    draft.head = _OWN_NOUNS.get(sight.kind) or singular(sight.unit.lower())
    draft.core = "" if draft.change is not None else (sight.unit if sight.kind == "duration" else draft.head)
    draft.because("unit")
    if sight.kind == "duration":
        _stretch(draft, sight)


def _stretch(draft: Draft, sight: Sight) -> None:
    """As in "10 years in prison", "two weeks after the storm": what the time is spent in or counted from."""
    words, at = sight.words, sight.end
    while at < len(words) and words[at].role is Role.ADVERB:
        at += 1
    if at >= len(words) or words[at].low not in _STRETCHES or moment_before_preposition(words, at, sight.published):
        return
    phrase = noun_phrase(words, at + 1)
    if phrase:
        draft.tail = sight.text[words[sight.end].start : words[phrase.end - 1].end]
        draft.qualify(*(lemma(word) for word in words[phrase.first : phrase.end] if word.role is Role.NOUN))
