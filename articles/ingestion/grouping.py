"""Claims into figures: candidates by indexed keys, the comparison's judgement, people's decisions above both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber

from articles.actions.counts import recount
from articles.comparison.align import assign
from articles.comparison.keys import figure_keys
from articles.comparison.values import Match, Statement
from articles.models import Claim, Figure, Membership
from articles.models.statements import statement_of_claim

METHOD = "compare-1"
MOST_CANDIDATES = 300
MOST_KEYS = 60
MEMBERS_COMPARED = 8


@dataclass(slots=True)
class _Candidate:
    """One figure that claims may belong to: its keys and some of its statements."""

    figure: Figure
    keys: set[str]
    statements: list[Statement] = field(default_factory=list)
    is_changed: bool = False


@dataclass(slots=True)
class _Decided:
    counted: set[int] = field(default_factory=set)
    rejected: set[int] = field(default_factory=set)


def group_claims(claims: Sequence[Claim]) -> None:
    """Give every claim that has no figure yet the one it answers, or a new one; then count what changed.

    A membership that a person confirmed or rejected is never touched, and a rejected figure is never proposed again.
    """
    decided = _decided(claims)
    loose = [claim for claim in claims if not decided[claim.pk].counted]
    statements = {claim.pk: statement_of_claim(claim) for claim in loose}
    keys = {pk: figure_keys(statement) for pk, statement in statements.items()}
    pool = _candidates({key for held in keys.values() for key in held})
    made = [_place(claim, statements[claim.pk], keys[claim.pk], pool, decided[claim.pk].rejected) for claim in loose]
    _save(pool)
    Membership.objects.bulk_create(made)
    recount({membership.figure_id for membership in made} | {pk for d in decided.values() for pk in d.counted})


def _decided(claims: Sequence[Claim]) -> dict[int, _Decided]:
    found: dict[int, _Decided] = defaultdict(_Decided)
    rows = Membership.objects.filter(claim__in=claims).values_list("claim", "figure", "status")
    for claim_id, figure_id, status in rows:
        decided = found[claim_id]
        (decided.rejected if status == Membership.Status.REJECTED else decided.counted).add(figure_id)
    return found


def _candidates(keys: set[str]) -> list[_Candidate]:
    if not keys:
        return []
    figures = Figure.objects.filter(keys__overlap=sorted(keys), merged_into__isnull=True)
    newest = figures.order_by("-last_reported_at", "-pk")[:MOST_CANDIDATES]
    pool = {figure.pk: _Candidate(figure, set(figure.keys)) for figure in newest}
    for membership in _representatives(pool):
        pool[membership.figure_id].statements.append(statement_of_claim(membership.claim))
    return list(pool.values())


def _representatives(figures: Iterable[int]) -> QuerySet[Membership]:
    """The newest claims of each figure; those of an older text still say what it is, after those of the latest."""
    members = Membership.objects.exclude(status=Membership.Status.REJECTED).filter(figure__in=figures)
    rank = Window(RowNumber(), partition_by="figure_id", order_by=["-claim__is_current", "-pk"])
    chosen = members.annotate(rank=rank).filter(rank__lte=MEMBERS_COMPARED)
    return chosen.select_related("claim__article", "claim__outlet", "claim__speaker", "claim__source").order_by("rank")


def _place(
    claim: Claim, statement: Statement, keys: Iterable[str], pool: list[_Candidate], rejected: set[int]
) -> Membership:
    wanted = set(keys)
    near = {
        str(n): candidate.statements
        for n, candidate in enumerate(pool)
        if candidate.statements and candidate.keys & wanted and candidate.figure.pk not in rejected
    }
    best = next((match for match in assign(statement, near) if match.is_join), None)
    if best is None:
        pool.append(_Candidate(_new_figure(claim), set()))
    chosen = pool[int(best.figure)] if best else pool[-1]
    chosen.keys |= wanted
    chosen.statements.append(statement)
    chosen.is_changed = True
    return Membership(
        figure=chosen.figure,
        claim=claim,
        score=_score(best),
        reasons=list(best.reasons) if best else ["first report of this figure"],
        method=METHOD,
    )


def _save(pool: Iterable[_Candidate]) -> None:
    changed = [candidate for candidate in pool if candidate.is_changed]
    for candidate in changed:
        candidate.figure.keys = sorted(candidate.keys)[:MOST_KEYS]
    known = sorted((c.figure for c in changed if c.figure.pk is not None), key=lambda figure: figure.pk)
    Figure.objects.bulk_create(known, update_conflicts=True, unique_fields=["id"], update_fields=["keys"])
    Figure.objects.bulk_create([c.figure for c in changed if c.figure.pk is None])


def _score(match: Match | None) -> Decimal:
    return Decimal(str(round(match.score, 3))) if match else Decimal(1)


def _new_figure(claim: Claim) -> Figure:
    return Figure(
        definition=claim.subject or f"{claim.unit or claim.surface} in “{claim.sentence[:80]}”",
        measure=claim.measure,
        unit=claim.unit,
        unit_code=claim.unit_code,
        currency=claim.currency,
        place=claim.place,
        period=str(claim.subject_parts.get("period", ""))[:200],
    )
