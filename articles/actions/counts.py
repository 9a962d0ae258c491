"""What a figure's claims add up to, and the disputes that open and close with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.db.models import Count, DecimalField, F, Func, Max, Min, Window
from django.db.models.functions import Coalesce, Now, RowNumber

from articles.comparison.conflicts import conflict
from articles.comparison.values import Conflict, Statement
from articles.models import Claim, Dispute, Figure, Flag, Membership, direct
from articles.models.figure import MOST_COMPARED, MOST_OF_A_VALUE, MOST_RECENT
from articles.models.membership import MembershipQuerySet
from articles.models.statements import statements_by_id, with_array

PLACES = 10  # of a stored value
NOTHING: dict[str, Any] = {
    "claims": 0, "articles": 0, "outlets": 0, "origins": 0, "speakers": 0, "low": None, "high": None, "first": None, "last": None,
}  # fmt: skip
COUNTED = (
    "claim_count", "article_count", "outlet_count", "origin_count", "speaker_count", "span", "agreement",
    "first_reported_at", "last_reported_at", "flag_count",
)  # fmt: skip


def recount(figure_ids: Iterable[int]) -> None:
    """Bring the counts, bounds, agreement and machine disputes of these figures up to their claims.

    Counts are of all claims; a clash is looked for among sixty that differ, the newest first, so a figure of thousands
    costs no more. Between two claims that people confirmed every difference is one.
    """
    wanted = set(figure_ids)
    if not wanted:
        return
    figures = direct.rows_of(Figure, "WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [list(wanted)])
    totals, disputes, flags = _totals(figures), _disputes(figures), _flags(figures)
    told = _told([figure for figure in figures if _may_clash(totals.get(figure.pk, NOTHING))])
    for figure in figures:
        clash = _clash(told.get(figure.pk, []))
        _count(figure, totals.get(figure.pk, NOTHING), clash)
        figure.flag_count = flags.get(figure.pk, 0)
        _judge(figure, disputes[figure.pk], clash)
    direct.update(figures, COUNTED)


def count_first(figure: Figure, claim: Claim) -> bool:
    """Count a figure that is told by one new claim alone; False, and nothing counted, where only the stored rows tell its bounds."""
    ends = _ends(claim)
    low, high = (ends[0], ends[-1]) if ends else (None, None)
    if low != high or any(int(end.as_tuple().exponent) < -PLACES for end in ends):
        return False
    once = {"claims": 1, "articles": 1, "origins": 1, "outlets": int(claim.outlet_id is not None)}
    said = {"speakers": int(claim.speaker_id is not None), "first": claim.reported_at, "last": claim.reported_at}
    _count(figure, {**once, **said, "low": low, "high": high}, None)
    return True


def _ends(claim: Claim) -> list[Decimal]:
    """The least and the most that a claim says, as far as it says them."""
    if claim.value is not None:
        return [claim.value]
    span = claim.interval
    return [end for end in (span.lower, span.upper) if end is not None] if span is not None else []


def _may_clash(totals: dict[str, Any]) -> bool:
    """Whether two numbers are told; claims that all give one number agree, however they hedge it."""
    return bool(totals["low"] != totals["high"])


def _members(figures: list[Figure]) -> MembershipQuerySet:
    return Membership.objects.all().counted().filter(figure__in=figures)


def _totals(figures: list[Figure]) -> dict[int, dict[str, Any]]:
    rows = direct.ask(_totals_sql(), [[figure.pk for figure in figures]])
    return {figure_id: dict(zip(NOTHING, counted, strict=True)) for figure_id, *counted in rows}


@cache
def _totals_sql() -> str:
    """The columns of NOTHING after the figure's number, in its order."""
    value, interval = F("claim__value"), F("claim__interval")
    rows = Membership.objects.all().counted().filter(figure__in=[0]).values_list("figure_id").annotate(
        claims=Count("claim"),
        articles=Count("claim__article", distinct=True),
        outlets=Count("claim__outlet", distinct=True),
        origins=Count(Coalesce("claim__article__copy_of", "claim__article"), distinct=True),
        speakers=Count("claim__speaker", distinct=True),
        low=Min(Coalesce(value, Func(interval, function="lower", output_field=DecimalField()))),
        high=Max(Coalesce(value, Func(interval, function="upper", output_field=DecimalField()))),
        first=Min("claim__reported_at"),
        last=Max("claim__reported_at"),
    )  # fmt: skip
    return with_array(rows)


def _flags(figures: list[Figure]) -> dict[int, int]:
    return dict(direct.ask(_flags_sql(), [[figure.pk for figure in figures]]))


@cache
def _flags_sql() -> str:
    flagged = Membership.objects.all().counted().filter(figure__in=[0], claim__flags__in=Flag.objects.waiting())
    return with_array(flagged.values_list("figure_id").annotate(Count("pk")))


def _told(figures: list[Figure]) -> dict[int, list[tuple[Statement, bool]]]:
    """At most sixty claims of each figure and whether a person confirmed them: every value once before any twice, the newest first."""
    if not figures:
        return {}
    said, newest = (
        ["figure_id", "claim__value", "claim__interval", "claim__hedge"],
        ["-claim__reported_at", "-claim_id"],
    )
    nth = Window(RowNumber(), partition_by=said, order_by=newest)
    age = Window(RowNumber(), partition_by="figure_id", order_by=newest)
    recent = _members(figures).annotate(nth=nth, age=age).filter(nth__lte=MOST_OF_A_VALUE, age__lte=MOST_RECENT)
    chosen: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for figure_id, claim_id, status in recent.order_by("nth", "age").values_list("figure_id", "claim_id", "status"):
        if len(chosen[figure_id]) < MOST_COMPARED:
            chosen[figure_id].append((claim_id, status == Membership.Status.CONFIRMED))
    statements = statements_by_id({pk for held in chosen.values() for pk, _ in held})
    return {figure_id: [(statements[pk], sure) for pk, sure in held] for figure_id, held in chosen.items()}


def _clash(told: list[tuple[Statement, bool]]) -> Conflict | None:
    return conflict([s for s, _ in told], certain={s.id for s, is_confirmed in told if is_confirmed})


def _disputes(figures: list[Figure]) -> dict[int, list[Dispute]]:
    found: dict[int, list[Dispute]] = defaultdict(list)
    for dispute in direct.rows_of(Dispute, "WHERE figure_id = ANY(%s)", [[figure.pk for figure in figures]]):
        found[dispute.figure_id or 0].append(dispute)
    return found


def _count(figure: Figure, totals: dict[str, Any], clash: Conflict | None) -> None:
    figure.claim_count, figure.article_count = totals["claims"], totals["articles"]
    figure.outlet_count, figure.origin_count = totals["outlets"], totals["origins"]
    figure.speaker_count = totals["speakers"]
    low, high = totals["low"], totals["high"]
    ends = [end for end in (low, high) if end is not None]
    figure.span = NumericRange(min(ends), max(ends), "[]") if ends else None
    figure.first_reported_at, figure.last_reported_at = totals["first"], totals["last"]
    figure.agreement = Figure.Agreement.judged(figure.origin_count, clash)


def _judge(figure: Figure, disputes: list[Dispute], clash: Conflict | None) -> None:
    mine = [d for d in disputes if d.opened_by_id is None]
    standing = next((d for d in mine if d.state in Dispute.OPEN_STATES), None)
    if clash is None:
        if standing is not None:
            _close(standing)
    elif standing is not None:
        _restate(standing, clash)
    elif not _is_answered(disputes, clash):
        # what nobody but the machine closed it opens again, rather than ask the same question twice
        before = max((d for d in mine if d.closed_by_id is None), key=lambda d: d.pk, default=None)
        if before is None:
            Dispute.objects.create(figure=figure, **_facts(clash))
        else:
            _reopen(before, clash)


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


def _close(dispute: Dispute) -> None:
    sides = [claim for claim in (dispute.claim_a, dispute.claim_b) if claim is not None]
    gone = [f"“{claim.surface}”" for claim in sides if not claim.is_current]
    why = f"{' and '.join(gone)} stands in no current text" if gone else "corrected, moved or joined by other claims"
    said = " and ".join(f"“{claim.surface}” (claim {claim.pk})" for claim in sides)
    Dispute.objects.filter(pk=dispute.pk).update(
        state=Dispute.State.RESOLVED,
        closed_at=Now(),
        closing_reason=f"no two of its claims clash any more; it was {said}: {why}",
        version=F("version") + 1,
    )


def _reopen(dispute: Dispute, clash: Conflict) -> None:
    Dispute.objects.filter(pk=dispute.pk).update(
        state=Dispute.State.REOPENED,
        closed_at=None,
        closing_reason="",
        assigned_to=None,
        assigned_until=None,
        version=F("version") + 1,
        **_facts(clash),
    )


def _is_answered(disputes: list[Dispute], clash: Conflict) -> bool:
    """Whether a person has a dispute open on the figure, or already closed one about this very pair."""
    pair = {int(clash.first), int(clash.second)}
    return any(
        dispute.state in Dispute.OPEN_STATES
        or (dispute.closed_by_id and {dispute.claim_a_id, dispute.claim_b_id} == pair)
        for dispute in disputes
    )
