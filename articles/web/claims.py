"""The list of claims and one claim."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.filters import ClaimFilter
from articles.models import Claim
from articles.selectors.claims import CLAIM_ORDERS, claim_view, current_claims, facets_of, verdicts_on
from articles.selectors.documents.schema_org import claim_document, standing
from articles.selectors.documents.web_annotations import MEDIA_TYPE
from articles.web.documents import HTML, answered, claim_as_annotation, preferred, site_of, varied
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
    form = preferred(request)
    if form == MEDIA_TYPE:
        return varied(claim_as_annotation(request, pk))
    document = claim_document(claim, site_of(request), standing(verdicts_on(claim)))
    if form != HTML:
        return varied(answered(document, form))
    return varied(show(request, "claim/detail.html", {"view": claim_view(claim), "document": document}))
