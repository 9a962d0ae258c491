"""One series with its figures and the claims of each."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Claim, Figure, Series
from articles.selectors.home import Reported, strips_of

MOST_FIGURES = 24


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One definition over time: its figures, latest first."""

    series: Series
    figures: list[Reported]

    @property
    def claims(self) -> list[Claim]:
        """The claims of all figures, oldest first."""
        return sorted(
            (c for each in self.figures for c in each.claims), key=lambda claim: (claim.reported_at, claim.pk)
        )


def series_view(series: Series) -> SeriesView:
    """The latest 24 figures of a series and at most 24 claims of each, in two queries."""
    figures = list(Figure.objects.standing().filter(series=series).order_by("-last_reported_at", "-pk")[:MOST_FIGURES])
    claims = strips_of(figures)
    return SeriesView(series, [Reported(figure, claims[figure.pk]) for figure in figures])
