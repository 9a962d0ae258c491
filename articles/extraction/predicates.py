"""Words a predicate so that it can stand behind its noun: "men stabbed outside a club", "callers who rang"."""

from __future__ import annotations

from articles.extraction.clauses import Predicate
from articles.extraction.dates import may_open, moment_before_preposition
from articles.extraction.lexicons import read_lexicon
from articles.extraction.sights import Sight
from articles.extraction.words import Role

_PERSONS = frozenset(read_lexicon("things")["person"]["words"])
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_LONGEST = 8
_ENDS = (Role.MARK, Role.CLAUSE, Role.NUMBER, Role.CONJUNCTION)


def predicate_text(sight: Sight, said: Predicate, head: str) -> str:
    """The predicate of the noun ``head`` as it can stand behind it, "" when only auxiliaries are there.

    "were stabbed outside a club on Monday" gives "stabbed outside a club", "had kept no books" "that had kept no books".
    """
    words = sight.words
    first = said.first
    end = _end(sight, first)
    while first < end and (words[first].low in _BE or (first > said.first and words[first].role is Role.ADVERB)):
        first += 1
    if first >= end:
        return ""
    text = sight.text[words[first].start : words[end - 1].end]
    if (first > said.first and said.rule != "relative clause") or said.rule == "participle":
        return text
    relative = words[said.first - 1].low if said.rule == "relative clause" else ""
    return f"{relative or ('who' if head in _PERSONS else 'that')} {sight.text[words[said.first].start : words[end - 1].end]}"


def _end(sight: Sight, first: int) -> int:
    """Where the predicate that starts at word ``first`` ends: before a mark, clause, number or time."""
    words = sight.words
    end = first
    while end < min(len(words), first + _LONGEST) and words[end].role not in _ENDS:
        if end > first and may_open(words[end].low) and moment_before_preposition(words, end, sight.published):
            break
        end += 1
    if end == first + _LONGEST:
        end = max((at for at in range(first + 2, end) if words[at].role is Role.PREPOSITION), default=end)
    while end > first and words[end - 1].role in (Role.PREPOSITION, Role.DETERMINER, Role.PRONOUN):
        end -= 1
    return end
