"""One series: the same definition at different dates."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Series
from articles.selectors.charts import chart_of, drawn_legend
from articles.selectors.keyset import BadCursor
from articles.selectors.series import series_view
from articles.web.responses import BadInput, public, show


@require_safe
@public
def series_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    cursor = request.GET.get("cursor", "")
    try:
        view = series_view(get_object_or_404(Series, pk=pk), cursor)
    except BadCursor as error:
        raise BadInput("cursor: this is not a page of this series.") from error
    chart = chart_of(view.claims, most=48)
    small = chart_of(view.claims, width=380, height=280, left=74, most=24)
    context = {
        "view": view,
        "points": view.points[::-1],
        "is_later_page": bool(cursor),
        "legend": drawn_legend(chart, view.claims),
        "chart": chart,
        "small_chart": small,
        "gaps": chart.between(view.gaps) if chart else [],
        "small_gaps": small.between(view.gaps) if small else [],
        "address": f"figure={','.join(str(point.figure.pk) for point in view.points)}",
    }
    return show(request, "series/detail.html", context)
