"""Gathers profiles into clusters, the surest pair first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from articles.comparison.features import Profile, merge
from articles.comparison.values import JOIN

Score = Callable[[Profile, Profile], float]


def cluster(
    profiles: Sequence[Profile], fixed: Sequence[tuple[Sequence[Profile], Collection[int]]], score: Score
) -> list[tuple[list[int], int | None]]:
    """Merges the best pair of clusters, compared by their merged profiles, until none reaches JOIN.

    ``fixed`` are the profiles of clusters that exist already, each with the indexes of the profiles that may join it; they never merge
    with one another. Returns the indexes of each cluster and which fixed one it is, None for a new one; a fixed cluster
    that nothing joined is left out.
    """
    return _Clusters(profiles, fixed, score).run()


class _Clusters:
    """Clusters by number: those of ``fixed`` come after the single profiles."""

    def __init__(
        self, profiles: Sequence[Profile], fixed: Sequence[tuple[Sequence[Profile], Collection[int]]], score: Score
    ) -> None:
        self.profiles, self.score, self.first_fixed = profiles, score, len(profiles)
        self.fixed = [list(held) for held, _ in fixed]
        self.members = {n: [n] for n in range(len(profiles))} | {len(profiles) + n: [] for n in range(len(fixed))}
        self.wholes = dict(enumerate([*profiles, *(merge(held) for held in self.fixed)]))
        self.table: dict[int, dict[int, float]] = {n: {} for n in self.members}
        for y in range(len(profiles)):
            for x in range(y):
                self.compare(x, y)
        for n, (_, near) in enumerate(fixed):
            for x in near:
                self.compare(x, self.first_fixed + n)

    def compare(self, x: int, y: int) -> None:
        value = self.score(self.wholes[x], self.wholes[y])
        self.table[x][y] = self.table[y][x] = value

    def run(self) -> list[tuple[list[int], int | None]]:
        while (pair := self.best()) is not None:
            self.join(*pair)
        return [
            (sorted(held), n - self.first_fixed if n >= self.first_fixed else None)
            for n, held in self.members.items()
            if held
        ]

    def best(self) -> tuple[int, int] | None:
        found = [
            (value, -x, -y) for x, row in self.table.items() for y, value in row.items() if x < y and value >= JOIN
        ]
        return (-max(found)[1], -max(found)[2]) if found else None

    def join(self, x: int, y: int) -> None:
        """Puts the lower cluster into the higher, so that a fixed one keeps its number."""
        self.members[y] += self.members.pop(x)
        parts = [self.profiles[n] for n in self.members[y]]
        self.wholes[y] = merge([*self.fixed[y - self.first_fixed], *parts] if y >= self.first_fixed else parts)
        near = (set(self.table[x]) | set(self.table[y])) - {x, y}
        for gone in (x, y):
            for z in self.table.pop(gone):
                self.table.get(z, {}).pop(gone, None)
        del self.wholes[x]
        self.table[y] = {}
        for z in near:
            if not (y >= self.first_fixed and z >= self.first_fixed):
                self.compare(min(y, z), max(y, z))
