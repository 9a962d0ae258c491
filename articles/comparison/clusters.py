"""Gathers profiles into clusters, the surest pair first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.comparison.features import Profile, merge
from articles.comparison.values import JOIN

# two clusters that stood apart until now need more than a new member does: a wrong one would draw in a third
_MERGE = 0.7
Score = Callable[[Profile, Profile], float]


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


def cluster(profiles: Sequence[Profile], fixed: Sequence[Fixed], score: Score) -> list[Cluster]:
    """Merges the best pair of clusters, compared by their merged profiles, until none reaches JOIN.

    Two fixed clusters are compared once a single profile brought them together, and merge from 0.7 on. A fixed cluster that nothing joined
    is left out of the answer.
    """
    return _Clusters(profiles, fixed, score).run()


class _Clusters:
    """Clusters by number: those of ``fixed`` come after the single profiles."""

    def __init__(self, profiles: Sequence[Profile], fixed: Sequence[Fixed], score: Score) -> None:
        self.score, self.fixed, self.first_fixed = score, fixed, len(profiles)
        self.parts: dict[int, list[Profile]] = {n: [p] for n, p in enumerate(profiles)}
        self.held: dict[int, list[int]] = {n: [n] for n in range(len(profiles))}
        self.merged: dict[int, list[int]] = {n: [] for n in range(len(profiles) + len(fixed))}
        self.barred: dict[int, frozenset[int]] = dict.fromkeys(range(len(profiles)), frozenset())
        for n, one in enumerate(fixed, self.first_fixed):
            self.parts[n], self.held[n], self.barred[n] = list(one.profiles), [], one.barred
        self.wholes = {n: merge(parts) for n, parts in self.parts.items()}
        self.near: dict[int, set[int]] = {n: set() for n in self.parts}
        self.good: dict[tuple[int, int], float] = {}
        for y in range(len(profiles)):
            for x in range(y):
                self.compare(x, y)
        for n, one in enumerate(fixed, self.first_fixed):
            for x in one.near - one.barred:
                self.compare(x, n)

    def compare(self, x: int, y: int) -> None:
        self.near[x].add(y)
        self.near[y].add(x)
        value = self.score(self.wholes[x], self.wholes[y])
        if value >= (_MERGE if self.is_fixed(x) and self.is_fixed(y) else JOIN):
            self.good[min(x, y), max(x, y)] = value

    def run(self) -> list[Cluster]:
        while self.good:
            self.join(*max(self.good, key=lambda pair: (self.good[pair], -pair[0], -pair[1])))
        return [self.answer(n) for n in self.parts if self.held[n]]

    def answer(self, n: int) -> Cluster:
        fixed = n - self.first_fixed if n >= self.first_fixed else None
        return Cluster(tuple(sorted(self.held[n])), fixed, tuple(m - self.first_fixed for m in self.merged[n]))

    def join(self, x: int, y: int) -> None:
        """Puts one cluster into the other: a single profile into a fixed cluster, the lighter of two fixed ones into the heavier."""
        if self.is_fixed(x) and self.is_fixed(y) and self.rank(x) > self.rank(y):
            x, y = y, x
        self.held[y] += self.held.pop(x)
        self.parts[y] += self.parts.pop(x)
        self.merged[y] += [*self.merged.pop(x), *([x] if self.is_fixed(x) else [])]
        self.barred[y] |= self.barred.pop(x)
        self.wholes[y] = merge(self.parts[y])
        near = (self.near.pop(x) | self.near[y]) - {x, y}
        self.near[y] = set()
        for z in near:
            self.near[z] -= {x, y}
        for pair in [pair for pair in self.good if x in pair or y in pair]:
            del self.good[pair]
        for z in near:
            if self.may_merge(y, z):
                self.compare(y, z)

    def is_fixed(self, n: int) -> bool:
        return n >= self.first_fixed

    def rank(self, n: int) -> tuple[bool, int, int]:
        """Which of two fixed clusters stays: one that people decided on, else the heavier, else the one named first."""
        one = self.fixed[n - self.first_fixed]
        return one.is_kept, one.weight, -n

    def may_merge(self, y: int, z: int) -> bool:
        if self.barred[y].intersection(self.held[z]) or self.barred[z].intersection(self.held[y]):
            return False
        return not all(self.is_fixed(n) and self.fixed[n - self.first_fixed].is_kept for n in (y, z))
