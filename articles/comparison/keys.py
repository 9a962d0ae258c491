"""Keys by which a database finds the few statements and figures that a new statement may belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from articles.comparison.features import Profile, profile
from articles.comparison.values import Statement
from articles.comparison.words import Lexicon, counted_words, lexicon, stem

_TOPIC_TERMS = 24
_TERMS_OF_A_NOUN = 6
_TERMS_OF_A_NUMBER = 4
_TERMS_OF_A_SORT = 12
_MOST_KEYS = 40
_UNUSUAL = 2  # digits
_NAME_GAIN = 2
_TITLE_GAIN = 3


def topic_terms(title: str, text: str) -> tuple[str, ...]:
    """The salient terms of an article, most salient first, at most 24 stems; empty for an empty text.

    Names count double and words of the title more: ``("tariff", "china", "washington", ...)``. Store them with the
    revision: they say which event its statements belong to.
    """
    lex, weight = lexicon(), Counter[str]()
    for n, part in enumerate((title, text)):
        for word, times in counted_words(part).items():
            if _is_salient(term := stem(word), lex):
                weight[term] += times * (_TITLE_GAIN if n == 0 else _NAME_GAIN if word[0].isupper() else 1)
    return tuple(term for term, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:_TOPIC_TERMS])


def _is_salient(term: str, lex: Lexicon) -> bool:
    """Whether a word can tell one event from another: no fate ("killed") and no kind of people ("officer")."""
    common = term in lex.stop or term in lex.person or term in lex.actions or term in lex.kinds
    return len(term) > 2 and not common


def figure_keys(statement: Statement) -> tuple[str, ...]:
    """At most forty index keys of a statement, the most selective first; statements of one figure share one nearly always.

    A key joins what is counted (noun, action or only its sort) or an unusual number with a salient term of the article,
    so that a look-up in the index brings statements of the same event: ``"kill|ister"``, ``"people|ister"``. Short articles
    on one event may share few terms, so the sort goes with twelve. Sharing a key joins nothing: :func:`settle` decides.
    """
    return tuple(dict.fromkeys(_keys(profile(statement))))[:_MOST_KEYS]


def _keys(p: Profile) -> Iterator[str]:
    statement = p.statement
    topic = statement.topic
    if statement.value is not None and len(statement.value.normalize().as_tuple().digits) >= _UNUSUAL:
        number = f"{p.dimension}={statement.value.normalize():f}"
        yield from (f"{number}|{term}" for term in topic[:_TERMS_OF_A_NUMBER])
    for what in dict.fromkeys((p.action, p.head, *p.counted[:1])):
        if what:
            yield from (f"{what}|{term}" for term in topic[:_TERMS_OF_A_NOUN])
    for where in sorted(p.places | p.owners)[:2]:
        yield f"{p.head or p.action or p.sort}|{where}"
    yield from (f"{p.sort}|{term}" for term in topic[:_TERMS_OF_A_SORT])
