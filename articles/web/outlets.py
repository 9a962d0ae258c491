"""The list of outlets and one outlet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from articles.filters import OutletFilter
from articles.models import Outlet
from articles.selectors.acts import deeds_about
from articles.selectors.outlets import OUTLET_ORDERS, counted_outlets, listed_outlets, outlet_view
from articles.web.exports import download
from articles.web.listing import listing
from articles.web.responses import public, show


@require_safe
@public
def outlet_list(request: HttpRequest) -> HttpResponseBase:
    found = listing(request, OutletFilter, listed_outlets(), OUTLET_ORDERS)
    if request.GET.get("format"):
        return download(found, "outlets")
    rows = found.page()
    return show(request, "outlet/list.html", {"found": found, "page": rows, "rows": counted_outlets(rows.rows)})


@require_safe
@public
def outlet_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    outlet = get_object_or_404(Outlet, pk=pk)
    if outlet.merged_into_id is not None:
        return redirect("outlet", outlet.merged_into_id, permanent=True)
    context = {"view": outlet_view(outlet), "deeds": deeds_about(outlet, request.user)}
    return show(request, "outlet/detail.html", context)
