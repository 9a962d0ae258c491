"""Articles or outlets side by side: the figures that all of them give, where they differ, and what one alone has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from articles.models import Article, Claim, Figure, Membership, Outlet
from articles.selectors.meanings import all_agree

MOST_MEMBERS = 600
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; ``cells`` holds each column's claims."""

    figure: Figure
    cells: list[list[Claim]]

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
