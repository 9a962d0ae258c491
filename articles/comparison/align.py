"""Whether two statements measure the same thing, and which statements belong to one figure.

The score is a logistic sum of named evidence (evidence.py). The weights are data (weights.py). An equal number
alone never reaches the joining score.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import exp, log

from articles.comparison.clusters import Fixed, cluster
from articles.comparison.evidence import evidence, is_comparable
from articles.comparison.features import Profile, profile
from articles.comparison.reasons import reasons
from articles.comparison.values import JOIN, Grouping, Match, Membership, Settlement, Statement
from articles.comparison.weights import BIAS, REFUSED, WEIGHTS

_REPRESENTATIVES = 12
_TOLD_AGAINST = 4
_ALONE = 0.6  # what statements of one article need that no other article stands between


def weigh(a: Profile, b: Profile) -> float:
    """The log-odds that two profiled statements measure the same thing; REFUSED where they cannot be compared."""
    if not is_comparable(a, b):
        return REFUSED
    return BIAS + sum(WEIGHTS.get(name, 0.0) * value for name, value in evidence(a, b).items())


def score(a: Profile, b: Profile) -> float:
    """The probability that two profiled statements measure the same thing; 0 where they cannot be compared."""
    return _probability(weigh(a, b)) if is_comparable(a, b) else 0.0


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + exp(-odds))


def _odds(probability: float) -> float:
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


def settle(
    statements: Sequence[Statement],
    figures: Mapping[str, Sequence[Statement]],
    near: Mapping[str, Collection[str]],
    weights: Mapping[str, int] | None = None,
    barred: Mapping[str, Collection[str]] | None = None,
) -> Settlement:
    """Where each statement of an article belongs, all weighed together: surer than one :func:`assign` after another.

    ``near`` names by statement id the candidate figures that share a key with it; others are not looked at.
    ``weights`` names the figures that may go into another one when a statement shows that they are one, each with how
    many claims it has; a figure that is not named keeps its claims, whatever comes. ``barred`` names by statement id the
    figures that it must not come into. Statements that found a figure of their own share one named ``"new 0"``...
    """
    profiles = [profile(s) for s in statements]
    known = {figure: [profile(s) for s in told[:_REPRESENTATIVES]] for figure, told in figures.items() if told}
    names, heavy = list(known), weights or {}
    fixed = [
        Fixed(known[f], _at(statements, near, f), heavy.get(f, 0), f not in heavy, _at(statements, barred or {}, f))
        for f in names
    ]
    placed: dict[str, Match] = {}
    merged: dict[str, str] = {}
    fresh = 0
    for one in cluster(profiles, fixed, weigh, join=_odds(JOIN), alone=_odds(_ALONE)):
        name = names[one.fixed] if one.fixed is not None else f"new {fresh}"
        fresh += one.fixed is None
        merged |= {names[n]: name for n in one.merged}
        told = [p for n in (*([] if one.fixed is None else [one.fixed]), *one.merged) for p in known[names[n]]]
        for n in one.held:
            placed[statements[n].id] = _placed(profiles[n], name, [profiles[m] for m in one.held if m != n], told)
    return Settlement(placed, merged)


def _at(statements: Sequence[Statement], near: Mapping[str, Collection[str]], figure: str) -> frozenset[int]:
    return frozenset(n for n, s in enumerate(statements) if figure in near.get(s.id, ()))


def _placed(mine: Profile, name: str, others: Sequence[Profile], figure: Sequence[Profile]) -> Match:
    against = [*others, *figure][:_TOLD_AGAINST]
    if not against:
        return Match(name, 1.0, ("first report of this figure",))
    best = max(against, key=lambda other: score(mine, other))
    return Match(name, round(score(mine, best), 4), reasons(mine, best))


def group(statements: Iterable[Statement]) -> tuple[Grouping, ...]:
    """The figures of one event or batch, each with its members, in the order of their first statement."""
    profiles = [profile(s) for s in statements]
    clusters = sorted(one.held for one in cluster(profiles, (), weigh, join=_odds(JOIN), alone=_odds(_ALONE)))
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
