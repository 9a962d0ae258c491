"""The list of claims and one claim."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.filters import ClaimFilter
from articles.models import Claim
from articles.selectors.claims import CLAIM_ORDERS, claim_view, current_claims, facets_of
from articles.web.exports import download
from articles.web.listing import listing
from articles.web.responses import public, show


@require_safe
@public
def claim_list(request: HttpRequest) -> HttpResponseBase:
    found = listing(request, ClaimFilter, current_claims().for_list(), CLAIM_ORDERS)
    if request.GET.get("format"):
        return download(found, "claims")
    rows, facets = found.page_and(lambda: facets_of(found.matching))
    return show(request, "claim/list.html", {"found": found, "page": rows, "facets": facets})


@require_safe
@public
def claim_detail(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = get_object_or_404(Claim.objects.for_list().select_related("revision"), pk=pk)
    return show(request, "claim/detail.html", {"view": claim_view(claim)})
