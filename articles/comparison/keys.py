"""Keys by which a database finds the few statements and figures that a new statement may belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from articles.comparison.features import Profile, profile
from articles.comparison.values import Statement
from articles.comparison.words import lexicon, tokens

_TOPIC_TERMS = 24
_TOPIC_KEYS = 4
_NAME_GAIN = 2
_TITLE_GAIN = 3


def topic_terms(title: str, text: str) -> tuple[str, ...]:
    """The salient terms of an article, most salient first, at most 24 stems; empty for an empty text.

    Names count double and words of the title more: ``("tariff", "china", "washington", ...)``. Store them with the
    revision: they say which event its statements belong to.
    """
    lex, weight = lexicon(), Counter[str]()
    for n, part in enumerate((title, text)):
        for token in tokens(part):
            if not token.is_number and len(token.stem) > 2 and token.stem not in lex.stop:
                weight[token.stem] += _TITLE_GAIN if n == 0 else _NAME_GAIN if token.is_name else 1
    return tuple(term for term, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:_TOPIC_TERMS])


def figure_keys(statement: Statement) -> tuple[str, ...]:
    """At most a dozen index keys of a statement; two statements of one figure share at least one almost always.

    A key joins what is counted (dimension, noun, action) with a word that is seldom: a term of the article's topic or
    a place, owner or name of the sentence. The value is in no key.
    """
    return tuple(dict.fromkeys(_keys(profile(statement))))[:12]


def _keys(p: Profile) -> Iterator[str]:
    what = "person" if p.is_person else p.dimension
    subject, topic = p.statements[0].subject, p.statements[0].topic
    for term in topic[:_TOPIC_KEYS]:
        yield f"{what}|{p.action or '-'}|{term}"
    for noun in p.counted[:2]:
        for term in topic[:_TOPIC_KEYS]:
            yield f"{noun}|{term}"
    for place in (subject.owner, subject.place):
        if place:
            yield f"{'|'.join(p.counted[:1])}|{place.lower()}"
