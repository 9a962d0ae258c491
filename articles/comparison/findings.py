"""Small named facts about how a number travels: hedges that harden, voices that vanish, old numbers told again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from articles.comparison.conflicts import clashes
from articles.comparison.values import Finding, Statement
from articles.extraction.values import Hedge, Mode


def findings(statements: Iterable[Statement]) -> tuple[Finding, ...]:
    """Every finding of one figure, the earlier statement first in each; nothing for a single statement.

    Kinds: ``hedge hardened``, ``attribution dropped``, ``stale repeat``, ``self-contradiction``, ``repeated``.
    """
    ordered = sorted(statements, key=_when)
    return tuple((*_hardened(ordered), *_dropped(ordered), *_by_speaker(ordered)))


def _when(s: Statement) -> tuple[str, str, int]:
    return (s.published.isoformat() if s.published else "9999", s.article, s.span.start)


def _across(ordered: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of the same number in two articles, the earlier first."""
    return (
        (a, b)
        for a, b in combinations(ordered, 2)
        if a.article != b.article and a.value is not None and a.value == b.value
    )


def _hardened(ordered: Sequence[Statement]) -> Iterator[Finding]:
    said = set()
    for a, b in _across(ordered):
        if a.hedge is not Hedge.EXACT and b.hedge is Hedge.EXACT and b.id not in said:
            said.add(b.id)
            yield Finding(
                "hedge hardened",
                a.id,
                b.id,
                f'"{_hedged(a)}" became a flat {b.surface} in {b.outlet or "another article"}',
            )


def _hedged(s: Statement) -> str:
    return f"{s.hedge.value.replace('_', ' ')} {s.surface}"


def _dropped(ordered: Sequence[Statement]) -> Iterator[Finding]:
    said = set()
    for a, b in _across(ordered):
        voice = a.speaker or a.source
        if voice and b.mode is Mode.OWN_VOICE and not b.speaker and not b.source and b.id not in said:
            said.add(b.id)
            yield Finding(
                "attribution dropped",
                a.id,
                b.id,
                f"{voice} said {a.surface}; {b.outlet or 'another article'} gives it as its own",
            )


def _by_speaker(ordered: Sequence[Statement]) -> Iterator[Finding]:
    voices: dict[str, list[Statement]] = defaultdict(list)
    for s in ordered:
        if s.speaker and s.value is not None:
            voices[s.speaker].append(s)
    for name, said in voices.items():
        yield from _of_one(name, said)


def _of_one(name: str, said: Sequence[Statement]) -> Iterator[Finding]:
    for n, later in enumerate(said):
        clash = next((s for s in said[:n] if clashes(s, later)), None)
        same = next((s for s in said[:n] if s.value == later.value), None)
        if same is None and clash:
            yield Finding(
                "self-contradiction", clash.id, later.id, f"{name} said {clash.surface}, then {later.surface}"
            )
        elif same and (newer := _newer(same, later, said[:n])):
            yield Finding(
                "stale repeat", newer.id, later.id, f"{later.surface} is told again after {name} said {newer.surface}"
            )
        elif same and same.article != later.article:
            count = sum(1 for s in said[: n + 1] if s.value == later.value)
            yield Finding("repeated", same.id, later.id, f"{name} is cited with {later.surface} {count} times")


def _newer(same: Statement, later: Statement, before: Sequence[Statement]) -> Statement | None:
    """A number by the same speaker between the first telling and this one that it clashes with."""
    return next(
        (s for s in before if _when(s) > _when(same) and s.article != later.article and clashes(s, later)), None
    )
