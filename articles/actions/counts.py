"""What a figure's claims add up to, and the disputes that open and close with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models.functions import Now

from articles.comparison.conflicts import conflict
from articles.comparison.spread import spread
from articles.comparison.values import Conflict, Kind, Statement
from articles.models import Claim, Dispute, Figure, Membership
from articles.models.statements import statement_of_claim

MOST_COMPARED = 300
COUNTED = (
    "claim_count", "article_count", "outlet_count", "origin_count", "speaker_count", "span", "agreement",
    "first_reported_at", "last_reported_at",
)  # fmt: skip


def recount(figure_ids: Iterable[int]) -> None:
    """Bring the counts, bounds, agreement and machine disputes of these figures up to their claims."""
    figures = list(Figure.objects.filter(pk__in=set(figure_ids)).order_by("pk").select_for_update())
    claims = _claims(figures)
    disputes = _disputes(figures)
    for figure in figures:
        statements = [statement_of_claim(claim) for claim in claims[figure.pk]]
        clash = conflict(statements)
        _count(figure, claims[figure.pk], statements, clash)
        _judge(figure, disputes[figure.pk], clash)
    Figure.objects.bulk_update(figures, COUNTED)


def _claims(figures: list[Figure]) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = defaultdict(list)
    members = Membership.objects.counted().filter(figure__in=figures, is_component=False).select_related(
        "claim__article", "claim__outlet", "claim__speaker", "claim__source"
    )  # fmt: skip
    for membership in members.order_by("-claim__reported_at", "-claim"):
        if len(found[membership.figure_id]) < MOST_COMPARED:
            found[membership.figure_id].append(membership.claim)
    return found


def _disputes(figures: list[Figure]) -> dict[int, list[Dispute]]:
    found: dict[int, list[Dispute]] = defaultdict(list)
    for dispute in Dispute.objects.filter(figure__in=figures):
        found[dispute.figure_id or 0].append(dispute)
    return found


def _count(figure: Figure, claims: list[Claim], statements: list[Statement], clash: Conflict | None) -> None:
    seen = spread(statements)
    figure.claim_count, figure.article_count = len(claims), seen.articles
    figure.outlet_count, figure.origin_count = seen.outlets, seen.origins
    figure.speaker_count = len({claim.speaker_id for claim in claims if claim.speaker_id})
    figure.span = NumericRange(seen.low, seen.high, "[]") if seen.low is not None else None
    figure.first_reported_at = min((claim.reported_at for claim in claims), default=None)
    figure.last_reported_at = max((claim.reported_at for claim in claims), default=None)
    figure.agreement = _agreement(seen.origins, clash)


def _agreement(origins: int, clash: Conflict | None) -> Figure.Agreement:
    if clash is not None:
        return Figure.Agreement.UPDATE if clash.kind is Kind.UPDATE else Figure.Agreement.CONFLICT
    return Figure.Agreement.AGREE if origins > 1 else Figure.Agreement.SINGLE


def _judge(figure: Figure, disputes: list[Dispute], clash: Conflict | None) -> None:
    mine = next((d for d in disputes if d.opened_by_id is None and d.state in Dispute.OPEN_STATES), None)
    if clash is None:
        if mine is not None:
            _close(mine, "no two of its claims clash any more")
    elif mine is not None:
        _restate(mine, clash)
    elif not _is_answered(disputes, clash):
        Dispute.objects.create(figure=figure, **_facts(clash))


def _facts(clash: Conflict) -> dict[str, object]:
    return {
        "kind": clash.kind.value,
        "reason": clash.why,
        "claim_a_id": int(clash.first),
        "claim_b_id": int(clash.second),
    }


def _restate(dispute: Dispute, clash: Conflict) -> None:
    facts = _facts(clash)
    if any(getattr(dispute, name) != value for name, value in facts.items()):
        Dispute.objects.filter(pk=dispute.pk).update(**facts)


def _close(dispute: Dispute, why: str) -> None:
    Dispute.objects.filter(pk=dispute.pk).update(
        state=Dispute.State.RESOLVED, closed_at=Now(), closing_reason=why, version=dispute.version + 1
    )


def _is_answered(disputes: list[Dispute], clash: Conflict) -> bool:
    """Whether a person has a dispute open on the figure, or already closed one about this very pair."""
    pair = {int(clash.first), int(clash.second)}
    return any(
        dispute.state in Dispute.OPEN_STATES
        or (dispute.closed_by_id and {dispute.claim_a_id, dispute.claim_b_id} == pair)
        for dispute in disputes
    )
