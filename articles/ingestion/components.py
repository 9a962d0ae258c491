"""Claims that are a part of a total, noted in the total's figure besides their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from articles.comparison.components import find_components
from articles.comparison.values import Statement
from articles.models import Membership

METHOD = "components-1"
SCORE = Decimal("0.9")  # of the parts found on labelled events nearly all were parts


def note_components(statements: Sequence[Statement], figures: Mapping[int, int]) -> None:
    """Put each part of a total into the total's figure as a component; one that is a member already stays as it is.

    ``figures`` names the figure of each claim. A part counts in its own figure only.
    """
    found = [
        (int(component.part), figures[int(component.total)], component.reasons)
        for component in find_components(statements)
        if int(component.total) in figures
    ]
    Membership.objects.bulk_create(
        (
            Membership(
                figure_id=figure, claim_id=part, is_component=True, score=SCORE, reasons=list(why), method=METHOD
            )
            for part, figure, why in found
            if figures.get(part) != figure
        ),
        ignore_conflicts=True,
    )
