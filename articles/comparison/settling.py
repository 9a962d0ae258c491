"""Where the statements of an article belong among known figures, and which of those turn out to be others than was thought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from articles.comparison.align import ALONE, odds_of, score, weigh
from articles.comparison.clusters import Fixed, cluster
from articles.comparison.features import Profile, profile
from articles.comparison.reasons import reasons
from articles.comparison.values import JOIN, Match, Settlement, Statement

Key = TypeVar("Key")
_REPRESENTATIVES = 12
_TOLD_AGAINST = 4
_MOST_OPENED = 120  # statements, each of which may be weighed against all others
_LEAST = odds_of(JOIN)


def settle(
    statements: Sequence[Statement],
    figures: Mapping[str, Sequence[Statement]],
    near: Mapping[str, Collection[str]],
    weights: Mapping[str, int] | None = None,
    barred: Mapping[str, Collection[str]] | None = None,
) -> Settlement:
    """Where each statement of an article belongs, all weighed together: surer than one ``assign`` after another.

    ``near`` names by statement id the candidate figures that share a key with it; others are not looked at.
    ``weights`` names the figures that nobody decided on, each with how many claims it has: they may go into another one
    when a statement shows that they are one. Of those, the ones that a statement could join and that are told in full here
    (fewer than twelve statements) are weighed anew with it, so that the order in which articles come matters little:
    their statements may move. A figure that is not named keeps its claims, whatever comes. ``barred`` names by statement id
    the figures that it must not come into. Statements that found a figure of their own share one named ``"new 0"``...
    """
    return _Settling(statements, figures, near, weights or {}, barred or {}).run()


@dataclass(frozen=True, slots=True)
class _Part:
    """Statements of the article, by number, and the figures that they may join: they have nothing to do with the other parts."""

    fresh: tuple[int, ...]
    figures: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Home:
    """Single profiles, by number, that are together, and the figures that are fixed and in it, the one that stays first."""

    held: tuple[int, ...]
    fixed: tuple[str, ...]


class _Settling:
    """Single profiles by number: first those of the figures that are opened, then the article's."""

    def __init__(
        self,
        statements: Sequence[Statement],
        figures: Mapping[str, Sequence[Statement]],
        near: Mapping[str, Collection[str]],
        weights: Mapping[str, int],
        barred: Mapping[str, Collection[str]],
    ) -> None:
        self.near, self.weights, self.barred = near, weights, barred
        self.known = {figure: [profile(s) for s in told[:_REPRESENTATIVES]] for figure, told in figures.items() if told}
        self.weighed: dict[tuple[int, int], float] = {}
        fresh = [profile(s) for s in statements]
        alike = [self.alike(mine) for mine in fresh]
        opened = self.opened(alike)
        self.homes = [figure for figure in opened for _ in self.known[figure]]
        self.profiles = [*(p for figure in opened for p in self.known[figure][::-1]), *fresh]
        self.parts = self.apart(alike)

    def weigh(self, a: Profile, b: Profile) -> float:
        key = (id(a), id(b)) if id(a) < id(b) else (id(b), id(a))
        if key not in self.weighed:
            self.weighed[key] = weigh(a, b)
        return self.weighed[key]

    def alike(self, mine: Profile) -> dict[str, float]:
        """The figures that a statement may join with how alike it is to their likest; a mean over the others never suffices."""
        near = [figure for figure in self.near.get(mine.statement.id, ()) if figure in self.known]
        likest = {figure: max(self.weigh(mine, other) for other in self.known[figure]) for figure in near}
        return {figure: odds for figure, odds in likest.items() if odds >= _LEAST}

    def opened(self, alike: Sequence[Mapping[str, float]]) -> list[str]:
        """The figures to weigh anew: undecided and known in full; the likest where there are many."""
        likest: dict[str, float] = {}
        for figure, odds in (each for found in alike for each in found.items()):
            likest[figure] = max(odds, likest.get(figure, odds))
        chosen, room = set(), _MOST_OPENED
        for figure in sorted(likest, key=lambda figure: -likest[figure]):
            told = len(self.known[figure])
            if figure in self.weights and told < _REPRESENTATIVES and told <= room:
                chosen.add(figure)
                room -= told
        return [figure for figure in self.known if figure in chosen]

    def apart(self, alike: Sequence[Mapping[str, float]]) -> list[_Part]:
        """The article's statements in parts without a likeness between them, each of which is weighed by itself."""
        parts: list[_Part] = []
        for n, found in enumerate(alike, len(self.homes)):
            mine = self.profiles[n]
            kin = [
                part for part in parts
                if part.figures & found.keys() or any(self.weigh(mine, self.profiles[m]) >= _LEAST for m in part.fresh)
            ]  # fmt: skip
            figures = frozenset(found).union(*(part.figures for part in kin))
            joined = _Part((*(m for part in kin for m in part.fresh), n), figures)
            parts = [*(part for part in parts if part not in kin), joined]
        return parts

    def run(self) -> Settlement:
        homes = self.named([home for part in self.parts for home in self.gathered(part)])
        merged = self.merged(homes)
        places, moved = {}, {}
        for name, home in homes.items():
            for n in home.held:
                mine = self.profiles[n].statement.id
                if n >= len(self.homes):
                    places[mine] = self.placed(n, name, home)
                elif name not in (self.homes[n], merged.get(self.homes[n])):
                    moved[mine] = self.placed(n, name, home)
        return Settlement(places, merged, moved)

    def gathered(self, part: _Part) -> list[_Home]:
        opened = [n for n, figure in enumerate(self.homes) if figure in part.figures]
        numbers = [*opened, *sorted(part.fresh)]
        names = [figure for figure in self.known if figure in part.figures and figure not in self.homes]
        fixed = [
            Fixed(
                self.known[f], self.at(numbers, self.near, f), self.weights.get(f, 0),
                f not in self.weights, self.at(numbers, self.barred, f),
            )
            for f in names
        ]  # fmt: skip
        profiles = [self.profiles[n] for n in numbers]
        return [
            _Home(
                tuple(numbers[n] for n in one.held),
                () if one.fixed is None else tuple(names[n] for n in (one.fixed, *one.merged)),
            )
            for one in cluster(profiles, fixed, self.weigh, join=_LEAST, alone=odds_of(ALONE))
        ]

    def at(self, numbers: Sequence[int], named: Mapping[str, Collection[str]], figure: str) -> frozenset[int]:
        """The places in a list of numbers of the article's statements that name a figure."""
        first = len(self.homes)
        return frozenset(
            place
            for place, n in enumerate(numbers)
            if n >= first and figure in named.get(self.profiles[n].statement.id, ())
        )

    def named(self, homes: Sequence[_Home]) -> dict[str, _Home]:
        """Each by its figure: a fixed one in it, else the opened one of which it holds most, else a new one."""
        names = {k: home.fixed[0] for k, home in enumerate(homes) if home.fixed}
        taken = set[str]()
        for figure, k in self.shares([(home.held, k) for k, home in enumerate(homes)]):
            if k not in names and figure not in taken:
                names[k] = figure
                taken.add(figure)
        fresh = (k for k in range(len(homes)) if k not in names)
        names |= {k: f"new {number}" for number, k in enumerate(fresh)}
        return {names[k]: home for k, home in enumerate(homes)}

    def merged(self, homes: Mapping[str, _Home]) -> dict[str, str]:
        """The figures that went into another one, those left without a statement into that which took most."""
        merged = {old: name for name, home in homes.items() for old in home.fixed[1:]}
        for old, name in self.shares([(home.held, name) for name, home in homes.items()]):
            if old not in homes:
                merged.setdefault(old, name)
        return merged

    def shares(self, held: Sequence[tuple[Sequence[int], Key]]) -> list[tuple[str, Key]]:
        """Which opened figures have statements among some, the largest share first, of equal ones the figure named first."""
        counted = Counter((self.homes[n], key) for numbers, key in held for n in numbers if n < len(self.homes))
        order = {figure: n for n, figure in enumerate(self.known)}
        return sorted(counted, key=lambda share: (-counted[share], order[share[0]]))

    def placed(self, n: int, name: str, home: _Home) -> Match:
        """The statement's place in its figure, by the likest of some others there."""
        mine = self.profiles[n]
        told = [p for figure in home.fixed for p in self.known[figure]]
        against = [*(self.profiles[m] for m in home.held if m != n), *told][:_TOLD_AGAINST]
        if not against:
            return Match(name, 1.0, ("first report of this figure",))
        best = max(against, key=lambda other: self.weigh(mine, other))
        return Match(name, round(score(mine, best), 4), reasons(mine, best))
