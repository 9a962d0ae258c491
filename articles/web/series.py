"""One series: the same definition at different dates."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Series
from articles.selectors.charts import chart_of, legend_of
from articles.selectors.series import series_view
from articles.web.responses import public, show


@require_safe
@public
def series_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    view = series_view(get_object_or_404(Series, pk=pk))
    context = {
        "view": view,
        "legend": legend_of(view.claims),
        "chart": chart_of(view.claims),
        "small_chart": chart_of(view.claims, width=380, height=280, left=74, most=24),
    }
    return show(request, "series/detail.html", context)
