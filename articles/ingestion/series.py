"""Figures of one definition at different times become a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from articles.comparison.definitions import define, is_other_time, series_key
from articles.comparison.values import Statement
from articles.ingestion.candidates import Candidate
from articles.models import Figure, Series
from articles.models.direct import rows_of


def note_series(told: Mapping[int, Sequence[Statement]], known: Mapping[int, Candidate]) -> None:
    """Put figures that changed into the series of their definition, made when a near figure tells of it at another time.

    A series that a figure has already, from a person or from before, stays.
    """
    keys = {pk: series_key(held) for pk, held in told.items()}
    keys = {pk: key for pk, key in keys.items() if key}
    if not keys:
        return
    series = {row.key: row for row in rows_of(Series, "WHERE key = ANY(%s)", [sorted(set(keys.values()))])}
    others = {pk: series_key(candidate.statements) for pk, candidate in known.items() if pk not in told}
    members: dict[str, set[int]] = defaultdict(set)
    for pk, key in keys.items():
        kin = [
            other for other, held in others.items() if held == key and is_other_time(told[pk], known[other].statements)
        ]
        if kin or key in series:
            members[key] |= {pk, *kin}
    for key, held in members.items():
        one = series.get(key) or _made(key, next(told[pk] for pk in keys if keys[pk] == key))
        Figure.objects.filter(pk__in=held, series__isnull=True).update(series=one)


def _made(key: str, statements: Sequence[Statement]) -> Series:
    return Series.objects.get_or_create(key=key, defaults={"definition": define(statements)})[0]
