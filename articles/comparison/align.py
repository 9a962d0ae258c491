"""Whether two statements measure the same thing, and which statements belong to one figure.

The score is a logistic sum of named evidence (evidence.py). The weights are data (weights.py). An equal number
alone never reaches the joining score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log

from articles.comparison.clusters import cluster
from articles.comparison.evidence import evidence, is_comparable
from articles.comparison.features import Profile, profile
from articles.comparison.reasons import reasons
from articles.comparison.values import JOIN, Grouping, Match, Membership, Statement
from articles.comparison.weights import BIAS, REFUSED, WEIGHTS

_REPRESENTATIVES = 12
ALONE = 0.6  # what statements of one article need that no other article stands between


def weigh(a: Profile, b: Profile) -> float:
    """The log-odds that two profiled statements measure the same thing; REFUSED where they cannot be compared."""
    if not is_comparable(a, b):
        return REFUSED
    return BIAS + sum(WEIGHTS.get(name, 0.0) * value for name, value in evidence(a, b).items())


def score(a: Profile, b: Profile) -> float:
    """The probability that two profiled statements measure the same thing; 0 where they cannot be compared."""
    odds = weigh(a, b)
    return 0.0 if odds == REFUSED else _probability(odds)


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + exp(-odds))


def odds_of(probability: float) -> float:
    """The log-odds of a probability: 0 for a half."""
    return log(probability / (1.0 - probability))


def align(statement: Statement, other: Statement) -> Match:
    """How well two statements match and why: ``Match("s2", 0.93, ("same subject: troop", "7 days apart"))``."""
    a, b = profile(statement), profile(other)
    return Match(other.id, round(score(a, b), 4), reasons(a, b))


def assign(statement: Statement, figures: Mapping[str, Sequence[Statement]]) -> tuple[Match, ...]:
    """The figures among the candidates that a statement may belong to, best first, those under SUGGEST left out.

    ``figures`` maps a figure's id to some of its statements; at most twelve of each are looked at, so the cost depends
    on the number of candidates only. Fetch the candidates by :func:`articles.comparison.keys.figure_keys`.
    """
    mine = profile(statement)
    matches = (_against(mine, figure, members[:_REPRESENTATIVES]) for figure, members in figures.items() if members)
    return tuple(sorted((m for m in matches if m.is_suggestion), key=lambda m: (-m.score, m.figure)))


def _against(mine: Profile, figure: str, members: Sequence[Statement]) -> Match:
    """The mean over the figure's statements; the reasons are those of the nearest."""
    told = [(weigh(mine, other), other) for other in map(profile, members)]
    mean = sum(odds for odds, _ in told) / len(told)
    return Match(figure, round(_probability(mean), 4), reasons(mine, max(told, key=lambda pair: pair[0])[1]))


def group(statements: Iterable[Statement]) -> tuple[Grouping, ...]:
    """The figures of one event or batch, each with its members, in the order of their first statement."""
    profiles = [profile(s) for s in statements]
    clusters = sorted(one.held for one in cluster(profiles, (), weigh, join=odds_of(JOIN), alone=odds_of(ALONE)))
    return tuple(_grouping([profiles[n] for n in held]) for held in clusters)


def _grouping(profiles: Sequence[Profile]) -> Grouping:
    first = profiles[0].statement
    definition = (
        first.subject.phrase or " ".join((first.unit or " ".join(profiles[0].counted), profiles[0].action)).strip()
    )
    return Grouping(definition, tuple(_membership(p, profiles) for p in profiles))


def _membership(p: Profile, profiles: Sequence[Profile]) -> Membership:
    others = [q for q in profiles if q is not p]
    if not others:
        return Membership(p.statement.id, 1.0)
    best = max(others, key=lambda q: weigh(p, q))
    return Membership(p.statement.id, round(score(p, best), 4), reasons(p, best))
