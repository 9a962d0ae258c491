"""Articles or outlets side by side: the figures that all of them give, where they differ, and what one alone has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Claim, Figure, Membership, Outlet
from articles.selectors.exports.columns import number
from articles.selectors.meanings import Clash, all_agree, clash_of

MOST_MEMBERS = 600
MOST_ROWS = 40
COLUMNS = (
    "finding", "figure_id", "definition", "column", "claim_id", "value", "low", "high", "hedge", "unit", "speaker", "source",
    "outlet", "article_id", "url", "reported_at", "sentence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; ``cells`` holds each column's claims."""

    figure: Figure
    cells: list[list[Claim]]

    @property
    def clash(self) -> Clash | None:
        """The pair that cannot both be right, where the words of both match enough to say so."""
        return clash_of([claim for cell in self.cells for claim in cell])

    @property
    def wording(self) -> list[str]:
        """In what else than the value the columns differ: ``["hedge", "speaker"]``."""
        told = [cell for cell in self.cells if cell]
        hedges = {frozenset(claim.hedge for claim in cell) for cell in told}
        speakers = {frozenset(claim.speaker_id for claim in cell) for cell in told}
        return [name for name, said in (("hedge", len(hedges)), ("speaker", len(speakers))) if said > 1]

    @property
    def filled(self) -> int:
        """How many columns give the figure."""
        return sum(1 for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """The figures that one column alone has, at most 40."""

    column: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two to six columns compared; ``is_cut`` when there was more than could be shown."""

    columns: list[str]
    differs: list[Row]
    same: list[Row]
    only: list[OnlyIn]
    is_cut: bool


def compare_articles(articles: Sequence[Article]) -> Comparison:
    """Compared by figure, in one query."""
    members = _members().filter(claim__article__in=articles)
    names = [article.title or article.file_name or f"Article {article.pk}" for article in articles]
    return _compared(members, names, [article.pk for article in articles], lambda claim: claim.article_id)


def compare_outlets(outlets: Sequence[Outlet]) -> Comparison:
    """Compared by figure over everything they report, in one query."""
    members = _members().filter(claim__outlet__in=outlets)
    return _compared(
        members, [outlet.name for outlet in outlets], [outlet.pk for outlet in outlets], lambda claim: claim.outlet_id
    )


def _members() -> QuerySet[Membership]:
    rows = Membership.objects.counted().filter(figure__merged_into__isnull=True)
    return rows.select_related("figure", "claim__article", "claim__outlet", "claim__speaker", "claim__source").order_by(
        "-figure__outlet_count", "figure_id", "claim__start"
    )


def _compared(
    members: QuerySet[Membership], columns: list[str], ids: list[int], column_of: Callable[[Claim], int | None]
) -> Comparison:
    found = list(members[: MOST_MEMBERS + 1])
    rows: dict[int, Row] = {}
    for member in found[:MOST_MEMBERS]:
        row = rows.setdefault(member.figure_id, Row(member.figure, [[] for _ in ids]))
        row.cells[ids.index(column_of(member.claim) or 0)].append(member.claim)
    shared = [row for row in rows.values() if row.filled > 1]
    same = [row for row in shared if all_agree([claim for cell in row.cells for claim in cell])]
    agreeing = {row.figure.pk for row in same}
    differs = [row for row in shared if row.figure.pk not in agreeing]
    alone = [row for row in rows.values() if row.filled == 1]
    only = [OnlyIn(name, [row for row in alone if row.cells[index]][:MOST_ROWS]) for index, name in enumerate(columns)]
    is_cut = len(found) > MOST_MEMBERS or max(len(differs), len(same)) > MOST_ROWS
    return Comparison(columns, differs[:MOST_ROWS], same[:MOST_ROWS], only, is_cut)


def lines_of(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """The comparison as rows, one a claim, under COLUMNS; ``finding`` is differs, same or only. Numbers are decimal strings."""
    shown = [("differs", comparison.differs), ("same", comparison.same)]
    for finding, rows in [*shown, *(("only", each.rows) for each in comparison.only)]:
        for row in rows:
            for column, cell in zip(comparison.columns, row.cells, strict=True):
                for claim in cell:
                    yield dict(zip(COLUMNS, _line(finding, row.figure, column, claim), strict=True))


def _line(finding: str, figure: Figure, column: str, claim: Claim) -> tuple[Any, ...]:
    low, high = (claim.interval.lower, claim.interval.upper) if claim.interval else (None, None)
    return (
        finding,
        figure.pk,
        figure.definition,
        column,
        claim.pk,
        number(claim.value),
        number(low),
        number(high),
        claim.hedge,
        claim.unit,
        claim.speaker.name if claim.speaker else "",
        claim.source.name if claim.source else "",
        claim.outlet.name if claim.outlet else "",
        claim.article_id,
        claim.article.url,
        claim.reported_at.isoformat(),
        claim.sentence,
    )
