"""Some articles read together: the figures that they tell, by which of them, and where they cannot all be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from articles.comparison.values import Kind
from articles.models import Article, Claim, Figure, Membership
from articles.selectors.meanings import Clash, clash_of

MOST_CLAIMS = 1_200
WAITING = (Article.State.QUEUED, Article.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as these articles tell it, oldest report first."""

    figure: Figure
    claims: list[Claim]
    clash: Clash | None

    @property
    def articles(self) -> int:
        """How many of these articles tell it."""
        return len({claim.article_id for claim in self.claims})

    @property
    def origins(self) -> int:
        """How many independent texts they are."""
        return len({claim.article.copy_of_id or claim.article_id for claim in self.claims})

    @property
    def elsewhere(self) -> int:
        """How many other articles tell it too."""
        return max(0, self.figure.article_count - self.articles)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article with how many claims and figures were found in it."""

    article: Article
    claims: int
    figures: int


@dataclass(frozen=True, slots=True)
class Together:
    """What some articles tell; each figure is in one of the four lists, the most told first."""

    pieces: list[Piece]
    clashing: list[Told]
    running: list[Told]
    agreeing: list[Told]
    alone: list[Told]
    is_cut: bool

    @property
    def waiting(self) -> int:
        """How many of them are still to be read."""
        return sum(1 for piece in self.pieces if piece.article.state in WAITING)

    @property
    def read(self) -> int:
        """How many are read, or given up."""
        return len(self.pieces) - self.waiting

    @property
    def claims(self) -> int:
        """How many claims were found in all of them."""
        return sum(piece.claims for piece in self.pieces)

    @property
    def figures(self) -> int:
        """How many figures these articles tell."""
        return len(self.clashing) + len(self.running) + len(self.agreeing) + len(self.alone)

    @property
    def outlets(self) -> int:
        """How many outlets they are known to come from."""
        return len({piece.article.outlet_id for piece in self.pieces} - {None})

    @property
    def origins(self) -> int:
        """How many independent texts they are: copies of one count once."""
        return len({piece.article.copy_of_id or piece.article.pk for piece in self.pieces})


def read_together(articles: Sequence[Article]) -> Together:
    """The figures of some articles, in one query; at most 1,200 claims (``is_cut`` when there were more)."""
    members = Membership.objects.counted().filter(
        claim__article__in=articles, figure__merged_into__isnull=True, is_component=False
    )
    rows = members.select_related("figure", "claim__article", "claim__outlet", "claim__speaker", "claim__source")
    rows = rows.defer("figure__search", "claim__search", "claim__reasons", "claim__article__copy_keys")
    found = list(rows.order_by("claim__reported_at", "claim_id")[: MOST_CLAIMS + 1])
    by_figure: dict[Figure, list[Claim]] = defaultdict(list)
    for member in found[:MOST_CLAIMS]:
        by_figure[member.figure].append(member.claim)
    told = [Told(figure, claims, clash_of(claims)) for figure, claims in by_figure.items()]
    told.sort(key=lambda each: (-each.articles, -each.figure.outlet_count, each.figure.pk))
    shared = [each for each in told if each.articles > 1 or each.clash]
    return Together(
        pieces=_pieces(articles, found),
        clashing=[each for each in shared if each.clash and each.clash.kind != Kind.UPDATE.value],
        running=[each for each in shared if each.clash and each.clash.kind == Kind.UPDATE.value],
        agreeing=[each for each in shared if not each.clash],
        alone=[each for each in told if each.articles == 1 and not each.clash],
        is_cut=len(found) > MOST_CLAIMS,
    )


def _pieces(articles: Sequence[Article], members: Sequence[Membership]) -> list[Piece]:
    claims: dict[int, set[int]] = defaultdict(set)
    figures: dict[int, set[int]] = defaultdict(set)
    for member in members:
        claims[member.claim.article_id].add(member.claim_id)
        figures[member.claim.article_id].add(member.figure_id)
    return [Piece(article, len(claims[article.pk]), len(figures[article.pk])) for article in articles]
