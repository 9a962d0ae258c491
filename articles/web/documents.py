"""Claims, figures and notes as JSON-LD documents, beside their pages or in place of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Annotation, Article, Claim
from articles.selectors.documents import Site
from articles.selectors.documents.web_annotations import (
    MEDIA_TYPE,
    annotated_claims,
    claim_annotation,
    collection,
    collection_page,
    note_annotation,
    visible_notes,
)
from articles.selectors.keyset import BadCursor, Key, Order, page_of
from articles.web.responses import BadInput, page

LINKED = "application/ld+json"
PLAIN = "application/json"
HTML = "text/html"
PAGES = (HTML, LINKED, MEDIA_TYPE, PLAIN)
BY_ID = Order("oldest first", (Key("id"),))
ROWS = 50


def site_of(request: HttpRequest) -> Site:
    """This site, by the name that it was asked under."""
    return Site(request.build_absolute_uri("/").rstrip("/"))


def preferred(request: HttpRequest) -> str:
    """Which of a page's forms the request prefers; the page itself where it says nothing that is there."""
    return request.get_preferred_type(PAGES) or HTML


def answered(document: dict[str, Any], media_type: str) -> HttpResponse:
    """A document, open to pages of other sites: it holds nothing that is not public."""
    answer = HttpResponse(json.dumps(document, ensure_ascii=False, indent=1), content_type=media_type)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def varied(answer: HttpResponseBase) -> HttpResponseBase:
    """An answer that caches keep apart by what was asked for."""
    patch_vary_headers(answer, ["Accept"])
    return answer


@require_safe
@conditional_page
def claim_as_annotation(request: HttpRequest, pk: int) -> HttpResponseBase:
    claim = get_object_or_404(annotated_claims(Claim.objects.all()), pk=pk)
    return answered(claim_annotation(claim, site_of(request)), MEDIA_TYPE)


@require_safe
@conditional_page
def note_as_annotation(request: HttpRequest, pk: int) -> HttpResponseBase:
    note = get_object_or_404(visible_notes(), pk=pk)
    return answered(note_annotation(note, site_of(request)), MEDIA_TYPE)


@require_safe
@conditional_page
@page
def claims_of_article(request: HttpRequest, pk: int) -> HttpResponseBase:
    article = get_object_or_404(Article.objects.only("pk", "title"), pk=pk)
    claims = Claim.objects.current().filter(article=article)
    label = f"Claims of {article.title or article.pk}"
    return _collected(request, "article-annotations", pk, label, annotated_claims(claims), claim_annotation)


@require_safe
@conditional_page
@page
def all_claims(request: HttpRequest) -> HttpResponseBase:
    claims = annotated_claims(Claim.objects.current())
    return _collected(request, "claim-annotations", None, "Claims", claims, claim_annotation)


@require_safe
@conditional_page
@page
def all_notes(request: HttpRequest) -> HttpResponseBase:
    return _collected(request, "note-annotations", None, "Notes of reviewers", visible_notes(), note_annotation)


def _collected(
    request: HttpRequest,
    route: str,
    key: int | None,
    label: str,
    rows: QuerySet[Claim] | QuerySet[Annotation],
    write: Callable[[Any, Site], dict[str, Any]],
) -> HttpResponseBase:
    """The collection, or the page of it that ``?page=`` names. Raises BadInput for a page that it has not."""
    site, cursor = site_of(request), request.GET.get("page")
    if cursor is None:
        return answered(collection(site, route, key, label, rows, "page=first"), MEDIA_TYPE)
    try:
        found = page_of(rows, BY_ID, "" if cursor == "first" else cursor, ROWS)
    except BadCursor as error:
        raise BadInput("page: this is not a page of this collection.") from error
    address = site.to(route, *([] if key is None else [key]))
    following = f"page={found.next_cursor}" if found.next_cursor else ""
    items = [write(row, site) for row in found.rows]
    return answered(collection_page(address, f"page={cursor}", following, items), MEDIA_TYPE)
