"""The list of figures and one figure."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.filters import FigureFilter
from articles.models import Figure
from articles.selectors.acts import deeds_about
from articles.selectors.charts import chart_of, drawn_legend
from articles.selectors.documents.schema_org import figure_document
from articles.selectors.figures import FIGURE_ORDERS, figure_view, standing_figures
from articles.selectors.findings import travels_of
from articles.selectors.home import strips_of
from articles.web.cards import oembed_address
from articles.web.documents import HTML, answered, preferred, site_of, varied
from articles.web.exports import download
from articles.web.listing import listing
from articles.web.responses import public, show

SHOWN_REPORTS = 20
EMBEDDED_CLAIMS = 4
SHOWN_FINDINGS = 12


@require_safe
@public
def figure_list(request: HttpRequest) -> HttpResponseBase:
    found = listing(request, FigureFilter, standing_figures(), FIGURE_ORDERS)
    if request.GET.get("format"):
        return download(found, "figures")
    rows = found.page()
    strips = strips_of(list(rows.rows))
    reported = [(figure, strips[figure.pk]) for figure in rows.rows]
    return show(request, "figure/list.html", {"found": found, "page": rows, "reported": reported})


@require_safe
@public
def figure_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    figure = get_object_or_404(Figure.objects.select_related("series", "merged_into"), pk=pk)
    if figure.merged_into_id is not None:
        return HttpResponse(status=301, headers={"Location": reverse("figure", args=[figure.merged_into_id])})
    view, form = figure_view(figure), preferred(request)
    told = view.claims[-EMBEDDED_CLAIMS:] if form == HTML else view.claims
    document = figure_document(figure, told, view.disputes, site_of(request))
    if form != HTML:
        return varied(answered(document, form))
    chart = chart_of(view.claims, most=32)
    context = {
        "document": document,
        "oembed": oembed_address(request, figure),
        "view": view,
        "deeds": deeds_about(figure, request.user),
        "shown": view.members[-SHOWN_REPORTS:][::-1],
        "findings": travels_of(view.claims)[:SHOWN_FINDINGS],
        "legend": drawn_legend(chart, view.claims),
        "chart": chart,
        "small_chart": chart_of(view.claims, width=380, height=280, left=74, most=16),
    }
    return varied(show(request, "figure/detail.html", context))
