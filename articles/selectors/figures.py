"""The list of figures, and one figure with every report of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Prefetch, Q, QuerySet

from articles.models import Annotation, Claim, Dispute, Figure, Membership, Verdict
from articles.models.figure import FigureQuerySet
from articles.selectors.history import Step, history_of
from articles.selectors.keyset import Key, Order

MOST_MEMBERS = 400
MATRIX_SPEAKERS = 6
MOST_NEAR = 8
MOST_RANKED = 500
MOST_NOTES = 40
OWN_VOICE = "own voice"
PREFERRED = tuple(f"preferred_claim__{name}" for name in ("article", "outlet", "speaker"))
NEWEST_ID = Key("id", is_descending=True)
REPORTED = Key("last_reported_at", is_descending=True, kind=datetime)
FIGURE_ORDERS: Mapping[str, Order] = {
    "reported": Order(
        "most reported first",
        (Key("outlet_count", is_descending=True), Key("article_count", is_descending=True), REPORTED, NEWEST_ID),
        is_indexed=True,
    ),
    "newest": Order("newest first", (REPORTED, NEWEST_ID), is_indexed=True),
    "speakers": Order("most speakers first", (Key("speaker_count", is_descending=True), NEWEST_ID)),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent report: the article that stands for it, and its copies."""

    first: Claim
    copies: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet prints of one speaker (or in its own voice)."""

    column: str
    claims: list[Claim]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outlets down, voices across; the first column is the outlets' own voice."""

    columns: list[str]
    rows: list[tuple[str, list[Cell]]]


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure with its reports in order of time, its origins, disputes, discussion and history."""

    figure: Figure
    members: list[Membership]
    components: list[Membership]
    rejected: list[Membership]
    is_cut: bool
    matrix: Matrix
    origins: list[Origin]
    disputes: list[Dispute]
    annotations: list[Annotation]
    siblings: list[Figure]
    history: list[Step]

    @property
    def claims(self) -> list[Claim]:
        """The claims that answer the figure, oldest first; a part of its total is none."""
        return [member.claim for member in self.members]


def standing_figures() -> FigureQuerySet:
    """What the list of figures shows: those that were reported, so that no date is missing in an order."""
    return Figure.objects.standing().filter(last_reported_at__isnull=False)


def members_of(figures: Sequence[Figure]) -> QuerySet[Membership]:
    """Current memberships of some figures with what a row shows, oldest report first."""
    return (
        Membership.objects.filter(figure__in=figures, claim__is_current=True)
        .select_related("claim__article", "claim__outlet", "claim__speaker", "claim__source", "decided_by")
        .defer("claim__search", "claim__reasons", "claim__article__copy_keys")
        .order_by("claim__reported_at", "claim_id")
    )


def figure_view(figure: Figure) -> FigureView:
    """Everything known of one figure, at most the 400 oldest reports of it, in seven queries."""
    found = list(members_of([figure])[: MOST_MEMBERS + 1])
    counted = [member for member in found[:MOST_MEMBERS] if member.status != Membership.Status.REJECTED]
    claims = [member.claim for member in counted if not member.is_component]
    return FigureView(
        figure=figure,
        members=[member for member in counted if not member.is_component],
        components=[member for member in counted if member.is_component],
        rejected=[member for member in found if member.status == Membership.Status.REJECTED],
        is_cut=len(found) > MOST_MEMBERS,
        matrix=matrix_of(claims),
        origins=origins_of(claims),
        disputes=list(disputes_of(figure)),
        annotations=list(_annotations_of(figure)[:MOST_NOTES]),
        siblings=list(_siblings_of(figure)),
        history=history_of(figure),
    )


def disputes_of(figure: Figure) -> QuerySet[Dispute]:
    """Open ones first, then the latest, with the clashing pair and the verdicts."""
    verdicts = Verdict.objects.select_related("created_by", *PREFERRED).order_by("-created_at", "-pk")
    pair = [f"claim_{side}__{name}" for side in "ab" for name in ("outlet", "article", "speaker")]
    return (
        Dispute.objects.filter(figure=figure)
        .select_related("figure", "claim", "opened_by", "assigned_to", "closed_by", *pair)
        .prefetch_related(Prefetch("verdicts", verdicts))
        .order_by("closed_at", "-opened_at", "-pk")
    )


def _annotations_of(figure: Figure) -> QuerySet[Annotation]:
    about = Q(figure=figure) | Q(dispute__figure=figure)
    return Annotation.objects.visible().in_order().filter(about).select_related("created_by", "dispute")


def _siblings_of(figure: Figure) -> QuerySet[Figure]:
    if figure.series_id is None:
        return Figure.objects.none()
    return (
        Figure.objects.standing()
        .filter(series=figure.series_id)
        .exclude(pk=figure.pk)
        .order_by("-first_reported_at", "-pk")[:12]
    )


def matrix_of(claims: Sequence[Claim]) -> Matrix:
    """Outlet by speaker; the six most heard speakers have a column, the rest share one."""
    heard: dict[str, int] = defaultdict(int)
    for claim in claims:
        if claim.speaker:
            heard[claim.speaker.name] += 1
    named = sorted(heard, key=lambda name: (-heard[name], name))[:MATRIX_SPEAKERS]
    columns = [OWN_VOICE, *named] + (["other speakers"] if len(heard) > len(named) else [])
    cells: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        outlet = claim.outlet.name if claim.outlet else "outlet not known"
        cells[outlet][_column_of(claim, named)].append(claim)
    return Matrix(
        columns, [(outlet, [Cell(name, row[name]) for name in columns]) for outlet, row in sorted(cells.items())]
    )


def _column_of(claim: Claim, named: Sequence[str]) -> str:
    if claim.speaker is None:
        return OWN_VOICE
    return claim.speaker.name if claim.speaker.name in named else "other speakers"


def origins_of(claims: Sequence[Claim]) -> list[Origin]:
    """Claims by the independent text they come from: a copy stands under the article that it copies."""
    families: dict[int, dict[int, Claim]] = defaultdict(dict)
    for claim in claims:
        families[claim.article.copy_of_id or claim.article_id].setdefault(claim.article_id, claim)
    origins = []
    for root, family in families.items():
        first = family.get(root) or next(iter(family.values()))
        origins.append(Origin(first, [claim for claim in family.values() if claim is not first]))
    return sorted(origins, key=lambda origin: (origin.first.reported_at, origin.first.pk))


def near_figures(figure: Figure) -> QuerySet[Figure]:
    """Up to eight other figures whose definitions share words with this one, the nearest of the 500 newest first."""
    words = re.findall(r"\w{3,}", figure.definition)[:12]
    asked = SearchQuery(" | ".join(f"'{word}'" for word in words), config="english", search_type="raw")
    # of words that every figure has, ranking all would cost seconds
    newest = (
        Figure.objects.standing().filter(measure=figure.measure, search=asked).exclude(pk=figure.pk).order_by("-pk")
    )
    rows = Figure.objects.filter(pk__in=newest.values("pk")[:MOST_RANKED]).annotate(
        nearness=SearchRank("search", asked)
    )
    return rows.order_by("-nearness", "-outlet_count", "-pk")[:MOST_NEAR]
