"""Whether two statements measure the same thing, and which statements belong to one figure.

The score is a logistic sum of named evidence (evidence.py). The weights are data (weights.py). An equal number
alone never reaches the joining score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp

from articles.comparison.evidence import evidence, is_comparable
from articles.comparison.features import Profile, merge, profile
from articles.comparison.values import JOIN, SUGGEST, Grouping, Match, Membership, Statement
from articles.comparison.weights import BIAS, WEIGHTS

_REPRESENTATIVES = 8


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


def reasons(a: Profile, b: Profile) -> tuple[str, ...]:
    """What speaks for and against a pair, in words for a reader, the weightiest first."""
    pieces = evidence(a, b)
    ranked = sorted(((WEIGHTS.get(n, 0.0) * v, n) for n, v in pieces.items() if v), key=lambda piece: -abs(piece[0]))
    shared = [w for w in a.counted if w in b.counted]
    said = [f"same subject: {', '.join(shared)}"] if shared else []
    said += [name for weight, name in ranked if abs(weight) >= 0.3 and name != "same counted"]
    first, second = a.statements[0].published, b.statements[0].published
    if first and second:
        days = abs((first - second).days)
        said.append(f"{days} days apart" if days != 1 else "1 day apart")
    return tuple(said)


def assign(statement: Statement, figures: Mapping[str, Sequence[Statement]]) -> tuple[Match, ...]:
    """The figures among the candidates that a statement may belong to, best first, those under SUGGEST left out.

    ``figures`` maps a figure's id to some of its statements; at most eight of each are looked at, so the cost depends
    on the number of candidates only. Fetch the candidates by :func:`articles.comparison.keys.figure_keys`.
    """
    mine = profile(statement)
    matches = (_against(mine, figure, members[:_REPRESENTATIVES]) for figure, members in figures.items())
    return tuple(sorted((m for m in matches if m.is_suggestion), key=lambda m: (-m.score, m.figure)))


def _against(mine: Profile, figure: str, members: Sequence[Statement]) -> Match:
    whole = merge([profile(s) for s in members])
    return Match(figure, round(score(mine, whole), 4), reasons(mine, whole))


def group(statements: Iterable[Statement]) -> tuple[Grouping, ...]:
    """The figures of one event or batch, each with its members, in the order of their first statement."""
    profiles = [profile(s) for s in statements]
    return tuple(_grouping([profiles[n] for n in members]) for members in sorted(_clusters(profiles)))


def _clusters(profiles: Sequence[Profile]) -> list[list[int]]:
    """Merges the best pair of clusters, compared by their merged profiles, until none reaches JOIN."""
    members = {n: [n] for n in range(len(profiles))}
    wholes = dict(enumerate(profiles))
    table = {(i, j): score(wholes[i], wholes[j]) for j in wholes for i in wholes if i < j}
    while table:
        x, y = max(table, key=lambda pair: (table[pair], (-pair[0], -pair[1])))
        if table[x, y] < JOIN:
            break
        members[x] = sorted(members[x] + members.pop(y))
        wholes[x] = merge([profiles[n] for n in members[x]])
        wholes.pop(y)
        table = {pair: s for pair, s in table.items() if y not in pair and x not in pair}
        table.update({(min(x, z), max(x, z)): score(wholes[x], wholes[z]) for z in wholes if z != x})
    return list(members.values())


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


__all__ = ["JOIN", "SUGGEST", "align", "assign", "group", "reasons", "score"]
