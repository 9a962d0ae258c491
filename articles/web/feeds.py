"""Feeds of what happened last."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from articles.filters import ClaimFilter
from articles.selectors.claims import CLAIM_ORDERS, current_claims
from articles.selectors.documents import Site
from articles.selectors.documents.feed_files import ATOM, JSON_FEED, atom_feed, json_feed
from articles.selectors.feeds import (
    News,
    news_of_claims,
    news_of_disputes,
    news_of_figure,
    news_of_outlet,
    news_of_speaker,
)
from articles.web.documents import site_of
from articles.web.listing import listing
from articles.web.responses import page, searching

FORMS = {"atom": (ATOM, atom_feed), "json": (JSON_FEED, json_feed)}
OF_ONE: Mapping[str, Callable[[int, Site], News]] = {
    "figure": news_of_figure,
    "speaker": news_of_speaker,
    "outlet": news_of_outlet,
}


@require_safe
@conditional_page
@page
def feed_of_one(request: HttpRequest, kind: str, pk: int, form: str) -> HttpResponseBase:
    if kind not in OF_ONE:
        raise Http404
    return _written(request, form, lambda site: OF_ONE[kind](pk, site))


@require_safe
@conditional_page
@page
def feed_of_claims(request: HttpRequest, form: str) -> HttpResponseBase:
    """The latest claims of any list of claims: the filters of the list are those of its feed."""
    found = listing(request, ClaimFilter, current_claims(), CLAIM_ORDERS)
    home = f"{reverse('claims')}{found.address()}".rstrip("?")
    words = ", ".join(f"{each.label} {each.value}" for each in found.chosen)
    title = f"Claims: {words}" if words else "Claims"
    return _written(
        request, form, lambda site: searching(lambda: news_of_claims(found.matching, title, f"{site.root}{home}", site))
    )


@require_safe
@conditional_page
@page
def feed_of_disputes(request: HttpRequest, form: str) -> HttpResponseBase:
    return _written(request, form, news_of_disputes)


def _written(request: HttpRequest, form: str, read: Callable[[Site], News]) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    site = site_of(request)
    news = read(site)
    media_type, write = FORMS[form]
    answer = HttpResponse(write(news, request.build_absolute_uri(), site), content_type=media_type)
    answer["Last-Modified"] = http_date(news.updated.timestamp())
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
