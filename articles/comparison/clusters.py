"""Gathers profiles into clusters, the surest pair first; each two profiles are weighed at most once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from articles.comparison.features import Profile

Weigh = Callable[[Profile, Profile], float]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A cluster that exists already: some of its profiles, which single profiles (by index) may join it, and whether it may go.

    ``weight`` is how many it stands for: of two that merge the heavier keeps its number. One that ``is_kept`` never
    merges into another. The ``barred`` single profiles never come into it, whatever they are together with.
    """

    profiles: Sequence[Profile]
    near: frozenset[int]
    weight: int = 1
    is_kept: bool = True
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which single profiles are together, and in which fixed cluster; ``merged`` are the fixed ones that went into it."""

    held: tuple[int, ...]
    fixed: int | None = None
    merged: tuple[int, ...] = ()


def cluster(
    profiles: Sequence[Profile], fixed: Sequence[Fixed], weigh: Weigh, *, join: float, alone: float
) -> list[Cluster]:
    """Merges the best pair of clusters until none reaches ``join``; how good a pair is, is the mean over their profiles.

    ``weigh`` gives the log-odds that two profiles are one figure. Two fixed clusters are compared once a single profile
    that answers both brought them together. Profiles of one article need ``alone`` among themselves: an article that came
    alone would join what others, had they been there, would have told apart. A fixed cluster that nothing joined is left
    out of the answer.
    """
    return _Clusters(profiles, fixed, weigh, join, alone).run()


class _Clusters:
    """Clusters by number, a new number for each that is made; profiles by number, those of ``fixed`` after the single ones."""

    def __init__(
        self, profiles: Sequence[Profile], fixed: Sequence[Fixed], weigh: Weigh, join: float, alone: float
    ) -> None:
        self.weigh, self.fixed, self.least, self.least_alone = weigh, fixed, join, alone
        self.profiles = list(profiles)
        self.parts: dict[int, list[int]] = {n: [n] for n in range(len(profiles))}
        self.held: dict[int, list[int]] = {n: [n] for n in range(len(profiles))}
        self.fixed_in: dict[int, list[int]] = {n: [] for n in range(len(profiles))}
        self.articles: dict[int, frozenset[str]] = {n: frozenset({p.statement.article}) for n, p in enumerate(profiles)}
        self.barred: dict[int, frozenset[int]] = dict.fromkeys(range(len(profiles)), frozenset())
        self.sums: dict[int, dict[int, float]] = {n: {} for n in range(len(profiles))}
        self.good: list[tuple[float, int, int]] = []
        for number, one in enumerate(fixed):
            self.add_fixed(number, one)
        self.made = len(profiles) + len(fixed) - 1
        for y in range(len(profiles)):
            for x in range(y):
                self.compare(x, y)

    def add_fixed(self, number: int, one: Fixed) -> None:
        n, first = len(self.parts), len(self.profiles)
        self.profiles += one.profiles
        self.parts[n], self.held[n] = list(range(first, len(self.profiles))), []
        self.fixed_in[n], self.barred[n], self.sums[n] = [number], one.barred, {}
        self.articles[n] = frozenset(p.statement.article for p in one.profiles)
        for x in one.near - one.barred:
            self.compare(x, n)

    def compare(self, x: int, y: int) -> None:
        self.note(x, y, self.total(x, y))

    def note(self, x: int, y: int, total: float) -> None:
        """Keep what two clusters' profiles weigh together, and propose them where that is enough."""
        self.sums[x][y] = self.sums[y][x] = total
        mean = total / (len(self.parts[x]) * len(self.parts[y]))
        is_alone = len(self.articles[x] | self.articles[y]) == 1
        if mean >= (self.least_alone if is_alone else self.least):
            heappush(self.good, (-mean, min(x, y), max(x, y)))

    def total(self, x: int, y: int) -> float:
        """The sum over all pairs of profiles of two clusters, from the parts' sums where those are known."""
        known = self.sums[x].get(y)
        if known is not None:
            return known
        return sum(self.weigh(self.profiles[p], self.profiles[q]) for p in self.parts[x] for q in self.parts[y])

    def run(self) -> list[Cluster]:
        while self.good:
            _, x, y = heappop(self.good)
            if x in self.parts and y in self.parts:
                self.join(x, y)
        return [self.answer(n) for n in self.parts if self.held[n]]

    def answer(self, n: int) -> Cluster:
        ranked = sorted(self.fixed_in[n], key=self.rank, reverse=True)
        return Cluster(tuple(sorted(self.held[n])), *((ranked[0], tuple(ranked[1:])) if ranked else ()))

    def join(self, x: int, y: int) -> None:
        """Makes one cluster of two, and compares it with what either was compared with."""
        others = [c for c in {**self.sums[x], **self.sums[y]} if c not in (x, y) and self.may_meet(x, y, c)]
        totals = [self.total(x, c) + self.total(y, c) for c in others]
        for c in {*self.sums[x], *self.sums[y]} - {x, y}:
            self.sums[c].pop(x, None)
            self.sums[c].pop(y, None)
        self.made += 1
        n = self.made
        for part in (self.parts, self.held, self.fixed_in):
            part[n] = part.pop(x) + part.pop(y)
        self.barred[n] = self.barred.pop(x) | self.barred.pop(y)
        self.articles[n] = self.articles.pop(x) | self.articles.pop(y)
        self.sums[n] = {}
        del self.sums[x], self.sums[y]
        for c, total in zip(others, totals, strict=True):
            self.note(n, c, total)

    def rank(self, number: int) -> tuple[bool, int, int]:
        """Which of two fixed clusters stays: one that people decided on, else the heavier, else the one named first."""
        one = self.fixed[number]
        return one.is_kept, one.weight, -number

    def may_meet(self, x: int, y: int, c: int) -> bool:
        """Whether the cluster that x and y will be may merge with c."""
        held, barred = {*self.held[x], *self.held[y]}, self.barred[x] | self.barred[y]
        if barred.intersection(self.held[c]) or self.barred[c] & held:
            return False
        fixed = [*self.fixed_in[x], *self.fixed_in[y]]
        if not (fixed and self.fixed_in[c]):
            return True
        if any(self.fixed[n].is_kept for n in fixed) and any(self.fixed[n].is_kept for n in self.fixed_in[c]):
            return False
        return any(not self.fixed_in[one] and self.is_good(one, c) for one in (x, y)) or bool(
            self.fixed_in[x] and self.fixed_in[y]
        )

    def is_good(self, x: int, c: int) -> bool:
        total = self.sums[x].get(c)
        return total is not None and total >= self.least * len(self.parts[x]) * len(self.parts[c])
