"""Claims into figures: candidates by indexed keys, the comparison's judgement, people's decisions above both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from articles.actions.counts import count_first, recount
from articles.comparison.align import settle
from articles.comparison.definitions import define
from articles.comparison.keys import figure_keys
from articles.comparison.values import Match, Settlement, Statement
from articles.ingestion.candidates import Candidate, near_figures, read_candidates, remember
from articles.ingestion.components import note_components
from articles.ingestion.series import note_series
from articles.models import Claim, Figure, Membership
from articles.models.direct import insert
from articles.models.statements import statement_of_claim

METHOD = "compare-3"


@dataclass(slots=True)
class _Decided:
    counted: set[int] = field(default_factory=set)
    rejected: set[int] = field(default_factory=set)


def group_claims(claims: Sequence[Claim], *, are_new: bool = False) -> None:
    """Give every claim that has no figure yet the one it answers, or a new one; then count what changed.

    Figures that started apart become one when a claim shows that they are: the smaller one's claims move and its
    address leads to the other. A membership that a person confirmed or rejected is never touched, a rejected figure is never
    proposed again, and a figure on which a person decided anything is never merged away. ``are_new`` says that nothing can
    hang on the claims yet.
    """
    decided = defaultdict(_Decided) if are_new else _decided(claims)
    loose = [claim for claim in claims if not decided[claim.pk].counted]
    statements = [statement_of_claim(claim) for claim in loose]
    keys = {claim.pk: figure_keys(statement) for claim, statement in zip(loose, statements, strict=True)}
    near = near_figures(keys) if keys else {}
    remember(keys)
    known = read_candidates(figure for held in near.values() for figure in held)
    settled = _settle(statements, near, known, decided)
    told = _told(statements, settled, known)
    figures, gone = _lock(settled)
    placed, told_by_one = _place(loose, settled.places, figures, told)
    _redefine(told, figures)
    note_components(statements, {membership.claim_id: membership.figure_id for membership in placed})
    note_series({figures[name].pk: held for name, held in told.items()}, known)
    merged = _merge({int(old): int(new) for old, new in settled.merged.items()}, gone)
    counted = {pk for each in decided.values() for pk in each.counted}
    changed = {membership.figure_id for membership in placed} | counted | merged
    recount(changed - told_by_one if are_new else changed)


def _decided(claims: Sequence[Claim]) -> dict[int, _Decided]:
    found: dict[int, _Decided] = defaultdict(_Decided)
    rows = Membership.objects.filter(claim__in=claims).values_list("claim", "figure", "status", "is_component")
    for claim_id, figure_id, status, is_component in rows:
        decided = found[claim_id]
        if status == Membership.Status.REJECTED:
            decided.rejected.add(figure_id)
        elif not is_component:
            decided.counted.add(figure_id)
    return found


def _settle(
    statements: Sequence[Statement],
    near: Mapping[int, Sequence[int]],
    known: Mapping[int, Candidate],
    decided: Mapping[int, _Decided],
) -> Settlement:
    return settle(
        statements,
        {str(pk): candidate.statements for pk, candidate in known.items()},
        {str(pk): [str(figure) for figure in held] for pk, held in near.items()},
        {str(pk): candidate.claim_count for pk, candidate in known.items() if not candidate.is_decided},
        {str(pk): [str(figure) for figure in each.rejected] for pk, each in decided.items()},
    )


def _told(
    statements: Sequence[Statement], settled: Settlement, known: Mapping[int, Candidate]
) -> dict[str, list[Statement]]:
    """What each figure that changes is now told by: the new statements, then its own and those of the figures that went into it."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        told[settled.places[statement.id].figure].append(statement)
    for name in told:
        for old in (name, *(gone for gone, into in settled.merged.items() if into == name)):
            told[name] += known[int(old)].statements if old.isdigit() else ()
    return dict(told)


def _lock(settled: Settlement) -> tuple[dict[str, Figure], set[int]]:
    """The known figures that change, locked and by the name they were settled under, and which had gone in the meantime.

    What another transaction merged while this one compared is followed to where it went.
    """
    names = {match.figure for match in settled.places.values() if not match.figure.startswith("new")}
    names |= set(settled.merged)
    if not names:
        return {}, set()
    rows = Figure.objects.filter(pk__in=[int(name) for name in names]).order_by("pk").select_for_update(of=["self"])
    figures = {str(row.pk): row for row in rows.select_related("merged_into")}
    gone = {row.pk for row in figures.values() if row.merged_into_id is not None}
    return {name: row.merged_into or row for name, row in figures.items()}, gone


def _place(
    claims: Sequence[Claim],
    places: Mapping[str, Match],
    figures: dict[str, Figure],
    told: Mapping[str, Sequence[Statement]],
) -> tuple[list[Membership], set[int]]:
    """The memberships of claims in their figures, the new ones made; and which of those are told by one claim, and counted."""
    held: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        held[places[str(claim.pk)].figure].append(claim)
    fresh = {name: _new_figure(each[0], define(told[name])) for name, each in held.items() if name not in figures}
    single = [figure for name, figure in fresh.items() if len(held[name]) == 1 and count_first(figure, held[name][0])]
    insert(list(fresh.values()))
    figures |= fresh
    members = [
        Membership(
            figure=figures[match.figure],
            claim=claim,
            score=Decimal(str(round(match.score, 3))),
            reasons=list(match.reasons),
            method=METHOD,
        )
        for claim, match in ((claim, places[str(claim.pk)]) for claim in claims)
    ]
    insert(members)
    return members, {figure.pk for figure in single}


def _merge(merged: Mapping[int, int], gone: Iterable[int]) -> set[int]:
    """Move the claims of figures that are another one, and lead their addresses there; returns all figures concerned."""
    wanted = {old: new for old, new in merged.items() if not {old, new}.intersection(gone)}
    for old, new in wanted.items():
        held = Membership.objects.filter(figure=new).values("claim_id")
        Membership.objects.filter(figure=old).exclude(claim_id__in=held).update(figure=new)
        Figure.objects.filter(merged_into=old).update(merged_into=new)
        Figure.objects.filter(pk=old).update(merged_into=new)
    return {*wanted, *wanted.values()}


def _redefine(told: Mapping[str, Sequence[Statement]], figures: Mapping[str, Figure]) -> None:
    """Say better what known figures measure, now that more tell of them; a person's words stay."""
    changed = []
    for name, held in told.items():
        definition = define(held)
        if not figures[name].is_locked and figures[name].definition != definition:
            figures[name].definition = definition
            changed.append(figures[name])
    if changed:
        Figure.objects.bulk_update(changed, ["definition"])


def _new_figure(claim: Claim, definition: str) -> Figure:
    return Figure(
        definition=definition,
        measure=claim.measure,
        unit=claim.unit,
        unit_code=claim.unit_code,
        currency=claim.currency,
        place=claim.place,
        period=str(claim.subject_parts.get("period", ""))[:200],
    )
