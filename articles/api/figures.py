"""Figures: the list, and one figure as a whole answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from articles.api import nouns
from articles.api.listings import Listing
from articles.api.serializers import FigureSerializer
from articles.api.shared import chosen
from articles.api.whole import FigureDetailSerializer
from articles.filters import FigureFilter
from articles.models import Figure
from articles.selectors.answers import whole_answer
from articles.selectors.figures import FIGURE_ORDERS, figure_view, standing_figures


class Figures(Listing):
    """What is measured. The row is a whole answer: who says what, whether they can all be right, and why they are together."""

    noun = row_noun = nouns.FIGURES
    shown_from = ("figure", "claim", "dispute", "verdict")
    serializer_class = FigureSerializer
    row_serializer = FigureDetailSerializer
    filters = FigureFilter
    orders = FIGURE_ORDERS
    export = "figures"
    facets = {"measure": ("measure",), "agreement": ("agreement",), "unit": ("unit_code",)}

    def listed(self) -> QuerySet[Any]:
        return standing_figures()

    def row_json(self, pk: int, asked: Mapping[str, str]) -> str:
        """The row with its answer; with ``fields`` or ``as_of`` only the row."""
        text = super().row_json(pk, asked)
        figure = Figure.objects.get(pk=pk)
        if "as_of" in asked or chosen(asked)[0] or figure.merged_into_id is not None:
            return text
        view = figure_view(figure)
        ids = [member.claim_id for member in view.members]
        claims = {row["id"]: row for row in json.loads(nouns.CLAIMS.json_of(ids))}
        disputes = json.loads(nouns.DISPUTE.json_of([dispute.pk for dispute in view.disputes]))
        told = json.dumps(whole_answer(view, claims, disputes), ensure_ascii=False)
        return f"{text[:-1]}, {told[1:]}"
