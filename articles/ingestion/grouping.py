"""Claims into figures: candidates by indexed keys, the comparison's judgement, people's decisions above both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from articles.actions.counts import count_first, recount
from articles.comparison.definitions import define
from articles.comparison.keys import figure_keys
from articles.comparison.settling import settle
from articles.comparison.values import Match, Settlement, Statement
from articles.ingestion.candidates import Candidate, near_figures, read_candidates, remember
from articles.ingestion.components import note_components
from articles.ingestion.moves import METHOD, move
from articles.ingestion.series import note_series
from articles.models import Claim, Figure, Membership
from articles.models.direct import insert
from articles.models.statements import statement_of_claim


@dataclass(slots=True)
class _Decided:
    counted: set[int] = field(default_factory=set)
    rejected: set[int] = field(default_factory=set)


def group_claims(claims: Sequence[Claim], *, are_new: bool = False) -> None:
    """Give every claim that has no figure yet the one it answers, or a new one; then count what changed.

    Figures that started apart become one when a claim shows that they are: the smaller one's claims move and its
    address leads to the other. Near claims on which nobody decided are weighed anew and may move too, so that the order in
    which articles come matters little; a figure keeps its address as long as it keeps a claim that no other has more of.
    A membership that a person confirmed or rejected is never touched, a rejected figure is never proposed again, and a
    figure on which a person decided anything keeps its claims. ``are_new`` says that nothing can hang on the claims yet.
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
    figures, gone = _lock(settled, told)
    placed, told_by_one = _place(loose, settled.places, figures, told)
    moved = move(settled.moved, figures, known)
    _redefine(told, figures)
    note_components(statements, {membership.claim_id: membership.figure_id for membership in placed})
    note_series({figures[name].pk: held for name, held in told.items()}, known)
    merged = _merge({int(old): int(new) for old, new in settled.merged.items()}, gone)
    counted = {pk for each in decided.values() for pk in each.counted}
    changed = {membership.figure_id for membership in placed} | counted | merged | moved
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
    """What each figure that changes is now told by: the new statements, then those that it has or got of other figures."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        told[settled.places[statement.id].figure].append(statement)
    for old, candidate in known.items():
        for statement in candidate.statements:
            into = settled.moved.get(statement.id)
            told[into.figure if into else settled.merged.get(str(old), str(old))].append(statement)
    left = {str(old) for old, candidate in known.items() if any(s.id in settled.moved for s in candidate.statements)}
    changed = left | {match.figure for match in (*settled.places.values(), *settled.moved.values())}
    changed |= set(settled.merged.values())
    return {name: held for name, held in told.items() if name in changed}


def _lock(settled: Settlement, told: Iterable[str]) -> tuple[dict[str, Figure], set[int]]:
    """The known figures that change, locked and by the name they were settled under, and which had gone in the meantime.

    What another transaction merged while this one compared is followed to where it went.
    """
    names = {name for name in told if not name.startswith("new")} | set(settled.merged)
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
    fresh = {name: _new_figure(held[0], define(held)) for name, held in told.items() if name not in figures}
    alone = {name for name in fresh if len(told[name]) == 1}
    first = {places[str(claim.pk)].figure: claim for claim in claims}
    single = [fresh[name] for name in alone & first.keys() if count_first(fresh[name], first[name])]
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


def _new_figure(statement: Statement, definition: str) -> Figure:
    return Figure(
        definition=definition,
        measure=statement.measure.value,
        unit=statement.unit,
        unit_code=statement.unit_code,
        currency=statement.currency or "",
        place=statement.subject.place,
        period=statement.subject.period[:200],
    )
