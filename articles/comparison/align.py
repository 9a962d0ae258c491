"""Whether two statements measure the same thing, and which statements belong to one figure.

The score is a logistic sum of named evidence (evidence.py). The weights are data (weights.py). An equal number
alone never reaches the joining score.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp

from articles.comparison.clusters import cluster
from articles.comparison.evidence import evidence, is_comparable
from articles.comparison.features import Profile, merge, profile
from articles.comparison.reasons import reasons
from articles.comparison.values import Grouping, Match, Membership, Statement
from articles.comparison.weights import BIAS, WEIGHTS

_REPRESENTATIVES = 8
_MOST_NEAR = 20


def score(a: Profile, b: Profile) -> float:
    """The probability that two profiled statements measure the same thing; 0 where they cannot be compared."""
    if not is_comparable(a, b):
        return 0.0
    total = BIAS + sum(WEIGHTS.get(name, 0.0) * value for name, value in evidence(a, b).items())
    return 1.0 / (1.0 + exp(-total))


def align(statement: Statement, other: Statement) -> Match:
    """How well two statements match and why: ``Match("s2", 0.93, ("same subject: troop", "7 days apart"))``."""
    a, b = profile(statement), profile(other)
    return Match(other.id, round(score(a, b), 4), reasons(a, b))


def assign(statement: Statement, figures: Mapping[str, Sequence[Statement]]) -> tuple[Match, ...]:
    """The figures among the candidates that a statement may belong to, best first, those under SUGGEST left out.

    ``figures`` maps a figure's id to some of its statements; at most eight of each are looked at, so the cost depends
    on the number of candidates only. Fetch the candidates by :func:`articles.comparison.keys.figure_keys`.
    """
    mine = profile(statement)
    matches = (_against(mine, figure, members[:_REPRESENTATIVES]) for figure, members in figures.items() if members)
    return tuple(sorted((m for m in matches if m.is_suggestion), key=lambda m: (-m.score, m.figure)))


def _against(mine: Profile, figure: str, members: Sequence[Statement]) -> Match:
    whole = merge([profile(s) for s in members])
    return Match(figure, round(score(mine, whole), 4), reasons(mine, whole))


def settle(
    statements: Sequence[Statement], figures: Mapping[str, Sequence[Statement]], near: Mapping[str, Sequence[str]]
) -> dict[str, Match]:
    """Where each statement of an article belongs, all weighed together: surer than one :func:`assign` after another.

    ``near`` names by statement id the candidate figures, those that share most keys with it first; only the first twenty
    are looked at, so the cost does not grow with the stock. The answer
    maps every statement id to its Match; statements that found a figure of their own share one named ``"new 0"``,
    ``"new 1"``... Figures given are never merged with one another.
    """
    profiles = [profile(s) for s in statements]
    close = {s.id: frozenset(near.get(s.id, ())[:_MOST_NEAR]) for s in statements}
    wanted = frozenset().union(*close.values())
    known = {f: [profile(s) for s in told[:_REPRESENTATIVES]] for f, told in figures.items() if told and f in wanted}
    clusters = cluster(profiles, [(held, _at(statements, close, f)) for f, held in known.items()], score)
    names = list(known)
    placed: dict[str, Match] = {}
    fresh = 0
    for held, fixed in clusters:
        name = names[fixed] if fixed is not None else f"new {fresh}"
        fresh += fixed is None
        for n in held:
            placed[statements[n].id] = _placed(
                profiles[n], name, [profiles[m] for m in held if m != n], known.get(name, [])
            )
    return placed


def _at(statements: Sequence[Statement], near: Mapping[str, Collection[str]], figure: str) -> frozenset[int]:
    return frozenset(n for n, s in enumerate(statements) if figure in near.get(s.id, ()))


def _placed(mine: Profile, name: str, others: Sequence[Profile], figure: Sequence[Profile]) -> Match:
    against = [*others, *figure]
    if not against:
        return Match(name, 1.0, ("first report of this figure",))
    best = max(against, key=lambda other: score(mine, other))
    return Match(name, round(score(mine, best), 4), reasons(mine, best))


def group(statements: Iterable[Statement]) -> tuple[Grouping, ...]:
    """The figures of one event or batch, each with its members, in the order of their first statement."""
    profiles = [profile(s) for s in statements]
    clusters = sorted(held for held, _ in cluster(profiles, (), score))
    return tuple(_grouping([profiles[n] for n in held]) for held in clusters)


def _grouping(profiles: Sequence[Profile]) -> Grouping:
    first = profiles[0].statements[0]
    definition = (
        first.subject.phrase or " ".join((first.unit or " ".join(profiles[0].counted), profiles[0].action)).strip()
    )
    return Grouping(definition, tuple(_membership(p, profiles) for p in profiles))


def _membership(p: Profile, profiles: Sequence[Profile]) -> Membership:
    others = [q for q in profiles if q is not p]
    if not others:
        return Membership(p.statements[0].id, 1.0)
    best = max(others, key=lambda q: score(p, q))
    return Membership(p.statements[0].id, round(score(p, best), 4), reasons(p, best))
