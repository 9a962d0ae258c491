"""The few figures that a new claim may belong to, found by indexed keys; the cost does not depend on how many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from math import sqrt

from django.db.models import Exists, OuterRef, Q

from articles.comparison.values import Statement
from articles.models import Act, Annotation, ClaimKey, Dispute, Figure, Membership, Review, direct
from articles.models.statements import statements_by_id, with_array

CLAIMS_OF_A_KEY = 40
KEYS_SHARED = 2
FIGURES_OF_A_CLAIM = 20
MOST_FIGURES = 300
MEMBERS_COMPARED = 12

# two plain questions and not one join: on tables without statistics yet, as in a new database, its plan took minutes
CLAIMS_OF_KEYS = f"""
    SELECT wanted.key, found.claim_id
    FROM unnest(%s::bigint[]) AS wanted(key)
    CROSS JOIN LATERAL (
        SELECT claim_id FROM {ClaimKey._meta.db_table} WHERE key = wanted.key ORDER BY claim_id DESC LIMIT {CLAIMS_OF_A_KEY}
    ) AS found
"""
FIGURES_OF_CLAIMS = f"""
    SELECT held.claim_id, held.figure_id
    FROM {Membership._meta.db_table} AS held JOIN {Figure._meta.db_table} AS figure ON figure.id = held.figure_id
    WHERE held.claim_id = ANY(%s) AND held.status <> 'rejected' AND NOT held.is_component AND figure.merged_into_id IS NULL
"""
REMEMBER = f"""
    INSERT INTO {ClaimKey._meta.db_table} (key, claim_id) SELECT * FROM unnest(%s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING
"""
_NEWEST_MEMBERS = f"""
    SELECT wanted.figure_id, held.claim_id
    FROM unnest(%s::bigint[]) AS wanted(figure_id)
    CROSS JOIN LATERAL (
        SELECT claim_id FROM {Membership._meta.db_table}
        WHERE figure_id = wanted.figure_id AND status <> 'rejected' AND NOT is_component
        ORDER BY claim_id DESC LIMIT {MEMBERS_COMPARED}
    ) AS held
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One figure that claims may belong to: its newest statements, how many claims it has, whether a person decided on it."""

    claim_count: int
    is_decided: bool
    statements: Sequence[Statement]


def key_number(key: str) -> int:
    """A key as the signed 64-bit number that the index holds; two keys with one number only cost a look."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


def remember(keys: Mapping[int, Iterable[str]]) -> None:
    """Make claims, by id, findable under their keys; keys that they had stay."""
    rows = [(number, pk) for pk, held in keys.items() for number in {key_number(k) for k in held}]
    if rows:
        direct.tell(REMEMBER, [[number for number, _ in rows], [pk for _, pk in rows]])


def near_figures(keys: Mapping[int, Sequence[str]]) -> dict[int, list[int]]:
    """The figures that share keys with each claim, by id, the most telling first: a key that few figures have counts more."""
    numbers = {pk: [key_number(key) for key in held] for pk, held in keys.items()}
    found = direct.ask(CLAIMS_OF_KEYS, [sorted({n for held in numbers.values() for n in held})])
    figures = _figures_of({claim_id for _, claim_id in found})
    by_key: dict[int, set[int]] = defaultdict(set)
    for number, claim_id in found:
        by_key[number].update(figures.get(claim_id, ()))
    return {pk: _most_telling(held, by_key) for pk, held in numbers.items()}


def _figures_of(claim_ids: Iterable[int]) -> dict[int, list[int]]:
    held: dict[int, list[int]] = defaultdict(list)
    listed = list(claim_ids)
    for claim_id, figure_id in direct.ask(FIGURES_OF_CLAIMS, [listed]) if listed else ():
        held[claim_id].append(figure_id)
    return held


def _most_telling(numbers: Sequence[int], by_key: Mapping[int, Collection[int]]) -> list[int]:
    """The figures that share two keys at least: one salient word in common is no common event."""
    weight: dict[int, float] = defaultdict(float)
    shared = Counter[int]()
    for number in numbers:
        for figure_id in by_key.get(number, ()):
            weight[figure_id] += 1 / sqrt(len(by_key[number]))
            shared[figure_id] += 1
    least = min(KEYS_SHARED, len(numbers))
    ranked = sorted((f for f in weight if shared[f] >= least), key=lambda f: (-weight[f], -f))
    return ranked[:FIGURES_OF_A_CLAIM]


def read_candidates(figure_ids: Iterable[int]) -> dict[int, Candidate]:
    """The figures with what comparison needs of them, those without a claim left out, the oldest first; at most three hundred, the newest."""
    wanted = sorted(set(figure_ids))[-MOST_FIGURES:]
    if not wanted:
        return {}
    told = _told(wanted)
    acted = _acted_on(told)
    rows = direct.ask(_figures_sql(), [list(told)])
    return {pk: Candidate(count, decided or pk in acted, told[pk]) for pk, count, decided in sorted(rows)}


@cache
def _figures_sql() -> str:
    """Number, count of claims and whether a person decided on it, of the figures of an array."""
    rows = Figure.objects.filter(pk__in=[0]).annotate(decided=_decided()).values_list("pk", "claim_count", "decided")
    return with_array(rows)


def _acted_on(figure_ids: Collection[int]) -> set[int]:
    """Those that a person merged, split or moved claims of, even when that was undone: it was a decision too."""
    keys = {f"figure:{pk}": pk for pk in figure_ids}
    named = direct.ask(f"SELECT about FROM {Act._meta.db_table} WHERE about && %s::varchar[]", [list(keys)])
    return {keys[key] for (about,) in named for key in about if key in keys}


def _told(figure_ids: list[int]) -> dict[int, list[Statement]]:
    pairs = direct.ask(_NEWEST_MEMBERS, [figure_ids])
    statements = statements_by_id({claim_id for _, claim_id in pairs})
    told: dict[int, list[Statement]] = defaultdict(list)
    for figure_id, claim_id in pairs:
        told[figure_id].append(statements[claim_id])
    return told


def _decided() -> Q:
    """Whether a person said anything of the figure or of one of its claims, or took it out of another: it keeps its claims."""
    same_claim = {"claim": OuterRef("claim")}
    touched = (
        ~Q(status=Membership.Status.SUGGESTED)
        | Exists(Membership.objects.filter(status=Membership.Status.REJECTED, **same_claim))
        | Exists(Annotation.objects.filter(**same_claim))
        | Exists(Dispute.objects.filter(**same_claim))
        | Exists(Review.objects.filter(**same_claim))
    )
    handled = Q(opened_by__isnull=False) | Q(closed_by__isnull=False) | Q(assigned_to__isnull=False)
    told = Q(verdicts__isnull=False) | Q(annotations__isnull=False)
    return (
        Q(is_locked=True)
        | Exists(Membership.objects.filter(touched, figure=OuterRef("pk")))
        | Exists(Dispute.objects.filter(handled | told, figure=OuterRef("pk")))
        | Q(Exists(Annotation.objects.filter(figure=OuterRef("pk"))))
    )
